import type { DataOf } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { formatBounds } from './bounds.ts';
import type { Category } from './counter.ts';
import { STANCES, type Stance } from './facets.ts';
import { heldBy } from './held-by.ts';
import type { EndorserHoldings } from './pairs.ts';
import { countsUnder } from './policy.ts';
import { type Enrolled, isIn, plainOf, rollOf, sizeOf, sizesOf } from './roll.ts';
import type { Range } from './shares.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** An endorser who backs nobody, as a claim says, and how. */
export interface StanceHeld {
  readonly endorser: string;
  readonly stance: Stance;
  readonly on: string | null;
  readonly entry: string;
  /** Is it certain that this still held? */
  readonly certain: boolean;
}

/** A figure that a source printed, and since when it stood. */
export interface PrintedFigure {
  readonly value: number;
  readonly on: string | null;
  readonly entry: string;
}

/** Who of a category has not declared, by name where the roll is known, by number where only the size is. */
export interface Silence {
  readonly category: string;
  readonly name: string;
  /** How many there are, by what sources print; two numbers where sources of one day differ. */
  readonly size: Range | null;
  /** The sources' figures of it, those of its parts where it is a sum without one of its own. */
  readonly sizes: readonly PrintedFigure[];
  /** How many the ledger knows by name. */
  readonly named: number;
  /** How many have yet to declare, as the standings have it. */
  readonly undeclared: number | null;
  readonly basis: 'tally' | 'electorate' | 'unknown';
  /** Those known by name of whom nothing is known by the day. */
  readonly silent: readonly string[];
  /** Those who may have declared by the day. */
  readonly perhaps: readonly string[];
  /** Those whose candidate has left, and who have backed nobody since. */
  readonly lapsed: readonly string[];
  readonly stances: readonly StanceHeld[];
  /** How many of the size the ledger does not know by name. */
  readonly unnamed: Range | null;
  /** The last figure that a source printed of who was left. */
  readonly printed: PrintedFigure | null;
  /** The day by which, as a source says, all had declared. */
  readonly completeAsOf: PrintedFigure | null;
}

type Where = 'declared' | 'perhaps' | 'lapsed' | 'stance' | 'silent';

function whereIs(
  held: EndorserHoldings | undefined,
  counts: ReturnType<typeof countsUnder>,
  day: Day,
): Where {
  if (held === undefined) return 'silent';
  const acts = held.acts.filter((each) => counts(each.act));
  if (acts.some((each) => covers(each.certain, day))) return 'declared';
  if (held.stances.some((each) => covers(each.certain, day))) return 'stance';
  if (acts.some((each) => covers(each.possible, day))) return 'perhaps';
  if (held.stances.some((each) => covers(each.possible, day))) return 'stance';
  return acts.some((each) => covers(each.lapsed, day)) ? 'lapsed' : 'silent';
}

function stancesOn(timeline: StandingsTimeline, held: EndorserHoldings, day: Day): StanceHeld[] {
  const { columns } = timeline.view;
  return held.stances
    .filter((each) => covers(each.possible, day))
    .sort((one, other) => Number(covers(other.certain, day)) - Number(covers(one.certain, day)))
    .filter(
      ({ claim }, index, all) =>
        all.findIndex((other) => other.claim.stance === claim.stance) === index,
    )
    .map(({ claim, certain }) => ({
      endorser: columns.symbols.name(claim.endorser),
      stance: STANCES[claim.stance] as Stance,
      on: formatBounds(claim.taken),
      entry: columns.idOf(claim.row),
      certain: covers(certain, day),
    }));
}

function figures(timeline: StandingsTimeline, category: string, day: Day) {
  const periods = timeline.undeclared.get(category)?.figures.periods ?? [];
  const past = periods.filter((each) => each.day <= day);
  const told = (each: (typeof past)[0] | undefined): PrintedFigure | null =>
    each === undefined
      ? null
      : { value: each.figure.value, on: each.figure.table.on, entry: each.figure.table.id };
  const complete = past.findLast((each) => each.figure.value === 0);
  return { printed: told(past.at(-1)), completeAsOf: told(complete) };
}

function silenceOf(
  timeline: StandingsTimeline,
  category: Category,
  roll: readonly Enrolled[],
  day: Day,
  left: Pick<Silence, 'undeclared' | 'basis'>,
): Silence {
  const { symbols } = timeline.view.columns;
  const counts = countsUnder(timeline.policy, symbols);
  const plain = plainOf(timeline.categories, [category.category]);
  const enrolled = roll.filter((each) => isIn(plain, symbols, each.category));
  const held = heldBy(timeline);
  const places = Map.groupBy(enrolled, (each) => whereIs(held.get(each.endorser), counts, day));
  const names = (where: Where): string[] =>
    (places.get(where) ?? []).map((each) => symbols.name(each.endorser)).sort();
  const size = sizeOf(timeline, [category.category], day);
  const beyond = (count: number): number => Math.max(0, count - enrolled.length);
  return {
    category: category.category,
    name: category.name,
    size,
    sizes: sizesOf(timeline, [category.category], day).map((table) => ({
      value: (table.data as DataOf<'ElectorateStated'>).size,
      on: table.on,
      entry: table.id,
    })),
    named: enrolled.length,
    ...left,
    silent: names('silent'),
    perhaps: names('perhaps'),
    lapsed: names('lapsed'),
    stances: (places.get('stance') ?? [])
      .flatMap(({ endorser }) => held.get(endorser) ?? [])
      .flatMap((each) => stancesOn(timeline, each, day))
      .sort((one, other) => (one.endorser < other.endorser ? -1 : 1)),
    unnamed: size === null ? null : { least: beyond(size.least), most: beyond(size.most) },
    ...figures(timeline, category.category, day),
  };
}

/** Who has not declared, for each category of a contest, on a day. `left` is what its standings say. */
export function silencesOn(
  timeline: StandingsTimeline,
  day: Day,
  left: (category: string) => Pick<Silence, 'undeclared' | 'basis'>,
): Silence[] {
  const roll = rollOf(timeline.view);
  return timeline.categories.map((category) =>
    silenceOf(timeline, category, roll, day, left(category.category)),
  );
}
