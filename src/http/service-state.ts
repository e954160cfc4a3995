import type { Service } from '../ledger/service.ts';
import type { Head } from '../store/event-store.ts';

/** How far a server has come. */
export interface Progress {
  readonly head: Head;
  /** How many entries the ledger has. */
  readonly entries: number;
  /** How many of them the transparency log of this server has taken in. */
  readonly treeSize: number;
  /**
   * How many it has not. Questions are answered from the ledger's head whatever this says; what lags are
   * proofs and tiles, after another process has appended.
   */
  readonly lag: number;
}

/** What is asked of a service by those who watch it. */
export interface ServiceState {
  readonly store: Service['store'];
  /** Throws where the ledger cannot be read. */
  read(): Promise<Progress>;
  /** How many entries the last signed checkpoint covers; 0 without one. */
  checkpointSize(): number;
  /** Has the log take in what it lacks. */
  catchUp(): Promise<unknown>;
}

/** The state of a service. */
export function stateOf({ store, log }: Pick<Service, 'store' | 'log'>): ServiceState {
  return {
    store,
    read: async () => {
      const head = await store.head();
      const entries = head.seq + 1;
      return { head, entries, treeSize: log.size, lag: Math.max(0, entries - log.size) };
    },
    checkpointSize: () => log.latest()?.size ?? 0,
    catchUp: () => log.catchUp(),
  };
}
