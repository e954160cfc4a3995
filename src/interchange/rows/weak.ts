import type { WeakList } from '../../ledger/queries/weak.ts';
import type { Value } from './row.ts';

/** The columns of weak claims. */
export const WEAK_COLUMNS = [
  'list',
  'contest',
  'entry',
  'seq',
  'type',
  'on',
  'text',
  'url',
  'others',
];

/** A row for each weak claim. */
export const weakRows = ({ rows }: WeakList): Value[][] =>
  rows.map((weak) => [
    weak.weakness,
    weak.contest,
    weak.entry,
    weak.seq,
    weak.type,
    weak.on,
    weak.text,
    weak.url,
    weak.others.join(' '),
  ]);
