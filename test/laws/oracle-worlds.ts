/** Draws worlds in which a story happened: one day per act and per end. */
import type { ActSaying, Saying, ToldAct } from './oracle.ts';
import { CircleError } from './oracle.ts';
import { type Range, since, spread, together } from './oracle-dates.ts';
import type { Story } from './oracle-story.ts';

/** Later than every day that anything is asked about. */
const FAR = 1_000_000;

/** Whole numbers below `end`, as the drawing of worlds needs them. */
export type Draw = (end: number) => number;

/** What several sayings agree on: disputed ones narrow nothing beside others. */
export function agreed(sayings: readonly Saying[]): Range & { readonly sure: boolean } {
  const sure = sayings.filter((saying) => !saying.disputed);
  return sure.length > 0
    ? { ...together(sure.map((saying) => saying.range)), sure: true }
    : { ...spread(sayings.map((saying) => saying.range)), sure: false };
}

/** One of these days: the first, the last or one between, each as likely. */
function oneOf({ from, to }: Range, draw: Draw): number {
  const first = Math.max(from, -FAR);
  const last = Math.min(to, FAR);
  const where = draw(3);
  if (where === 0) return first;
  if (where === 1) return last;
  return first + draw(Math.min(last - first + 1, 60));
}

/** An act in one world. */
export interface Lived {
  readonly told: ToldAct;
  readonly stage: string | null;
  /** The acts, by the claims that began them, that it replaces. */
  readonly replaces: ReadonlySet<string>;
  readonly began: number;
  /** The first day on which it stands no more; Infinity where nothing ended it. */
  readonly ended: number;
}

/** A stance in one world. */
export interface Taken {
  readonly endorser: string;
  readonly stance: string;
  readonly day: number;
}

export interface World {
  readonly acts: readonly Lived[];
  readonly stances: readonly Taken[];
}

/**
 * The stage of an act: what the claim that began it says, else the first that any says. Disputed
 * claims beside others narrow nothing.
 */
export function stageOf({ root, claims: all }: ToldAct): string | null {
  const sure = all.filter((claim) => !claim.disputed);
  const claims = sure.length > 0 ? sure : all;
  const own = claims.find((claim) => claim.id === root)?.stage;
  const said = claims.flatMap((claim) => claim.stage ?? []).sort();
  return own ?? said[0] ?? null;
}

/** An act that happened in the world, with the claims of it that are true there. */
interface Happened {
  readonly told: ToldAct;
  readonly claims: readonly ActSaying[];
  readonly replaces: ReadonlySet<string>;
}

/** No replacing act is earlier than the earliest day of the act that it replaces. */
function beginOf(act: Happened, all: readonly Happened[], above: readonly Happened[] = []): Range {
  if (above.includes(act)) throw new CircleError(act.told.root);
  const { claims } = act.told;
  const range: Range = agreed(claims);
  const says = claims.filter((claim) => agreed(claims).sure !== claim.disputed);
  return (
    replacedBy(act, all)
      // A disputed claim narrows nothing, and an act that may never have been holds nothing back.
      .filter(({ told }) => says.some((claim) => claim.replaces === told.root))
      .filter((replaced) => agreed(replaced.told.claims).sure)
      .map((replaced) => beginOf(replaced, all, [...above, act]).from)
      .reduce(since, range)
  );
}

const replacedBy = (act: Happened, all: readonly Happened[]) =>
  all.filter(
    (other) => act.replaces.has(other.told.root) && other.told.candidate !== act.told.candidate,
  );

/** The days on which what is told happened in one world, each once; undefined where it never did. */
function ends(told: ReadonlyMap<string, readonly Saying[]>, draw: Draw): Map<string, number> {
  const days = new Map<string, number>();
  for (const [key, sayings] of told) {
    const range = agreed(sayings);
    if (range.sure || draw(2) === 0) days.set(key, oneOf(range, draw));
  }
  return days;
}

