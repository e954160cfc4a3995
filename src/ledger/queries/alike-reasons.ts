/** Why two names may be one endorser's, each by what differs and is looked past. */
export const REASONS = [
  'same-identifier',
  'same-letters',
  'titles',
  'small-words',
  'word-order',
  'kind-left-out',
  'nickname-in-quotes',
  'initials-left-out',
  'initials',
  'acronym',
  'spelling',
  'short-given-name',
  'middle-name-left-out',
  'generation-left-out',
  'surname-only',
] as const;
export type Reason = (typeof REASONS)[number];

/** Why two names may be two endorsers' after all. */
export const DOUBTS = [
  'two-categories',
  'other-choice-that-day',
  'other-identifier',
  'other-generation',
  'other-initials',
  'other-title',
] as const;
export type Doubt = (typeof DOUBTS)[number];

export type Strength = 'strong' | 'weak';

/** What makes two names alike, and what speaks against it. */
export interface Likeness {
  readonly strength: Strength;
  readonly reasons: readonly Reason[];
  readonly against: readonly Doubt[];
}

/** What is looked past to make two names one, and how sure each is. */
export type Steps = ReadonlyMap<Reason, Strength>;

/** Nothing is looked past. */
export const NO_STEPS: Steps = new Map();

/** In the order in which they are listed, each once. */
const listed = <T>(order: readonly T[], found: Iterable<T>): T[] => {
  const all = new Set(found);
  return order.filter((each) => all.has(each));
};

/** A likeness of these reasons and doubts. */
export function likeness(steps: Steps, doubts: readonly Doubt[]): Likeness {
  const sure = doubts.length === 0 && ![...steps.values()].includes('weak') && steps.size < 4;
  return {
    strength: steps.has('same-identifier') || sure ? 'strong' : 'weak',
    reasons: listed(REASONS, steps.keys()),
    against: listed(DOUBTS, doubts),
  };
}
