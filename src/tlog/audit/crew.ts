import { extname } from 'node:path';
import type { AuditStore } from '../../store/audit-store.ts';
import { Hand } from '../../store/hand.ts';
import type { PageFindings } from './page-findings.ts';
import type { Request } from './worker.ts';

/** Who checks pages, one after the other or several at a time. */
export interface Checkers {
  /** The findings on a page. */
  check(from: number, to: number): Promise<PageFindings>;
  /** What the store finds wrong with itself. */
  problems(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The worker's file: beside this one, and in the same place as seen from a bundle (bin/build.js). */
const WORKER = new URL(`../audit/worker${extname(import.meta.url)}`, import.meta.url);

/** A page whose arrays came from another thread: buffers come over as plain arrays. */
const revived = (found: PageFindings): PageFindings => ({
  ...found,
  hashes: Buffer.from(found.hashes.buffer as ArrayBuffer),
  roots: Buffer.from(found.roots.buffer as ArrayBuffer),
});

/** So many threads, each with the store open for itself. */
export function crew(elsewhere: NonNullable<AuditStore['elsewhere']>, threads: number): Checkers {
  const hands = Array.from({ length: threads }, () => new Hand(WORKER, elsewhere));
  // The store's own check takes as long as many pages, which would all wait for it.
  const other = new Hand(WORKER, elsewhere);
  const ask = <T>(request: Request): Promise<T> =>
    hands.reduce((one, other) => (other.load < one.load ? other : one)).ask<T>(request);
  return {
    check: async (from, to) => revived(await ask<PageFindings>({ from, to })),
    problems: () => other.ask<readonly string[]>('problems'),
    close: async () => {
      await Promise.all([other, ...hands].map((hand) => hand.stop()));
    },
  };
}
