import type { Entry } from '../../../events/entry.ts';
import type { Value } from './row.ts';

/** The columns of entries; data and sources are objects. */
export const ENTRY_COLUMNS = [
  'seq',
  'revision',
  'id',
  'type',
  'on',
  'recordedAt',
  'recordedBy',
  'data',
  'sources',
  'note',
  'erased',
];

/** A row for each entry. */
export const entryRows = (entries: readonly Entry[]): Value[][] =>
  entries.map((entry) => [
    entry.seq,
    entry.revision,
    entry.id,
    entry.type,
    entry.on,
    entry.recordedAt,
    entry.recordedBy,
    entry.data ?? null,
    entry.sources,
    entry.note,
    entry.erased,
  ]);
