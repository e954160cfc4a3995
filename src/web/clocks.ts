import type { PrintedClocks } from '../ledger/clocks.ts';

/** The three clocks in words, as every page begins. */
export function clocksText({ asOf, reportedBy, knownAt }: PrintedClocks): string {
  const reported = reportedBy === null ? '' : `, as reported by ${reportedBy}`;
  const known =
    knownAt.recordedAt === null
      ? 'before the first entry'
      : `as this ledger knew at entry ${knownAt.seq} (${knownAt.recordedAt})`;
  return `As of ${asOf}${reported}, ${known}.`;
}
