import { Reader } from '../read/reader.ts';
import { Views } from '../read/views.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import { TransparencyLog } from '../tlog/log.ts';
import { Ledger, type World } from './ledger.ts';
import type { Sources } from './queries/asking.ts';

/** About how many bytes of memory the read side keeps of columns, and of built views. */
export const BUDGET = { columns: 256 * 1024 * 1024, contests: 0, views: 256 * 1024 * 1024 };

/** Of an import, which goes from contest to contest and comes back to none. */
export const IMPORT_BUDGET = { ...BUDGET, contests: 8, views: 4 * 1024 * 1024 };

/** One ledger, ready to be asked and appended to. */
export interface Service extends Sources {
  readonly store: LedgerStore;
  /** The transparency log over its entries. */
  readonly log: TransparencyLog;
  readonly ledger: Ledger;
}

/** Puts a ledger together over a store; `keeps`: may the log's tiles and checkpoints be written? */
export function serviceOver(
  store: LedgerStore,
  world: World,
  keeps = true,
  budget = BUDGET,
): Service {
  const reader = new Reader(store, budget.columns, budget.contests);
  return {
    store,
    reader,
    views: new Views(reader, budget.views),
    log: new TransparencyLog(store, store.log, keeps),
    ledger: new Ledger(store, reader, world),
    now: () => world.now(),
  };
}
