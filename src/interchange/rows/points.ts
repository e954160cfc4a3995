import type { CandidatePoints } from '../../../projections/points.ts';
import type { Points } from '../../ledger/queries/points.ts';
import type { Value } from './row.ts';

/** The columns of points as rows: a candidate's points of all categories stand in each of its rows. */
export const POINTS_COLUMNS = [
  'candidate',
  'name',
  'status',
  'category',
  'weighs',
  'certain',
  'possible',
  'points',
  'pointsPossible',
  'total',
  'totalPossible',
];

const rowsOfCandidate = ({ candidate, name, status, points, cells }: CandidatePoints): Value[][] =>
  Object.entries(cells).map(([category, cell]) => [
    candidate,
    name,
    status,
    category,
    cell.weighs,
    cell.certain,
    cell.possible,
    cell.points.certain,
    cell.points.possible,
    points.certain,
    points.possible,
  ]);

/** Points as rows, one a candidate and category that weighs. */
export const pointsRows = ({ candidates }: Points): Value[][] =>
  candidates.flatMap(rowsOfCandidate);
