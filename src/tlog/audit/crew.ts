import type { AuditStore } from '../../store/audit-store.ts';
import { Hand, Hands, threadFile } from '../../threads/hand.ts';
import type { PageFindings } from './page-findings.ts';
import type { Answer, Request } from './worker.ts';

/** Who checks pages, one after the other or several at a time. */
export interface Checkers {
  /** The findings on a page. */
  check(from: number, to: number): Promise<PageFindings>;
  /** What the store finds wrong with itself. */
  problems(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const WORKER = threadFile(import.meta.url, 'audit/worker');

/** A page whose arrays came from another thread: buffers come over as plain arrays. */
const revived = (found: PageFindings): PageFindings => ({
  ...found,
  hashes: Buffer.from(found.hashes.buffer as ArrayBuffer),
  roots: Buffer.from(found.roots.buffer as ArrayBuffer),
});

/** So many threads, each with the store open for itself. */
export function crew(elsewhere: NonNullable<AuditStore['elsewhere']>, threads: number): Checkers {
  const hired = () => new Hand<Request, Answer>(WORKER, 'a thread of the audit', elsewhere);
  const hands = new Hands(threads, hired);
  // The store's own check takes as long as many pages, which would all wait for it.
  const other = hired();
  return {
    check: async (from, to) => revived((await hands.ask({ from, to })) as PageFindings),
    problems: async () => (await other.ask('problems')) as readonly string[],
    close: async () => {
      await Promise.all([other.stop(), hands.stop()]);
    },
  };
}
