import type { EntryCorrected } from '../../../events/entry-corrected.ts';
import type { Source } from '../../../events/source.ts';
import { at } from '../../../projections/columns.ts';
import type { Cut } from '../../../projections/cut.ts';
import { detailOfEntry } from '../../../projections/details.ts';
import { keptWith } from '../../../projections/kept-with.ts';
import { decodeEntry, decodeEnvelope } from '../../store/decode.ts';
import type { EventStore } from '../../store/event-store.ts';
import { contestStream } from '../../store/event-store.ts';
import { type Room, roomOf } from './kept-room.ts';

/** The sources of each entry that an answer names, by its id: those that hold at the answer's clocks. */
export type Cited = Readonly<Record<string, readonly Source[]>>;

/** A row's data as it holds in a view, from the bytes. */
export async function dataAt<T>(
  store: EventStore,
  contest: string,
  view: Cut,
  row: number,
): Promise<T | undefined> {
  const stream = contestStream(contest);
  const [told] = await store.readStream(stream, at(view.claims.dataFrom, row), 1);
  const [original] = await store.readStream(stream, row, 1);
  if (told === undefined || original === undefined) return undefined;
  return detailOfEntry(decodeEntry(told), () => decodeEnvelope(original)).data as T;
}

/**
 * The sources of the rows of a view, as corrected, each as JSON: read when they are first asked for, and
 * kept with the view as far as there is room.
 */
class CitedTexts {
  readonly #view: Cut;
  readonly #room: Room;
  readonly #texts = new Map<number, string>();

  constructor(view: Cut) {
    this.#view = view;
    this.#room = roomOf(view);
  }

  /** The sources of a row; undefined where it has no entry. */
  async of(store: EventStore, contest: string, row: number): Promise<string | undefined> {
    const kept = this.#texts.get(row);
    if (kept !== undefined) return kept;
    const corrected = this.#view.claims.citedBy.get(row);
    const [stored] = await store.readStream(contestStream(contest), corrected ?? row, 1);
    if (stored === undefined) return undefined;
    const entry = decodeEntry(stored);
    const sources =
      corrected === undefined ? entry.sources : (entry.data as EntryCorrected).sources;
    const text = JSON.stringify(sources ?? []);
    if (this.#room.take(text)) this.#texts.set(row, text);
    return text;
  }

  /** The sources of some rows, each once, in order of recording. */
  async ofAll(
    store: EventStore,
    contest: string,
    rows: Iterable<number>,
  ): Promise<Map<number, string>> {
    const found = new Map<number, string>();
    for (const row of Int32Array.from(new Set(rows)).sort()) {
      // Most are kept, and waiting for each of thousands takes longer than they do.
      const text = this.#texts.get(row) ?? (await this.of(store, contest, row));
      if (text !== undefined) found.set(row, text);
    }
    return found;
  }
}

const citedTexts = keptWith((view: Cut) => new CitedTexts(view));

/** The sources of some rows of a contest, as corrected, as JSON, in order of recording. */
export const citedTextsOf = (
  store: EventStore,
  contest: string,
  view: Cut,
  rows: Iterable<number>,
): Promise<Map<number, string>> => citedTexts(view).ofAll(store, contest, rows);

/** The same, read, by the ids of their entries. */
export async function citedBy(
  store: EventStore,
  contest: string,
  view: Cut,
  rows: Iterable<number>,
): Promise<Cited> {
  const texts = await citedTextsOf(store, contest, view, rows);
  return Object.fromEntries(
    [...texts].map(([row, text]) => [view.columns.idOf(row), JSON.parse(text) as Source[]]),
  );
}

/** The same for entries of the contest by their ids. */
export async function citedByIds(
  store: EventStore,
  contest: string,
  view: Cut,
  ids: readonly string[],
): Promise<Cited> {
  const rows: number[] = [];
  for (const id of new Set(ids)) {
    const stored = await store.byId(id);
    if (stored !== undefined) rows.push(stored.revision);
  }
  return citedBy(store, contest, view, rows);
}
