import type { DataOf } from '../events/catalog.ts';
import type { Cut } from './cut.ts';
import { countsBehind, percentOf, type Range } from './shares.ts';
import { type Told, toldOf } from './told.ts';

/** A share of which only the limits are known, in percent. */
export interface ShareRange {
  readonly least: string;
  readonly most: string;
}

/** One option of a ballot. What its source did not print is derived as limits, and says so. */
export interface BallotOption {
  readonly option: string;
  readonly candidate: string | null;
  readonly rank: number | null;
  /** The share as printed. */
  readonly share: string | null;
  readonly votes: Range | null;
  /** Are the votes those that the source printed? Else they are what its share stands for. */
  readonly votesPrinted: boolean;
  /** Its votes as a share of all who could vote. */
  readonly ofEligible: ShareRange | null;
}

/** A ballot as one claim tells it. */
export interface BallotClaim {
  readonly entry: string;
  readonly on: string | null;
  readonly disputed: boolean;
  readonly eligible: number | null;
  readonly cast: Range | null;
  readonly castPrinted: boolean;
  /** The turnout as printed, or else by how many voted of how many. */
  readonly turnout: ShareRange | null;
  readonly turnoutPrinted: boolean;
  readonly options: readonly BallotOption[];
}

/** What voters could choose: anybody, yes or no to what was put to them, or what a committee put to its vote. */
export type Choice = 'free' | 'yes-or-no' | 'committee';

/** A ballot: whose, about what, how, and what each source says came of it. */
export interface Ballot {
  readonly ballot: string;
  readonly body: string;
  readonly question: string;
  readonly method: DataOf<'BallotResultReported'>['method'];
  readonly choice: Choice;
  readonly claims: readonly BallotClaim[];
}

const exactly = (count: number): Range => ({ least: count, most: count });

/** A count as limits of a share of a whole. */
export function shareOf(count: Range | null, whole: Range | null): ShareRange | null {
  if (count === null || whole === null) return null;
  const least = percentOf(count.least, whole.most, 'down');
  const most = percentOf(Math.min(count.most, whole.least), whole.least, 'up');
  return least === null || most === null ? null : { least, most };
}

function castOf({ cast, eligible, turnout }: DataOf<'BallotResultReported'>): Range | null {
  if (cast !== undefined) return exactly(cast);
  if (eligible === undefined || turnout === undefined) return null;
  return countsBehind(turnout, exactly(eligible));
}

function claimOf({ id, on, disputed, data }: Told<DataOf<'BallotResultReported'>>): BallotClaim {
  const cast = castOf(data);
  const eligible = data.eligible ?? null;
  const electorate = eligible === null ? null : exactly(eligible);
  const printed = data.turnout;
  return {
    entry: id,
    on,
    disputed,
    eligible,
    cast,
    castPrinted: data.cast !== undefined,
    turnout: printed === undefined ? shareOf(cast, electorate) : { least: printed, most: printed },
    turnoutPrinted: printed !== undefined,
    options: data.options.map(({ option, candidate, votes, share, rank }): BallotOption => {
      const behind = share === undefined || cast === null ? null : countsBehind(share, cast);
      const counted = votes === undefined ? behind : exactly(votes);
      return {
        option,
        candidate: candidate ?? null,
        rank: rank ?? null,
        share: share ?? null,
        votes: counted,
        votesPrinted: votes !== undefined,
        ofEligible: shareOf(counted, electorate),
      };
    }),
  };
}

const CHOICES = {
  'yes-no': 'yes-or-no',
  plurality: 'free',
  preferential: 'free',
  committee: 'committee',
} as const;

/** The ballots of a contest, each with all claims of it, by the first day on which it may have been. */
export function ballotsOf(
  view: Cut,
): (Ballot & { readonly told: readonly Told<DataOf<'BallotResultReported'>>[] })[] {
  const told = toldOf(view.claims, view.opening, 'BallotResultReported');
  return [...Map.groupBy(told, (each) => each.data.ballot)]
    .map(([ballot, claims]) => {
      const { body, question, method } = (claims[0] as (typeof claims)[0]).data;
      return {
        ballot,
        body,
        question,
        method,
        choice: CHOICES[method],
        claims: claims.map(claimOf),
        told: claims,
      };
    })
    .sort(
      (one, other) =>
        firstDay(one.told) - firstDay(other.told) || (one.ballot < other.ballot ? -1 : 1),
    );
}

const firstDay = (told: readonly Told<unknown>[]): number =>
  Math.min(...told.map((each) => each.bounds.earliest));

/** A poll as one claim tells it: what some said that they would vote, and no vote of any body. */
export interface Poll {
  readonly entry: string;
  readonly on: string | null;
  readonly disputed: boolean;
  readonly pollster: string;
  readonly population: string;
  readonly sample: number | null;
  readonly shares: DataOf<'PollPublished'>['shares'];
}

/** The polls of a contest, in order of recording. */
export const pollsOf = (view: Cut): { readonly poll: Poll; readonly told: Told<unknown> }[] =>
  toldOf(view.claims, view.opening, 'PollPublished').map((told) => {
    const { id: entry, on, disputed, data } = told;
    return { poll: { entry, on, disputed, ...data, sample: data.sample ?? null }, told };
  });
