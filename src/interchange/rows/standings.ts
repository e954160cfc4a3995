import type { Cell } from '../../../projections/cell.ts';
import type { CandidateState } from '../../../projections/on-day.ts';
import type { Standings } from '../../ledger/queries/standings.ts';
import type { Value } from './row.ts';

/** The columns of standings as rows: one a cell, then one a category for those yet to declare. */
export const STANDINGS_COLUMNS = [
  'row',
  'candidate',
  'name',
  'status',
  'statusOn',
  'category',
  'certain',
  'possible',
  'lapsed',
  'reported',
  'reportedOn',
  'reportedEntry',
  'best',
];

function cellRow(candidate: CandidateState, category: string, cell: Cell): Value[] {
  const { reported } = cell;
  return [
    'cell',
    candidate.candidate,
    candidate.name,
    candidate.status,
    candidate.statusOn,
    category,
    cell.certain,
    cell.possible,
    cell.lapsed,
    reported?.value ?? null,
    reported?.on ?? null,
    reported?.entry ?? null,
    cell.best,
  ];
}

/** Standings as rows. */
export function standingsRows(standings: Standings): Value[][] {
  const cells = standings.candidates.flatMap((candidate) =>
    Object.entries(candidate.cells).map(([category, cell]) => cellRow(candidate, category, cell)),
  );
  const undeclared = Object.entries(standings.undeclared).map(
    ([category, { value, basis }]): Value[] => {
      const nothing: Value[] = [null, null, null, null, null, null];
      return ['undeclared', null, 'yet to declare', basis, null, category, ...nothing, value];
    },
  );
  return [...cells, ...undeclared];
}
