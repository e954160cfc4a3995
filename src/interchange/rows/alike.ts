import type { AlikeList } from '../../ledger/queries/alike.ts';
import type { Value } from './row.ts';

/** The columns of two who may be one endorser. */
export const ALIKE_COLUMNS = [
  'one',
  'oneNames',
  'other',
  'otherNames',
  'strength',
  'reasons',
  'against',
  'contests',
] as const;

/** A row for each two. */
export const alikeRows = ({ pairs }: AlikeList): Value[][] =>
  pairs.map(({ one, other, strength, reasons, against }) => [
    one.endorser,
    one.names.join(' / '),
    other.endorser,
    other.names.join(' / '),
    strength,
    reasons.join(' '),
    against.join(' '),
    [...new Set([...one.contests, ...other.contests])].join(' '),
  ]);
