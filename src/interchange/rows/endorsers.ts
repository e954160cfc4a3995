import type { EndorserList } from '../../ledger/queries/endorsers.ts';
import type { Value } from './row.ts';

/** The columns of the list of endorsers as rows, one for each contest that enrols one. */
export const ENDORSERS_COLUMNS = ['endorser', 'name', 'contest', 'category'] as const;

/** The endorsers of a ledger as rows. */
export const endorsersRows = ({ endorsers }: EndorserList): Value[][] =>
  endorsers.flatMap(({ endorser, contests }) =>
    contests.map(({ name, contest, category }) => [endorser, name, contest, category]),
  );
