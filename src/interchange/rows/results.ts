import type { ResultClaim, RoundResult } from '../../../projections/results.ts';
import type { Results } from '../../ledger/queries/results.ts';
import type { Value } from './row.ts';

/** The columns of results as rows. */
export const RESULTS_COLUMNS = [
  'on',
  'round',
  'candidate',
  'votes',
  'share',
  'ofVotesLeast',
  'ofVotesMost',
  'eliminated',
  'winner',
  'turnout',
  'eligible',
  'entry',
];

function rowOf(claim: ResultClaim, round: number | null, told: RoundResult | null): Value[] {
  return [
    claim.on,
    round,
    told?.candidate ?? null,
    told?.votes ?? null,
    told?.share ?? null,
    told?.ofVotes?.least ?? null,
    told?.ofVotes?.most ?? null,
    told?.eliminated ?? null,
    claim.winner,
    claim.turnout,
    claim.eligible,
    claim.entry,
  ];
}

function rowsOfClaim(claim: ResultClaim): Value[][] {
  const rows = claim.rounds.flatMap(({ round, results }) =>
    results.map((told) => rowOf(claim, round, told)),
  );
  return rows.length > 0 ? rows : [rowOf(claim, null, null)];
}

/** What sources say of a result, as rows. */
export const resultsRows = ({ results }: Results): Value[][] => results.flatMap(rowsOfClaim);
