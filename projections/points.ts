import type { Weighing } from '../events/weighing.ts';
import type { CandidateState, CandidateStatus, State } from './on-day.ts';

/** What is certain of a number, and what is possible beyond it. */
export interface Weighed {
  readonly certain: number;
  readonly possible: number;
}

/** A candidate's endorsers in one category, by number and in points. */
export interface CellPoints extends Weighed {
  /** How many points one endorser is. */
  readonly weighs: number;
  readonly points: Weighed;
}

/** A candidate's points by one weighing. */
export interface CandidatePoints {
  readonly candidate: string;
  readonly name: string;
  readonly status: CandidateStatus;
  readonly statusOn: string | null;
  /** Of all categories together. */
  readonly points: Weighed;
  /** By category, in the order of the weighing's table. */
  readonly cells: Readonly<Record<string, CellPoints>>;
}

const NOBODY: Weighed = { certain: 0, possible: 0 };

function cellPoints({ certain, possible }: Weighed, weighs: number): CellPoints {
  return {
    weighs,
    certain,
    possible,
    points: { certain: certain * weighs, possible: possible * weighs },
  };
}

function candidatePoints(
  { candidate, name, status, statusOn, cells }: CandidateState,
  { points }: Weighing,
): CandidatePoints {
  const weighed = points.map(
    (each) => [each.category, cellPoints(cells[each.category] ?? NOBODY, each.points)] as const,
  );
  const sum = (of: keyof Weighed) => weighed.reduce((all, [, cell]) => all + cell.points[of], 0);
  return {
    candidate,
    name,
    status,
    statusOn,
    points: { certain: sum('certain'), possible: sum('possible') },
    cells: Object.fromEntries(weighed),
  };
}

/** The standings of a day in somebody's points: a view of them, which counts nothing itself. */
export const pointsOf = ({ candidates }: State, weighing: Weighing): CandidatePoints[] =>
  candidates.map((each) => candidatePoints(each, weighing));
