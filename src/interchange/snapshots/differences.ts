import { edtfBounds } from '../../time/edtf.ts';
import type { Copy, Said } from './copy.ts';
import type { Removed } from './history.ts';

/** What differs between a copy of a list and the one before it. */
export interface Difference {
  /** The days of the two; null: there is none before. */
  readonly since: string | null;
  readonly copy: string;
  /**
   * - `added`: an endorsement is there that was not; `backdated` where its day is no later than the copy before.
   * - `switched`: its candidate is another; `removed`: it is gone; `redated`: its day is another.
   * - `listed`, `unlisted`: a row without an endorsement came or went.
   */
  readonly what: 'added' | 'backdated' | 'switched' | 'removed' | 'redated' | 'listed' | 'unlisted';
  readonly endorser: string;
  readonly candidate: string | null;
  readonly on: string | null;
  /** The candidate, or the day, that was there before. */
  readonly was: string | null;
  readonly row: number | null;
  /** What the ledger makes of one that is removed: by policy, or struck where it would have ended before it began. */
  readonly told: Removed | null;
}

/** Is a day surely no later than the copy before, which did not have it? */
const isBackdated = (on: string | null, before: string): boolean =>
  on !== null && edtfBounds(on).latest <= edtfBounds(before).latest;

type Changed = Pick<Difference, 'what' | 'was'>;

function changedIn(
  one: Said | undefined,
  other: Said | undefined,
  before: string | null,
): Changed | undefined {
  if (one === undefined && other === undefined) return undefined;
  if (other === undefined) return { what: 'removed', was: one?.candidate ?? null };
  if (one === undefined) {
    const late = before !== null && isBackdated(other.on, before);
    return { what: late ? 'backdated' : 'added', was: null };
  }
  if (one.candidate !== other.candidate) return { what: 'switched', was: one.candidate };
  return one.on === other.on ? undefined : { what: 'redated', was: one.on };
}

/** Did a row without an endorsement come or go? Told where both copies are read whole. */
function rollChange(
  before: Copy | null,
  copy: Copy,
  endorser: string,
): 'listed' | 'unlisted' | undefined {
  if (!before?.roll || !copy.roll) return undefined;
  const [was, is] = [before.roll.has(endorser), copy.roll.has(endorser)];
  if (was === is) return undefined;
  return is ? 'listed' : 'unlisted';
}

/**
 * What differs between a copy and the one before it (null: it is the first), in the order of its endorsers;
 * `endOf`: how the act of an endorser ended that the copy does not list any more.
 */
export function differencesOf(
  before: Copy | null,
  copy: Copy,
  endOf: (endorser: string) => Removed | null,
): Difference[] {
  const days = { since: before?.day ?? null, copy: copy.day };
  const endorsers = new Set(
    [copy, before].flatMap((each) => [...(each?.roll?.keys() ?? []), ...(each?.said.keys() ?? [])]),
  );
  return [...endorsers].flatMap((endorser): Difference[] => {
    const [one, other] = [before?.said.get(endorser), copy.said.get(endorser)];
    const changed = changedIn(one, other, days.since);
    const told = other ?? one;
    if (changed !== undefined && told !== undefined) {
      const { candidate, on } = told;
      const ended = changed.what === 'removed' ? endOf(endorser) : null;
      const row = other?.row ?? null;
      return [{ ...days, ...changed, endorser, candidate, on, row, told: ended }];
    }
    const what = told === undefined ? rollChange(before, copy, endorser) : undefined;
    if (what === undefined) return [];
    const nothing = { candidate: null, on: null, was: null, row: null, told: null };
    return [{ ...days, what, endorser, ...nothing }];
  });
}
