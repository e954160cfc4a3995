import type { EndorserMerged } from '../../../events/endorser-merged.ts';
import { type Fault, fault } from '../refusals.ts';
import { first, type Rule, type Surroundings } from './rule.ts';

/** A merge joins two names that some contest enrols; what it does to others is judged afterwards. */
export const endorserMerged: Rule<EndorserMerged> = ({ told: { data } }, { categories }) => {
  const stranger = [data.endorser, data.into].find((name) => !categories.has(name));
  return stranger === undefined
    ? undefined
    : fault(
        'unknown-endorser',
        `No contest enrols an endorser ${stranger}; a merge joins two names that are enrolled.`,
      );
};

function uncircled({ desk }: Surroundings): Fault | undefined {
  const circle = desk.triedMerges().circle();
  if (circle === undefined) return undefined;
  const names = circle.map((symbol) => desk.name(symbol)).join(', ');
  return fault(
    'merge-cycle',
    `With this entry the merges of ${names} would go round in a circle; merge one name into the other, not back.`,
  );
}

function mergedOnce({ desk }: Surroundings): Fault | undefined {
  const into = new Map<string, string>();
  for (const merge of desk.mergers()) {
    const other = into.get(merge.endorser);
    if (other !== undefined) {
      return fault(
        'already-merged',
        `${merge.endorser} is merged into ${other} already; strike or correct that merge, or merge ${other} instead.`,
      );
    }
    into.set(merge.endorser, merge.into);
  }
  return undefined;
}

/** All names of one endorser are of one category in each contest that enrols them. */
function oneCategory({ desk, categories }: Surroundings): Fault | undefined {
  const merges = desk.triedMerges();
  for (const { endorser } of desk.mergers()) {
    const found = new Map<string, { readonly name: string; readonly category: string }>();
    const names = merges.names(desk.symbol(endorser)).map((symbol) => desk.name(symbol) ?? '');
    for (const name of names.sort()) {
      for (const [contest, category] of categories.get(name) ?? []) {
        const other = found.get(contest);
        if (other !== undefined && other.category !== category) {
          return fault(
            'two-categories',
            `${other.name} and ${name} would be one endorser, but in ${contest} they are ${other.category} and ${category}; one endorser has one category in a contest.`,
          );
        }
        found.set(contest, { name, category });
      }
    }
  }
  return undefined;
}

/** What must hold of all merges after any entry of the register. */
export const registerSettled = (around: Surroundings): Fault | undefined =>
  first(
    () => mergedOnce(around),
    () => uncircled(around),
    () => oneCategory(around),
  );
