import type { EntryCorrected } from '../../../events/entry-corrected.ts';
import type { Source } from '../../../events/source.ts';
import { at } from '../../../projections/columns.ts';
import type { Cut } from '../../../projections/cut.ts';
import { detailOfEntry } from '../../../projections/details.ts';
import { decodeEntry, decodeEnvelope } from '../../store/decode.ts';
import type { EventStore } from '../../store/event-store.ts';
import { contestStream } from '../../store/event-store.ts';

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

/** The sources of some rows of a contest, as corrected, by the ids of their entries. */
export async function citedBy(
  store: EventStore,
  contest: string,
  view: Cut,
  rows: Iterable<number>,
): Promise<Cited> {
  const stream = contestStream(contest);
  const cited: [string, readonly Source[]][] = [];
  for (const row of [...new Set(rows)].sort((one, other) => one - other)) {
    const corrected = view.claims.citedBy.get(row);
    const [stored] = await store.readStream(stream, corrected ?? row, 1);
    if (stored === undefined) continue;
    const entry = decodeEntry(stored);
    const sources =
      corrected === undefined ? entry.sources : (entry.data as EntryCorrected).sources;
    cited.push([view.columns.idOf(row), sources ?? []]);
  }
  return Object.fromEntries(cited);
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
