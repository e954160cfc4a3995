import type { DataOf } from '../events/catalog.ts';
import { type ShareRange, shareOf } from './ballots.ts';
import type { Cut } from './cut.ts';
import type { CandidateState, State } from './on-day.ts';
import { type Told, toldOf } from './told.ts';

/** One candidate in one round, as one source tells it. */
export interface RoundResult {
  readonly candidate: string;
  readonly votes: number | null;
  /** The share as printed. */
  readonly share: string | null;
  /** What its votes are of all votes told of the round, where no share is printed. */
  readonly ofVotes: ShareRange | null;
  readonly eliminated: boolean;
}

/** A result as one claim tells it. */
export interface ResultClaim {
  readonly entry: string;
  readonly on: string | null;
  readonly disputed: boolean;
  readonly winner: string | null;
  readonly turnout: string | null;
  readonly eligible: number | null;
  readonly rounds: readonly { readonly round: number; readonly results: readonly RoundResult[] }[];
}

/** How the winner stood in one category on the last day, beside who led it. */
export interface WinnerInCategory {
  readonly category: string;
  readonly best: number;
  /** 1 for the most endorsers; equals share a rank. */
  readonly rank: number;
  readonly leaders: readonly string[];
  readonly most: number;
}

function claimOf({ id, on, disputed, data }: Told<DataOf<'ContestResultDeclared'>>): ResultClaim {
  return {
    entry: id,
    on,
    disputed,
    winner: data.winner ?? null,
    turnout: data.turnout ?? null,
    eligible: data.eligible ?? null,
    rounds: data.rounds.map(({ round, results }) => {
      const told = results.flatMap((each) => each.votes ?? []);
      const sum = told.reduce((all, votes) => all + votes, 0);
      const whole = told.length === results.length ? { least: sum, most: sum } : null;
      return {
        round,
        results: results.map(({ candidate, votes, share, eliminated }): RoundResult => {
          const count = votes === undefined ? null : { least: votes, most: votes };
          return {
            candidate,
            votes: votes ?? null,
            share: share ?? null,
            ofVotes: share === undefined ? shareOf(count, whole) : null,
            eliminated: eliminated ?? false,
          };
        }),
      };
    }),
  };
}

/** What sources say of a contest's result, each claim by itself. */
export const resultsOf = (
  view: Cut,
): { readonly claim: ResultClaim; readonly told: Told<unknown> }[] =>
  toldOf(view.claims, view.opening, 'ContestResultDeclared').map((told) => ({
    claim: claimOf(told),
    told,
  }));

/** How a winner stood in the standings of a day, category by category. */
export function winnerIn(state: State, winner: string): WinnerInCategory[] {
  const best = (candidate: CandidateState, category: string): number =>
    candidate.cells[category]?.best ?? 0;
  return state.categories.map((category) => {
    const counts = state.candidates.map((each) => ({
      candidate: each.candidate,
      best: best(each, category),
    }));
    const most = Math.max(0, ...counts.map((each) => each.best));
    const own = counts.find((each) => each.candidate === winner)?.best ?? 0;
    return {
      category,
      best: own,
      rank: 1 + counts.filter((each) => each.best > own).length,
      leaders:
        most === 0 ? [] : counts.filter((each) => each.best === most).map((each) => each.candidate),
      most,
    };
  });
}
