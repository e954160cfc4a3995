import { Hand, Hands, threadFile } from '../../threads/hand.ts';
import { StoreError, type StoreErrorCode } from '../store-error.ts';
import type { Compared } from './derived-facts.ts';

/** Threads that compare columns with bytes. */
export interface Comparers {
  /** How many pages to ask for before the first is answered. */
  readonly ahead: number;
  compare(from: number, to: number): Promise<Compared>;
  close(): Promise<void>;
}

/** A page to compare. */
export interface Request {
  readonly from: number;
  readonly to: number;
}

/** What was found; or why it could not be looked at, for an exception loses its code between threads. */
export type Answer =
  | { readonly found: Compared }
  | { readonly code: StoreErrorCode; readonly message: string };

const WORKER = threadFile(import.meta.url, 'sqlite/rebuild-worker');

/** So many threads, each with the ledger's file open for itself, that compare pages in turn. */
export function comparing(file: string, threads: number): Comparers {
  const hired = () => new Hand<Request, Answer>(WORKER, 'a thread of the rebuilding', file);
  const hands = new Hands(threads, hired);
  return {
    ahead: threads * 2,
    compare: async (from, to) => {
      const answer = await hands.ask({ from, to });
      if ('found' in answer) return answer.found;
      throw new StoreError(answer.code, answer.message);
    },
    close: () => hands.stop(),
  };
}
