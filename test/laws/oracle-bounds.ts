/** The design's own formulas for a story, worked out act by act. Shares no code with `projections/`. */
import type { Saying, ToldAct } from './oracle.ts';
import { CircleError } from './oracle.ts';
import { type Range, since } from './oracle-dates.ts';
import type { Story } from './oracle-story.ts';
import { agreed, stageOf } from './oracle-worlds.ts';

/** An act's days: begun in [a, b], ended in [c, d]; `sure` unless it is told only by disputed claims. */
export interface Formula {
  readonly told: ToldAct;
  readonly sure: boolean;
  readonly begin: Range;
  /** When it was withdrawn or replaced; the last day infinite where that may never have been. */
  readonly otherwise: Range | null;
  /** When its candidate withdrew. */
  readonly lapse: Range | null;
  readonly stage: string | null;
}

const NEVER = Number.POSITIVE_INFINITY;

/** When something happened, for those whom a dispute leaves in doubt whether it did. */
function endOf(sayings: readonly Saying[] | undefined): Range | null {
  if (sayings === undefined) return null;
  const { from, to, sure } = agreed(sayings);
  return { from, to: sure ? to : NEVER };
}

/** [least earliest, least latest]. */
function first(ends: readonly (Range | null)[]): Range | null {
  const known = ends.filter((end) => end !== null);
  if (known.length === 0) return null;
  return {
    from: Math.min(...known.map((end) => end.from)),
    to: Math.min(...known.map((end) => end.to)),
  };
}

/** How one act says that it replaces another: surely, in doubt, or not at all. */
function replaces(act: ToldAct, replaced: ToldAct): 'surely' | 'perhaps' | null {
  if (act.candidate === replaced.candidate) return null;
  const says = act.claims.filter((claim) => claim.replaces === replaced.root);
  if (says.length === 0) return null;
  return says.some((claim) => !claim.disputed) ? 'surely' : 'perhaps';
}

function beginOf(story: Story, act: ToldAct, above: readonly ToldAct[] = []): Range {
  if (above.includes(act)) throw new CircleError(act.root);
  const range: Range = agreed(act.claims);
  return story.acts
    .filter((other) => replaces(act, other) === 'surely' && agreed(other.claims).sure)
    .map((other) => beginOf(story, other, [...above, act]).from)
    .reduce(since, range);
}

/** Every act of a story with its bounds. */
export function formulas(story: Story): Formula[] {
  return story.acts.map((told) => {
    const begin = beginOf(story, told);
    const replaced = story.acts.map((other): Range | null => {
      const how = replaces(other, told);
      if (how === null) return null;
      const { from, to } = beginOf(story, other);
      return { from, to: how === 'surely' && agreed(other.claims).sure ? to : NEVER };
    });
    const otherwise = first([endOf(story.withdrawals.get(told.root)), ...replaced]);
    const lapse = endOf(story.exits.get(told.candidate));
    return {
      told,
      sure: agreed(told.claims).sure,
      begin,
      otherwise: otherwise === null ? null : since(otherwise, begin.from),
      lapse: lapse === null ? null : since(lapse, begin.from),
      stage: stageOf(told),
    };
  });
}

/** The claims that end an act surely before the earliest day on which it began. */
export function contradicting(story: Story, { told, begin, sure }: Formula): Saying[] {
  const ends = story.withdrawals.get(told.root) ?? [];
  const early = ends.length > 0 && agreed(ends).to < begin.from;
  const replacing = story.acts.filter(
    (other) => sure && replaces(other, told) === 'surely' && agreed(other.claims).to < begin.from,
  );
  return [...(early ? ends : []), ...replacing.flatMap((other) => other.claims)];
}

/** Possibly held if a ≤ D < d. */
export function possiblyHeld({ begin, otherwise, lapse }: Formula, day: number): boolean {
  const end = first([otherwise, lapse]);
  return begin.from <= day && (end === null || day < end.to);
}

/** Certainly held if b ≤ D < c, were there no other act. */
export function surelyHeld({ begin, otherwise, lapse, sure }: Formula, day: number): boolean {
  const end = first([otherwise, lapse]);
  return sure && begin.to <= day && (end === null || day < end.from);
}

/** May have begun, was not surely ended otherwise, and the candidate has surely withdrawn. */
export function lapsed({ begin, otherwise, lapse }: Formula, day: number): boolean {
  const open = otherwise === null || day < otherwise.to;
  return begin.from <= day && open && lapse !== null && lapse.to <= day;
}

/** Is there a seat left for whom an act backs, once all that it competes with and may stand is given one? */
export function hasSeat(act: Formula, acts: readonly Formula[], seats: number, day: number) {
  const others = acts.filter((other) => exclusive(act, other) && possiblyHeld(other, day));
  return new Set(others.map(({ told }) => told.candidate)).size < seats;
}

/** Every choice of some. */
function choices<T>(all: readonly T[]): T[][] {
  const found: T[][] = [[]];
  for (const one of all) found.push(...found.map((chosen) => [...chosen, one]));
  return found;
}

/**
 * What an endorser cannot have meant together on a day: where there is one seat, each two acts for
 * different candidates; where there are more, all that may be of one stage, if it is too many.
 */
export function tooMany(acts: readonly Formula[], seats: number, day: number): Formula[][] {
  const sure = acts.filter((act) => surelyHeld(act, day));
  const people = [...new Set(sure.map(({ told }) => `${told.nomination} ${told.endorser}`))];
  return people.flatMap((one) => {
    const own = sure.filter(({ told }) => `${told.nomination} ${told.endorser}` === one);
    const some = choices(own);
    if (seats === 1) {
      return some.filter(([act, other, third]) => act && other && !third && exclusive(act, other));
    }
    const ofOneStage = (chosen: readonly Formula[]) =>
      new Set(chosen.flatMap(({ stage }) => stage ?? [])).size <= 1;
    const isWhole = (chosen: readonly Formula[]) =>
      own.every((act) => chosen.includes(act) || !ofOneStage([...chosen, act]));
    return some.filter(
      (chosen) =>
        new Set(chosen.map(({ told }) => told.candidate)).size > seats &&
        ofOneStage(chosen) &&
        isWhole(chosen),
    );
  });
}

/** Do two acts of an endorser compete for a seat? Only undisputed claims excuse a replacement. */
export function exclusive(one: Formula, other: Formula): boolean {
  const apart = one.stage !== null && other.stage !== null && one.stage !== other.stage;
  const says = ({ told }: Formula, { root }: ToldAct) =>
    told.claims.some((claim) => !claim.disputed && claim.replaces === root);
  return (
    one.told.endorser === other.told.endorser &&
    one.told.nomination === other.told.nomination &&
    one.told.candidate !== other.told.candidate &&
    !apart &&
    !says(one, other.told) &&
    !says(other, one.told)
  );
}

/** Does an act replace another that surely began later? Nobody can have meant that. */
export const backwards = (story: Story): boolean =>
  story.acts.some((act) =>
    story.acts.some(
      (other) =>
        replaces(act, other) !== null &&
        agreed(act.claims).to < Math.max(beginOf(story, other).from, agreed(other.claims).from),
    ),
  );
