import type { Threshold } from '../events/rule.ts';
import type { Day } from '../src/time/day.ts';
import type { Category } from './counter.ts';
import type { Figures } from './figures.ts';
import { type Backer, backersOf, PrintedCount } from './printed-count.ts';
import { areDisjoint, type Enrolled, isIn, plainOf, sizeOf } from './roll.ts';
import { leastReaching, type Range, reaches } from './shares.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/**
 * How far a threshold is met. Every rule only asks for more, never for less, so two worlds decide: the
 * one in which nothing stands but what certainly does (`named`), and the one in which all does that
 * possibly may. Between them lies what a source printed without naming who.
 */
export const MET = { not: 0, possibly: 1, printed: 2, named: 3 } as const;
/** One of them: the greater, the better. */
export type Met = (typeof MET)[keyof typeof MET];

/** What a candidate has of what a threshold counts: endorsers, or members affiliated through them. */
export interface Has {
  readonly certain: number;
  /** What the latest tables surely stand for on the day, and never less than the certain. */
  readonly printed: number;
  readonly possible: number;
}

/** A threshold, and how far one candidate meets it on a day. */
export interface Measured {
  readonly threshold: Threshold;
  readonly met: Met;
  /** Null for members of whom nobody says how many they are. */
  readonly has: Has | null;
  /** How many more it takes: `least` if all that is possible is so. Null where a size is not known. */
  readonly more: Range | null;
}

/** The figures printed after a stage closed still tell what stood at its close: `until` is how far to look. */
export interface Moment {
  readonly day: Day;
  readonly until: Day;
}

/** Measures the candidates of one stage against thresholds, on any day. */
export class Gauge {
  readonly #timeline: StandingsTimeline;
  readonly #roll: readonly Enrolled[];
  readonly #backers: ReadonlyMap<number, readonly Backer[]>;
  readonly #prints = new Map<string, PrintedCount>();

  constructor(timeline: StandingsTimeline, roll: readonly Enrolled[]) {
    this.#timeline = timeline;
    this.#roll = roll;
    this.#backers = backersOf(timeline);
  }

  measure(candidate: number, threshold: Threshold, moment: Moment): Measured {
    if ('atLeast' in threshold) {
      const has = this.#endorsers(candidate, threshold.of, moment);
      const need = (count: number) => Math.max(0, threshold.atLeast - count);
      const more = { least: need(has.possible), most: need(has.printed) };
      return { threshold, met: metBy(has, (count) => count >= threshold.atLeast), has, more };
    }
    return threshold.weighedBy === 'affiliatedMembers'
      ? this.#ofMembers(candidate, threshold, moment)
      : this.#ofEndorsers(candidate, threshold, moment);
  }

