import type { Recorded } from '../../ledger/queries/recorded.ts';
import type { Recorder } from '../../ledger/queries/recorders.ts';
import type { Value } from './row.ts';

/** The columns of who recorded what. */
export const RECORDED_COLUMNS = [
  'seq',
  'id',
  'contest',
  'revision',
  'type',
  'recordedAt',
  'recordedBy',
  'payloadHash',
  'erased',
] as const;

/** Who recorded what, as rows. */
export const recordedRows = (entries: readonly Recorded[]): Value[][] =>
  entries.map((entry) => RECORDED_COLUMNS.map((column) => entry[column]));

/** The columns of who recorded how much. */
export const RECORDERS_COLUMNS = [
  'recordedBy',
  'entries',
  'firstSeq',
  'firstRecordedAt',
  'lastSeq',
  'lastRecordedAt',
] as const;

/** Who recorded how much, as rows. */
export const recordersRows = (recorders: readonly Recorder[]): Value[][] =>
  recorders.map(({ recordedBy, entries, first, last }) => [
    recordedBy,
    entries,
    first.seq,
    first.recordedAt,
    last.seq,
    last.recordedAt,
  ]);
