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

/** That what is read may be older than the ledger. */
export interface Stale {
  /** When it was last known to be all there is, in milliseconds; null: never since the server began. */
  readonly since: number | null;
  /** For how long that is not known: since then, or else since the server began. */
  readonly seconds: number;
  readonly why: string;
}

/** What is asked of a service by those who watch it. */
export interface ServiceState {
  readonly store: Service['store'];
  /** Throws where the ledger cannot be read. */
  read(): Promise<Progress>;
  /** Undefined where what is read is all there is, but for what is on its way. */
  stale(): Stale | undefined;
  /** Is nothing stored any more, since the disk failed to keep what was written? */
  inDoubt(): boolean;
  /** How many entries the last signed checkpoint covers; 0 without one. */
  checkpointSize(): number;
  /** Has the log take in what it lacks. */
  catchUp(): Promise<unknown>;
}

/** Why, without the names and passwords of users that an address in it may hold. */
const shown = (why: string): string => why.replace(/\/\/[^\s/@]*@/g, '//');

/** The state of a service that begins now. */
export function stateOf({ store, log, now }: Pick<Service, 'store' | 'log' | 'now'>): ServiceState {
  const began = now();
  return {
    store,
    read: async () => {
      const head = await store.head();
      const entries = head.seq + 1;
      return { head, entries, treeSize: log.size, lag: Math.max(0, entries - log.size) };
    },
    stale: () => {
      const currency = store.currency();
      if (currency.current) return undefined;
      const { since, why } = currency;
      return { since, seconds: Math.max(0, now() - (since ?? began)) / 1000, why: shown(why) };
    },
    inDoubt: () => store.inDoubt(),
    checkpointSize: () => log.latest()?.size ?? 0,
    catchUp: () => log.catchUp(),
  };
}