  #printed(candidate: number, name: string, figures: Figures): PrintedCount {
    const key = `${candidate} ${name}`;
    let found = this.#prints.get(key);
    if (found === undefined) {
      const { categories, view } = this.#timeline;
      const plain = plainOf(categories, [name]);
      const all = this.#backers.get(candidate) ?? [];
      const mine = all.filter((each) => isIn(plain, view.columns.symbols, each.category));
      found = new PrintedCount(figures, mine);
      this.#prints.set(key, found);
    }
    return found;
  }

  /** What a candidate has in one category: by name, and by what is printed of it. */
  #inCategory(candidate: number, name: string, { day, until }: Moment): Has {
    const { cells, view } = this.#timeline;
    const cell = cells.get(candidate)?.get(name);
    if (cell === undefined) return { certain: 0, printed: 0, possible: 0 };
    const [certain, atMost] = [cell.certain.on(day), cell.possible.on(day)];
    const withdrew = view.candidates.get(candidate)?.withdrew ?? null;
    const printed = this.#printed(candidate, name, cell.figures).on(day) ?? { least: 0, most: 0 };
    const later = cell.figures.periods
      .filter((each) => each.day > day && each.day <= until)
      .map((each) => each.figure.value);
    // Who has surely left has nobody, and who may have left is sure of those alone who are named.
    if (withdrew !== null && withdrew.latest <= day) {
      return { certain, printed: certain, possible: atMost };
    }
    const mayHaveLeft = withdrew !== null && withdrew.earliest <= day;
    return {
      certain,
      printed: mayHaveLeft ? certain : Math.max(certain, printed.least, ...later),
      possible: Math.max(atMost, printed.most, ...later),
    };
  }

  #endorsers(candidate: number, of: readonly string[], moment: Moment): Has {
    const { categories } = this.#timeline;
    const sum = (names: readonly string[]): Has =>
      names
        .map((name) => this.#inCategory(candidate, name, moment))
        .reduce((all, each) => ({
          certain: all.certain + each.certain,
          printed: all.printed + each.printed,
          possible: all.possible + each.possible,
        }));
    const parts = sum([...plainOf(categories, of)]);
    const widest = of.filter(
      (name) => !of.some((other) => other !== name && holds(categories, other, name)),
    );
    // A table may print a sum and none of its parts.
    const whole = areDisjoint(categories, widest) ? sum(widest) : parts;
    const printed = Math.max(parts.printed, whole.printed);
    const possible = Math.max(parts.possible, whole.possible, printed);
    return { certain: parts.certain, printed, possible };
  }

  #ofEndorsers(
    candidate: number,
    threshold: Extract<Threshold, { atLeastShare: string }>,
    moment: Moment,
  ): Measured {
    const { of, atLeastShare: share } = threshold;
    const has = this.#endorsers(candidate, of, moment);
    const size = sizeOf(this.#timeline, of, moment.day);
    if (size === null) {
      const met = has.possible > 0 ? MET.possibly : MET.not;
      return { threshold, met, has, more: null };
    }
    // Who has more endorsers than a source says there are shows that there are more.
    const whole = (count: number) => Math.max(size.most, count);
    const sure = metBy({ ...has, possible: 0 }, (count) => reaches(count, whole(count), share));
    const fewest = Math.max(size.least, has.possible);
    const met = sure === MET.not && reaches(has.possible, fewest, share) ? MET.possibly : sure;
    const more = {
      least: Math.max(0, leastReaching(fewest, share) - has.possible),
      most: Math.max(0, leastReaching(whole(has.printed), share) - has.printed),
    };
    return { threshold, met, has, more };
  }

  /** A union of unknown size may have no members or nearly all: both are tried. */
  #ofMembers(
    candidate: number,
    threshold: Extract<Threshold, { atLeastShare: string }>,
    moment: Moment,
  ): Measured {
    const { of, atLeastShare: share } = threshold;
    const { day } = moment;
    const { symbols } = this.#timeline.view.columns;
    const plain = plainOf(this.#timeline.categories, of);
    const roll = this.#roll.filter((each) => each.nominates && isIn(plain, symbols, each.category));
    const mine = this.#backers.get(candidate) ?? [];
    const certain = new Set(
      mine.filter((pair) => covers(pair.certain, day)).map((pair) => pair.endorser),
    );
    const possible = new Set(
      mine.filter((pair) => covers(pair.possible, day)).map((pair) => pair.endorser),
    );
    const sure = roll.filter((each) => certain.has(each.endorser));
    const perhaps = roll.filter((each) => possible.has(each.endorser));
    const size = sizeOf(this.#timeline, of, day);
    const isWhole = size !== null && size.most <= roll.length;
    const others = roll.filter((each) => !certain.has(each.endorser));
    const total = known(roll);
    // At worst those without a figure who back it have no members, and those who do not have nearly all.
    const atWorst = isWhole && others.every(isKnown) && reaches(known(sure), total, share);
    // Those whom a table counts without naming them may be any of the others.
    const unnamed = this.#endorsers(candidate, of, moment).possible - perhaps.length;
    const rest = roll.filter((each) => !possible.has(each.endorser));
    const best = known(perhaps) + greatest(rest, unnamed);
    const anyBest = !perhaps.every(isKnown) || (unnamed > 0 && !(isWhole && rest.every(isKnown)));
    const atBest = anyBest ? Number(share) < 100 || total === best : reaches(best, total, share);
    const met = atWorst ? MET.named : atBest ? MET.possibly : MET.not;
    if (!isWhole || !roll.every(isKnown)) return { threshold, met, has: null, more: null };
    const [least, most] = [known(perhaps), known(sure)].map((has) =>
      Math.max(0, leastReaching(total, share) - has),
    ) as [number, number];
    const has = { certain: known(sure), printed: known(sure), possible: known(perhaps) };
    return { threshold, met, has, more: { least, most } };
  }
}

const isKnown = (each: Enrolled): boolean => each.members !== null;

/** Does one category hold all of another? */
const holds = (categories: readonly Category[], outer: string, inner: string): boolean =>
  plainOf(categories, [outer, inner]).size === plainOf(categories, [outer]).size;

/** The members of the greatest of some, so many of them. */
const greatest = (some: readonly Enrolled[], count: number): number =>
  known(
    some
      .toSorted((one, other) => (other.members ?? 0) - (one.members ?? 0))
      .slice(0, Math.max(0, count)),
  );

const known = (some: readonly Enrolled[]): number =>
  some.reduce((sum, each) => sum + (each.members ?? 0), 0);

function metBy(has: Has, enough: (count: number) => boolean): Met {
  if (enough(has.certain)) return MET.named;
  if (enough(has.printed)) return MET.printed;
  return enough(has.possible) ? MET.possibly : MET.not;
}
