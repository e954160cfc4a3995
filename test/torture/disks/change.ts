import { type AppendOutcome, contestStream } from '../../../src/store/event-store.ts';
import type { SqliteStore } from '../../../src/store/sqlite/store.ts';
import { EntryFactory, idOf } from '../../store/entries.ts';

const STREAM = contestStream('labour-leader-2010');

/** Entries by the numbers that a factory makes them from; with `erases`, one that erases the entry of that number. */
export interface Change {
  readonly first: number;
  readonly count: number;
  readonly erases?: number | undefined;
}

/** Makes a change, the same one however often it is sent. */
export async function change(
  store: SqliteStore,
  { first, count, erases }: Change,
): Promise<AppendOutcome> {
  const entries = new EntryFactory(first);
  if (erases === undefined) return store.append(STREAM, 'any', entries.batch(count));
  const target = await store.byId(idOf(erases));
  if (target === undefined) throw new Error('what is to be erased is not there');
  const data = { entry: target.id, legalBasis: 'a court order' };
  const erasure = entries.make({ type: 'PayloadErased', on: null, data });
  return store.erase(STREAM, 'any', erasure, [target.seq]);
}
