import type { EntryCorrected } from '../../../events/entry-corrected.ts';
import type { Source } from '../../../events/source.ts';
import { at } from '../../../projections/columns.ts';
import type { Cut } from '../../../projections/cut.ts';
import { detailOfEntry } from '../../../projections/details.ts';
import { keptWith } from '../../../projections/kept-with.ts';
import { decodeEntry, decodeEnvelope } from '../../store/decode.ts';
import type { EventStore } from '../../store/event-store.ts';
import { contestStream } from '../../store/event-store.ts';
import { roomOf } from './kept-room.ts';

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

/** The sources of some rows, as corrected, in order of recording. */
export interface CitedTexts {
  readonly rows: readonly number[];
  /** Of each row: a comma, its entry's id and its sources, as members of a JSON object are written. */
  readonly texts: readonly Buffer[];
}

/** The sources of the rows of a view: read when they are first asked for, and kept as far as there is room. */
class Citing {
  readonly #view: Cut;
  readonly #kept = new Map<number, Buffer>();

  constructor(view: Cut) {
    this.#view = view;
  }

  async #read(store: EventStore, contest: string, row: number): Promise<Buffer | undefined> {
    const corrected = this.#view.claims.citedBy.get(row);
    const [stored] = await store.readStream(contestStream(contest), corrected ?? row, 1);
    if (stored === undefined) return undefined;
    const entry = decodeEntry(stored);
    const sources =
      corrected === undefined ? entry.sources : (entry.data as EntryCorrected).sources;
    const text = `,"${this.#view.columns.idOf(row)}":${JSON.stringify(sources ?? [])}`;
    const bytes = Buffer.from(text);
    if (roomOf(this.#view).take(bytes)) this.#kept.set(row, bytes);
    return bytes;
  }

  async of(store: EventStore, contest: string, asked: Iterable<number>): Promise<CitedTexts> {
    const marked = new Uint8Array(this.#view.columns.length);
    for (const row of asked) marked[row] = 1;
    const rows: number[] = [];
    const texts: Buffer[] = [];
    for (let row = marked.indexOf(1); row >= 0; row = marked.indexOf(1, row + 1)) {
      // Most are kept, and waiting for each of thousands takes longer than they do.
      const text = this.#kept.get(row) ?? (await this.#read(store, contest, row));
      if (text === undefined) continue;
      rows.push(row);
      texts.push(text);
    }
    return { rows, texts };
  }
}

const citingIn = keptWith((view: Cut) => new Citing(view));

/** The sources of some rows of a contest, as corrected, as they are written. */
export const citedTextsOf = (
  store: EventStore,
  contest: string,
  view: Cut,
  rows: Iterable<number>,
): Promise<CitedTexts> => citingIn(view).of(store, contest, rows);

/** Reads what citedTextsOf gives. */
export const readCited = (texts: readonly Buffer[]): Cited =>
  JSON.parse(`{${Buffer.concat(texts).subarray(1)}}`) as Cited;

/** The sources of some rows of a contest, as corrected, by the ids of their entries. */
export async function citedBy(
  store: EventStore,
  contest: string,
  view: Cut,
  rows: Iterable<number>,
): Promise<Cited> {
  const { texts } = await citedTextsOf(store, contest, view, rows);
  return readCited(texts);
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
