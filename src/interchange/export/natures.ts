import { facetOf } from '../../../projections/claims.ts';
import { ACT, DECIDED_BY } from '../../../projections/facets.ts';
import { plainOf } from '../../../projections/roll.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import { BadInput } from '../bad-input.ts';

/** What an endorser is; null where neither the ledger nor whoever exports says so. */
export type Nature = 'person' | 'organization' | null;

/** The categories whose endorsers are persons, and those whose endorsers are bodies, as whoever exports says. */
export interface Named {
  readonly people: readonly string[];
  readonly bodies: readonly string[];
}

/** What contests say of what an endorser is: its categories as they were named, and how its acts were decided. */
export interface Hints {
  readonly named: Set<Nature>;
  readonly decided: Set<Nature>;
}

const only = (natures: ReadonlySet<Nature>): Nature =>
  natures.size === 1 ? ([...natures][0] ?? null) : null;

/**
 * Who exports has the first word: then a category that was named tells. Else who decides as an individual is
 * a person, and who decides by an executive, a committee, a conference or a ballot of members is a body.
 * Where two of these differ nothing is told.
 */
export const natureOf = ({ named, decided }: Hints): Nature =>
  named.size > 0 ? only(named) : only(decided);

/** What the claims of acts say of how each endorser decides, by the symbol that all its names lead to. */
export function decidingOf({ view }: StandingsTimeline): Map<number, Set<Nature>> {
  const found = new Map<number, Set<Nature>>();
  for (const act of view.acts) {
    const natures = found.get(act.endorser) ?? new Set();
    for (const row of act.claims) {
      const how = DECIDED_BY[facetOf(view.claims, row) & ACT.decidedBy] ?? 'unknown';
      if (how !== 'unknown') natures.add(how === 'individual' ? 'person' : 'organization');
    }
    found.set(act.endorser, natures);
  }
  return found;
}

/** What a category was named as, in a contest; a sum stands for its parts. */
export function namedAs({ categories }: StandingsTimeline, { people, bodies }: Named) {
  const [persons, others] = [plainOf(categories, people), plainOf(categories, bodies)];
  return (category: string): Nature => {
    if (persons.has(category)) return 'person';
    return others.has(category) ? 'organization' : null;
  };
}

/** Refuses, as BadInput, a category that no contest has, and one that is named as both. */
export function checkNamed({ people, bodies }: Named, categories: ReadonlySet<string>): void {
  const both = people.find((each) => bodies.includes(each));
  if (both !== undefined) {
    throw new BadInput(`${both} is named by --people and by --bodies; name it by one of them.`);
  }
  const unknown = [...people, ...bodies].find((each) => !categories.has(each));
  if (unknown === undefined) return;
  const all = [...categories].sort().join(', ');
  throw new BadInput(`No contest has a category ${unknown}; there are ${all || 'none'}.`);
}
