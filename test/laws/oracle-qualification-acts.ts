/**
 * On which days a nomination stood, in every world in which it may have happened. It shares no code with
 * the product: days are plain numbers here.
 */

/** One of these days, both included; days are plain numbers. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

export type Candidate = 'ann' | 'bob';

/** A nomination as it is told. */
export interface CaseAct {
  /** Which of the endorsers. */
  readonly who: number;
  readonly whom: Candidate;
  readonly on: Days;
  /** When it was withdrawn; 'some-day' where nobody knows when. */
  readonly end: Days | 'some-day' | null;
  /** Does it replace the endorser's other act, which is told before it? */
  readonly replaces: boolean;
  readonly disputed: boolean;
}

/** Later than every day that is looked at. */
export const NEVER = 1_000_000;
/** Each of these days. */
export const each = ({ from, to }: Days): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** No day of these before a first one. */
const notBefore = ({ from, to }: Days, first: number): Days => ({
  from: Math.max(from, first),
  to: Math.max(to, first),
});

/** An act in one world: the days on which it stood, from the first up to, not including, the last. */
interface Stood {
  readonly act: CaseAct;
  readonly began: number;
  readonly ended: number;
}

/** Every way in which one act may have begun, and been withdrawn; it may never have been. */
function* lives(act: CaseAct, began: Days): Generator<Stood> {
  if (act.disputed) yield { act, began: NEVER, ended: NEVER };
  const ends =
    act.end === null ? [NEVER] : act.end === 'some-day' ? [-NEVER, NEVER] : each(act.end);
  for (const day of each(began)) {
    for (const end of ends) yield { act, began: day, ended: end };
  }
}

/** An endorser's acts in one world: one, or two of which the second may replace the first. */
function* together(acts: readonly CaseAct[]): Generator<readonly [Stood, Stood?]> {
  const [first, second] = acts;
  if (first === undefined) return;
  for (const one of lives(first, first.on)) {
    if (second === undefined) yield [one];
    else {
      // What replaces is not earlier than the first day of what it replaces, where both surely were.
      const late = second.replaces && !second.disputed && !first.disputed;
      const began = late ? notBefore(second.on, first.on.from) : second.on;
      for (const other of lives(second, began)) yield [one, other];
    }
  }
}

/** Does an endorser stand for a candidate on a day, in each of its worlds? */
export function stands(
  acts: readonly CaseAct[],
  candidate: Candidate,
  day: number,
  gone: number,
): Set<boolean> {
  const found = new Set<boolean>(acts.length === 0 ? [false] : []);
  for (const [one, other] of together(acts)) {
    const replaced = other?.act.replaces ? other.began : NEVER;
    const held = [
      isHeld(one, day, gone, replaced),
      other !== undefined && isHeld(other, day, gone, NEVER),
    ];
    // Where both stand though an endorser can mean only one, either may be the true one.
    if (held[0] && held[1]) found.add(true).add(false);
    else found.add(held[one.act.whom === candidate ? 0 : 1] ?? false);
  }
  return found;
}

/** Does an act stand on a day? No end of it is earlier than its own first possible day. */
function isHeld(
  { act, began, ended }: Stood,
  day: number,
  gone: number,
  replaced: number,
): boolean {
  const left = act.whom === 'ann' ? gone : NEVER;
  const end = Math.max(act.on.from, Math.min(ended, replaced, left));
  return began <= day && day < end;
}
