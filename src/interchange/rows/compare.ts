import type { Comparison } from '../../ledger/queries/compare.ts';
import type { Value } from './row.ts';

/** The columns of a comparison as rows. */
export const COMPARE_COLUMNS = [
  'tag',
  'endorser',
  'category',
  'before',
  'after',
  'because',
  'why',
  'entries',
];

/** A candidate, with a question mark where it is only possible. */
export const backed = (candidate: string | null, stand: string | null): string | null =>
  stand === 'possible' ? `${candidate}?` : candidate;

/** A comparison as rows, one an endorser who changed. */
export function compareRows(comparison: Comparison): Value[][] {
  return comparison.changes.map((change) => [
    change.tag,
    change.endorser,
    change.category,
    backed(change.before, change.was),
    backed(change.after, change.is),
    change.because.map((reason) => reason.tag).join(' '),
    change.because.map((reason) => reason.text).join('; '),
    [...new Set(change.because.flatMap((reason) => reason.entries))].join(' '),
  ]);
}
