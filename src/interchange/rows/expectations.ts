import type { Expectations } from '../../ledger/queries/expectations.ts';
import type { Value } from './row.ts';

/** The columns of expectations as rows. */
export const EXPECTATIONS_COLUMNS = [
  'on',
  'endorser',
  'category',
  'candidate',
  'likelihood',
  'outcome',
  'by',
  'instead',
  'when',
  'entry',
  'entries',
];

/** One of the expectations of an answer. */
export type ToldExpectation = Expectations['expectations'][number];

const expectationRow = (told: ToldExpectation): Value[] => [
  told.on,
  told.endorser,
  told.category,
  told.candidate,
  told.likelihood,
  told.outcome,
  told.by,
  told.instead,
  told.when,
  told.entry,
  told.entries.join(' '),
];

/** Expectations as rows. */
export const expectationsRows = ({ expectations }: Expectations): Value[][] =>
  expectations.map(expectationRow);
