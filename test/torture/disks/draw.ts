import type { Random } from '../../laws/random.ts';
import { ERRNO, FILES, type Order } from './preloaded.ts';

const BOTH = FILES.ledger | FILES.log;

/** The kinds of faults, as they are counted and told. */
export const KINDS = [
  'full disk',
  'quota',
  'failed write',
  'failed read',
  'failed flush',
  'failed cut',
  'torn write',
  'killed before a flush',
  'killed after a flush',
] as const;
export type Kind = (typeof KINDS)[number];

const ORDERS: { readonly [K in Kind]: (random: Random) => Order } = {
  'full disk': (random) => ({
    fault: 'noSpace',
    files: random.of([BOTH, FILES.log, FILES.ledger, BOTH | FILES.index | FILES.other]),
    amount: random.of([0, random.below(5000), random.below(60_000)]),
  }),
  quota: (random) => ({
    fault: 'writeFails',
    files: BOTH | FILES.other,
    after: random.below(6),
    times: -1,
    error: random.of([ERRNO.EDQUOT, ERRNO.EFBIG]),
  }),
  'failed write': (random) => ({
    fault: 'writeFails',
    files: random.of([BOTH, FILES.log, FILES.ledger]),
    after: random.below(12),
    times: random.of([1, 2, -1]),
  }),
  'failed read': (random) => ({
    fault: 'readFails',
    files: random.of([BOTH, FILES.log, FILES.ledger]),
    after: random.below(4),
    times: random.of([1, 3, -1]),
  }),
  'failed flush': (random) => ({
    fault: 'flushFails',
    files: random.of([BOTH, BOTH | FILES.other, FILES.log, FILES.ledger]),
    after: random.below(4),
    times: random.of([1, 1, 2, -1]),
  }),
  'failed cut': () => ({ fault: 'truncateFails', files: BOTH, times: -1 }),
  'torn write': (random) => ({
    fault: 'tornAndKilled',
    files: random.of([BOTH, FILES.log, FILES.ledger]),
    after: random.below(16),
    amount: random.below(4096),
  }),
  'killed before a flush': (random) => ({
    fault: 'killedAtFlush',
    files: random.of([BOTH, FILES.ledger]),
    after: random.below(3),
  }),
  'killed after a flush': (random) => ({
    fault: 'killedAfterFlush',
    files: random.of([BOTH, FILES.ledger]),
    after: random.below(3),
  }),
};

/** Draws a fault: of those that kill a process, which is then started anew, every fifth. */
export function drawFault(random: Random): { readonly kind: Kind; readonly order: Order } {
  const kind = random.oneIn(5) ? random.of(KINDS.slice(6)) : random.of(KINDS.slice(0, 6));
  return { kind, order: ORDERS[kind](random) };
}