/** Draws one world: of what is disputed, some is true and some is not. */
export function worldOf(story: Story, draw: Draw): World {
  const happened = story.acts.flatMap((told): Happened[] => {
    const claims = told.claims.filter((claim) => !claim.disputed || draw(2) === 0);
    const replaces = new Set(claims.flatMap((claim) => claim.replaces ?? []));
    return claims.length === 0 ? [] : [{ told, claims, replaces }];
  });
  const withdrawn = ends(story.withdrawals, draw);
  const left = ends(story.exits, draw);
  const begins = new Map(happened.map((act) => [act, beginOf(act, happened)]));
  const days = new Map([...begins].map(([act, range]) => [act, oneOf(range, draw)]));
  const acts = happened.map((act): Lived => {
    const { told, replaces } = act;
    const replaced = happened
      .filter((other) => replacedBy(other, happened).includes(act))
      .map((other) => days.get(other));
    const known = [withdrawn.get(told.root), left.get(told.candidate), ...replaced];
    const earliest = begins.get(act)?.from ?? 0;
    const ended = known.flatMap((day) => (day === undefined ? [] : Math.max(day, earliest)));
    return {
      told,
      stage: stageOf(told),
      replaces,
      began: days.get(act) ?? 0,
      ended: Math.min(Number.POSITIVE_INFINITY, ...ended),
    };
  });
  const stances = story.stances
    .filter((stance) => !stance.disputed || draw(2) === 0)
    .map(({ endorser, stance, range }) => ({ endorser, stance, day: oneOf(range, draw) }));
  return { acts, stances };
}

/** The acts of an endorser that stand on a day of a world. */
export const standing = (world: World, endorser: string, day: number): Lived[] =>
  world.acts.filter((act) => act.told.endorser === endorser && act.began <= day && day < act.ended);

/** Do two acts of an endorser compete for a seat? */
export function rivals(one: Lived, other: Lived): boolean {
  const apart = one.stage !== null && other.stage !== null && one.stage !== other.stage;
  return (
    one.told.nomination === other.told.nomination &&
    one.told.candidate !== other.told.candidate &&
    !apart &&
    !one.replaces.has(other.told.root) &&
    !other.replaces.has(one.told.root)
  );
}

/** Are there so many of these, and more, that each competes with each other? */
function crowd(acts: readonly Lived[], seats: number): boolean {
  if (acts.length <= seats) return false;
  if (seats === 0) return true;
  return acts.some((act) =>
    crowd(
      acts.filter((other) => rivals(act, other)),
      seats - 1,
    ),
  );
}

/**
 * What may be true where more acts stand than there are seats: every choice of them that no other could
 * join.
 */
export function resolutions(acts: readonly Lived[], seats: number): Lived[][] {
  const agreeing = (chosen: readonly Lived[], act: Lived) => !crowd([...chosen, act], seats);
  let found: Lived[][] = [[]];
  for (const act of acts) {
    found = found.flatMap((chosen) =>
      agreeing(chosen, act) ? [[...chosen, act], chosen] : [chosen],
    );
  }
  return found.filter((chosen) =>
    acts.every((act) => chosen.includes(act) || !agreeing(chosen, act)),
  );
}

/** The kinds of stance that may be an endorser's on a day of a world: several where one day saw two. */
export function stancesOn(world: World, endorser: string, day: number): Set<string> {
  const taken = world.stances.filter((each) => each.endorser === endorser && each.day <= day);
  const last = Math.max(...taken.map((each) => each.day));
  const acted = world.acts.some(
    ({ told, began }) => told.endorser === endorser && began > last && began <= day,
  );
  return new Set(acted ? [] : taken.filter((each) => each.day === last).map((each) => each.stance));
}

/** The stance that surely is an endorser's on a day of a world; null where an act leaves it open. */
export function sureStance(world: World, endorser: string, day: number): string | null {
  const [stance, ...others] = stancesOn(world, endorser, day);
  const last = Math.max(
    ...world.stances
      .filter((each) => each.endorser === endorser && each.day <= day)
      .map((each) => each.day),
  );
  const sameDay = world.acts.some(
    ({ told, began }) => told.endorser === endorser && began === last,
  );
  const unsettled = sameDay || standing(world, endorser, day).length > 0;
  return stance === undefined || others.length > 0 || unsettled ? null : stance;
}
