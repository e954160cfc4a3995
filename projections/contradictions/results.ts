import type { DataOf } from '../../events/catalog.ts';
import { exceedWhole } from '../shares.ts';
import type { Told } from '../told.ts';
import type { Contradiction } from './contradiction.ts';
import { counted, rounded, unequal } from './figures.ts';

type Result = Told<DataOf<'ContestResultDeclared'>>;
type Round = Result['data']['rounds'][number];

/** A round whose own figures do not add up. Of several votes each, shares may be of votes or of voters. */
function withinRound({ round, results }: Round, seats: number): string[] {
  const votes = results.flatMap((each) => each.votes ?? []);
  const shares = results.flatMap((each) => each.share ?? []);
  const sum = votes.reduce((all, each) => all + each, 0);
  const told = seats === 1 && votes.length === results.length ? sum : undefined;
  const problems = results
    .filter((each) => unequal(each.votes, each.share, told))
    .map((each) => `${each.votes} of ${told} are not ${each.share} % (${each.candidate})`);
  if (exceedWhole(shares, seats)) problems.push(`${shares.join(' % + ')} % are more than all`);
  return problems.map((problem) => `round ${round}: ${problem}`);
}

/** A winner who is behind as many as there are seats in the last round that is told. */
function behind({ winner, rounds }: Result['data'], seats: number): string[] {
  const last = rounds.toSorted((one, other) => one.round - other.round).at(-1);
  const own = last?.results.find((each) => each.candidate === winner);
  if (last === undefined || own === undefined) return [];
  const ahead = last.results.filter(
    ({ votes, share }) =>
      (votes !== undefined && own.votes !== undefined && votes > own.votes) ||
      (share !== undefined && own.share !== undefined && Number(share) > Number(own.share)),
  );
  if (ahead.length < seats) return [];
  // Of one seat anybody ahead is one too many.
  const those = seats === 1 ? `${ahead[0]?.candidate} is` : `${ahead.length} are`;
  return [`${winner} won, but ${those} ahead in round ${last.round}`];
}

/** Claims of the result of a contest of so many seats that differ or do not add up. */
export function inResults(claims: readonly Result[], seats: number): Contradiction[] {
  const cells = new Map(
    claims.flatMap(({ data }) =>
      data.rounds.flatMap(({ round, results }) =>
        results.map(({ candidate }) => [`${round} ${candidate}`, { round, candidate }]),
      ),
    ),
  );
  const of = (data: Result['data'], cell: { round: number; candidate: string }) =>
    data.rounds
      .find((each) => each.round === cell.round)
      ?.results.find((each) => each.candidate === cell.candidate);
  const inside = claims.flatMap(({ row, data }) =>
    [...data.rounds.flatMap((round) => withinRound(round, seats)), ...behind(data, seats)].map(
      (says): Contradiction => ({
        kind: 'result',
        about: 'one result',
        sides: [{ says, rows: [row] }],
      }),
    ),
  );
  return [
    ...inside,
    // Of several seats each claim may name another winner.
    ...(seats === 1 ? counted('result', 'who won', claims, (data) => data.winner) : []),
    ...rounded('result', 'turnout', claims, (data) => data.turnout),
    ...counted('result', 'how many could vote', claims, (data) => data.eligible),
    ...[...cells.values()].flatMap((cell) => {
      const where = `${cell.candidate} in round ${cell.round}`;
      return [
        ...counted('result', `votes for ${where}`, claims, (data) => of(data, cell)?.votes),
        ...rounded('result', `share of ${where}`, claims, (data) => of(data, cell)?.share),
      ];
    }),
  ];
}
