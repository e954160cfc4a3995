import { type Day, FOREVER } from '../src/time/day.ts';
import type { Bounds } from './bounds.ts';
import type { Figures } from './figures.ts';
import type { Pair } from './pairs.ts';
import { countsUnder } from './policy.ts';
import type { Range } from './shares.ts';
import { covers, minus, NEVER, type Spans, span, within } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';
import { Changes, type Steps, StepTable } from './steps.ts';

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

/** How the limits of a printed figure change from its day on, by those named who came or went. */
interface Since {
  readonly least: Steps;
  readonly most: Steps;
}

/**
 * The days from the figure's on, until the next, on which a backer who was counted in it may have gone.
 * That its date is not known says nothing: only an end may have taken it away.
 */
function mayHaveGone({ certain, possible, ends }: Backer, printed: Day, until: Day): Spans {
  const left = minus(span(printed, until), [certain]);
  if (covers(certain, printed)) return left;
  if (!covers(possible, printed)) return NEVER;
  const first = ends.filter((end) => end.latest > printed).map((end) => end.earliest);
  return within(left, Math.max(printed, Math.min(FOREVER, ...first)), until);
}

const [LEAST, MOST] = [0, 1];

function sinceOf(backers: readonly Backer[], printed: Day, until: Day): Since {
  const changes = new Changes();
  for (const backer of backers) {
    const { certain, possible } = backer;
    if (!covers(possible, printed)) changes.add(within(certain, printed, until), 1, LEAST);
    changes.add(mayHaveGone(backer, printed, until), -1, LEAST);
    if (!covers(certain, printed)) changes.add(within(possible, printed, until), 1, MOST);
    else changes.add(minus(span(printed, until), [possible]), -1, MOST);
  }
  const [least, most] = changes.steps(new StepTable(), 2) as [Steps, Steps];
  return { least, most };
}

/** How many the latest printed figure stands for on any day, at least and at most. */
export class PrintedCount {
  readonly #figures: Figures;
  readonly #backers: readonly Backer[];
  readonly #since = new Map<number, Since>();

  constructor(figures: Figures, backers: readonly Backer[]) {
    this.#figures = figures;
    this.#backers = backers;
  }

  /** The limits on a day; null where nothing was printed by then. */
  on(day: Day): Range | null {
    const index = this.#figures.indexOn(day);
    const latest = this.#figures.periods[index];
    if (latest === undefined) return null;
    let since = this.#since.get(index);
    if (since === undefined) {
      const until = this.#figures.periods[index + 1]?.day ?? FOREVER;
      since = sinceOf(this.#backers, latest.day, until);
      this.#since.set(index, since);
    }
    const { value } = latest.figure;
    return { least: value + since.least.on(day), most: value + since.most.on(day) };
  }
}
