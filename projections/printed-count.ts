import type { Day } from '../src/time/day.ts';
import type { Bounds } from './bounds.ts';
import type { Figures } from './figures.ts';
import type { Pair } from './pairs.ts';
import { countsUnder } from './policy.ts';
import type { Range } from './shares.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** An endorser that counts for a candidate, and when its acts for it may have ended. */
export interface Backer extends Pair {
  readonly ends: readonly Bounds[];
}

/** The backers of each candidate under a timeline's policy. */
export function backersOf(timeline: StandingsTimeline): ReadonlyMap<number, readonly Backer[]> {
  const counts = countsUnder(timeline.policy, timeline.view.columns.symbols);
  const ends = new Map<string, Bounds[]>();
  for (const { endorser, acts } of timeline.endorsers) {
    for (const { act } of acts) {
      if (act.end === null || !counts(act)) continue;
      const key = `${endorser} ${act.candidate}`;
      ends.set(key, [...(ends.get(key) ?? []), act.end]);
    }
  }
  const backers = timeline.pairs.map((pair) => {
    return { ...pair, ends: ends.get(`${pair.endorser} ${pair.candidate}`) ?? [] };
  });
  return Map.groupBy(backers, (backer) => backer.candidate);
}

/** May a backer who was counted on the day of a table have gone since? That its date is not known says nothing. */
function mayHaveGone({ certain, possible, ends }: Backer, printed: Day, day: Day): boolean {
  if (covers(certain, day)) return false;
  if (covers(certain, printed)) return true;
  const ended = ends.some(({ earliest, latest }) => earliest <= day && latest > printed);
  return ended && covers(possible, printed);
}

/**
 * How many the latest printed figure stands for on a day, at least and at most, by those named who came
 * or went since; null where none was printed by then.
 */
export function printedOn(figures: Figures, backers: readonly Backer[], day: Day): Range | null {
  const latest = figures.on(day);
  if (latest === undefined) return null;
  const { day: printed, figure } = latest;
  const count = (holds: (backer: Backer) => boolean) => backers.filter(holds).length;
  const came = count((each) => covers(each.certain, day) && !covers(each.possible, printed));
  const left = count((each) => covers(each.certain, printed) && !covers(each.possible, day));
  const perhapsCame = count((each) => covers(each.possible, day) && !covers(each.certain, printed));
  const perhapsLeft = count((each) => mayHaveGone(each, printed, day));
  return {
    least: figure.value + came - perhapsLeft,
    most: figure.value + perhapsCame - left,
  };
}
