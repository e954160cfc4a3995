import { happenedBy, standingsOn } from '../../../projections/on-day.ts';
import {
  type ResultClaim,
  resultsOf,
  type WinnerInCategory,
  winnerIn,
} from '../../../projections/results.ts';
import { formatDay } from '../../time/day.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { momentAt, requireContest, type Sources } from './asking.ts';
import { type Cited, citedBy } from './citing.ts';

/** The winner beside the standings of the last day. */
export interface WinnerAgainstStandings {
  readonly winner: string;
  readonly day: string;
  readonly categories: readonly WinnerInCategory[];
}

/** What sources say of a contest's result by a day. */
export interface Results {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  /** The digest of the standings of that moment. */
  readonly digest: string;
  readonly results: readonly ResultClaim[];
  /** Null before a result, and where sources differ on who won. */
  readonly winner: WinnerAgainstStandings | null;
  readonly sources: Cited;
}

/**
 * The result of a contest, each source by itself, and how its winner stood among endorsers on the day
 * of the result, at three clocks. Refuses an unknown contest or clock.
 */
export async function askResults(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
): Promise<Results> {
  await requireContest(sources, contest);
  const moment = await momentAt(sources, contest, asked, 'acts');
  const { clocks, timeline } = moment;
  const all = resultsOf(timeline.view);
  const past = happenedBy(
    all.map((each) => ({ ...each, bounds: each.told.bounds })),
    clocks.asOf,
  );
  const winners = new Set(past.flatMap(({ claim }) => claim.winner ?? []));
  const [winner] = winners;
  const day = Math.min(clocks.asOf, ...past.map(({ bounds }) => bounds.latest));
  return {
    contest,
    title: moment.state.title,
    clocks: moment.printed,
    digest: moment.digest,
    results: past.map(({ claim }) => claim),
    winner:
      winner === undefined || winners.size > 1
        ? null
        : {
            winner,
            day: formatDay(day),
            categories: winnerIn(standingsOn(timeline, contest, day), winner),
          },
    sources: await citedBy(
      sources.store,
      contest,
      timeline.view,
      past.map(({ told }) => told.row),
    ),
  };
}
