import type { Act } from './acts.ts';
import { STANCES } from './facets.ts';
import type { EndorserHoldings } from './pairs.ts';
import { NEVER, type Spans, union } from './spans.ts';

/** An endorser, and when it has certainly and possibly declared under a policy. */
export interface Declaring {
  readonly member: EndorserHoldings;
  readonly certain: Spans;
  readonly possible: Spans;
}

/** The days on which an endorser's stances of some kinds stand. */
export function standing(
  member: EndorserHoldings,
  kinds: (stance: number) => boolean,
  how: 'certain' | 'possible',
): Spans {
  return union(member.stances.map((each) => (kinds(each.claim.stance) ? each[how] : NEVER)));
}

const UNDECIDED = STANCES.indexOf('undecided');

/** Does a stance declare? Who is undecided has not. */
export const declares = (stance: number): boolean => stance !== UNDECIDED;

/** When an endorser has certainly and possibly declared: by an act that counts, or by a stance. */
export function declaring(member: EndorserHoldings, counts: (act: Act) => boolean): Declaring {
  const acts = member.acts.filter((holding) => counts(holding.act));
  const [first] = acts;
  if (acts.length === 1 && member.stances.length === 0 && first !== undefined) {
    return { member, certain: first.certain, possible: first.possible };
  }
  return {
    member,
    certain: union([...acts.map((each) => each.certain), standing(member, declares, 'certain')]),
    possible: union([...acts.map((each) => each.possible), standing(member, declares, 'possible')]),
  };
}
