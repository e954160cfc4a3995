import type { DataOf } from '../../events/catalog.ts';
import type { Day } from '../../src/time/day.ts';
import { ballotsOf } from '../ballots.ts';
import type { Cut } from '../cut.ts';
import { keptWith } from '../kept-with.ts';
import { seatsOf } from '../seats.ts';
import { exceedWhole } from '../shares.ts';
import { lastUpTo } from '../steps.ts';
import { type Told, toldOf } from '../told.ts';
import type { Contradiction } from './contradiction.ts';
import { counted, rounded, unequal } from './figures.ts';
import { inResults } from './results.ts';

type Vote = Told<DataOf<'BallotResultReported'>>;

/** A ballot whose own figures do not add up, where each who votes has so many votes. */
function withinBallot({ row, data }: Vote, seats: number): Contradiction[] {
  const { ballot, options, cast, eligible, turnout } = data;
  const sum = options.reduce((all, each) => all + (each.votes ?? 0), 0);
  const shares = options.flatMap((each) => each.share ?? []);
  const problems: string[] = [];
  if (cast !== undefined && sum > cast * seats) problems.push(`${sum} votes of ${cast} cast`);
  if (cast !== undefined && eligible !== undefined && cast > eligible) {
    problems.push(`${cast} cast of ${eligible} who could vote`);
  }
  if (unequal(cast, turnout, eligible))
    problems.push(`${cast} of ${eligible} are not ${turnout} %`);
  if (exceedWhole(shares, seats)) problems.push(`${shares.join(' % + ')} % are more than all`);
  for (const { option, votes, share } of options) {
    if (unequal(votes, share, cast)) {
      problems.push(`${votes} of ${cast} are not ${share} % (${option})`);
    }
  }
  return problems.map((says) => ({
    kind: 'sum',
    about: `ballot ${ballot}`,
    sides: [{ says, rows: [row] }],
  }));
}

/** Claims of one ballot that differ. */
function betweenBallots(ballot: string, claims: readonly Vote[]): Contradiction[] {
  const options = new Set(claims.flatMap((claim) => claim.data.options.map((each) => each.option)));
  const of = (data: Vote['data'], option: string) =>
    data.options.find((each) => each.option === option);
  const where = `in ballot ${ballot}`;
  return [
    counted('ballot', `how many could vote ${where}`, claims, (data) => data.eligible),
    counted('ballot', `how many voted ${where}`, claims, (data) => data.cast),
    rounded('ballot', `turnout ${where}`, claims, (data) => data.turnout),
    ...[...options].flatMap((option) => [
      counted('ballot', `votes for ${option} ${where}`, claims, (data) => of(data, option)?.votes),
      rounded('ballot', `share of ${option} ${where}`, claims, (data) => of(data, option)?.share),
      counted('ballot', `rank of ${option} ${where}`, claims, (data) => of(data, option)?.rank),
    ]),
  ].flat();
}

/** The claims of one thing, and what contradicts among those of them that may have been by a day. */
class JudgedClaims<Claim extends Told<unknown>> {
  readonly #claims: readonly Claim[];
  readonly #judge: (claims: readonly Claim[]) => readonly Contradiction[];
  readonly #days: Int32Array;
  /** Of how many it was asked last, and what was found. */
  #last = 0;
  #found: readonly Contradiction[] = [];

  constructor(claims: readonly Claim[], judge: (claims: readonly Claim[]) => Contradiction[]) {
    this.#claims = claims;
    this.#judge = judge;
    this.#days = Int32Array.from(claims, ({ bounds }) => bounds.earliest).sort();
  }

  by(day: Day): readonly Contradiction[] {
    const count = lastUpTo(this.#days, day) + 1;
    if (count !== this.#last) {
      this.#found = this.#judge(this.#claims.filter(({ bounds }) => bounds.earliest <= day));
      this.#last = count;
    }
    return this.#found;
  }
}

const judgedIn = keptWith((view: Cut) => {
  const seats = seatsOf(view);
  const ballots = ballotsOf(view).map(
    ({ ballot, told }) =>
      new JudgedClaims(told, (claims) => [
        ...claims.flatMap((claim) => withinBallot(claim, seats)),
        ...betweenBallots(ballot, claims),
      ]),
  );
  const results = toldOf(view.claims, view.opening, 'ContestResultDeclared');
  return [...ballots, new JudgedClaims(results, (claims) => inResults(claims, seats))];
});

/** What sources say against one another of ballots and results that may have been by a day. */
export const inVotes = (view: Cut, day: Day): Contradiction[] =>
  judgedIn(view).flatMap((claims) => claims.by(day));
