import { Reader } from '../read/reader.ts';
import { Views } from '../read/views.ts';
import type { EventStore } from '../store/event-store.ts';
import type { FactStore } from '../store/fact-store.ts';
import { Ledger, type World } from './ledger.ts';
import type { Sources } from './queries/asking.ts';

/** About how many bytes of memory the read side keeps of columns, and of built views. */
const BUDGET = { columns: 256 * 1024 * 1024, views: 256 * 1024 * 1024 };

/** One ledger, ready to be asked and appended to. */
export interface Service extends Sources {
  readonly store: EventStore & FactStore;
  readonly ledger: Ledger;
}

/** Puts a ledger together over a store. */
export function serviceOver(store: EventStore & FactStore, world: World): Service {
  const reader = new Reader(store, BUDGET.columns);
  return {
    store,
    reader,
    views: new Views(reader, BUDGET.views),
    ledger: new Ledger(store, reader, world),
    now: () => world.now(),
  };
}
