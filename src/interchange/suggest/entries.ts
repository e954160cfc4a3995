import { slugOf } from '../mapping/slug.ts';
import { toFillIn } from '../mapping/unfilled.ts';
import type { Column } from './column.ts';
import type { Days } from './day.ts';
import { type Known, stancesOf, type Taken } from './roles.ts';

type Rows = readonly (readonly string[])[];

/** The categories of a list as slugs, no two alike. */
export function categoriesOf(category: Column | undefined): [value: string, slug: string][] {
  if (category === undefined) return [];
  const taken = new Set<string>();
  return [...category.values.keys()].map((value, index) => {
    const slug = slugOf(value).slice(0, 36).replace(/-$/, '');
    const plain = /^[a-z]/.test(slug) ? slug : `category-${slug || index + 1}`;
    const free = taken.has(plain) ? `${plain}-${index + 1}` : plain;
    taken.add(free);
    return [value, free];
  });
}

/** The rows that tell an endorsement: a condition of the mapping, and the same for a row. */
export function backing(roles: Known, rows: Rows) {
  const { candidate, stance } = roles;
  const stances = stancesOf(roles);
  const hasBlank = candidate.column.filled < rows.length;
  const named = hasBlank ? { [candidate.column.name]: { blank: false } } : {};
  const only = (values: readonly string[]) => ({
    ...named,
    ...(stance === undefined ? {} : { [stance.column.name]: [...values] }),
  });
  const tells = (cells: readonly string[]): boolean =>
    candidate.column.values.has(cells[candidate.column.index]?.trim() ?? '') &&
    (stance === undefined ||
      (stances?.yes.includes(cells[stance.column.index]?.trim() ?? '') ?? false));
  return { named, only, tells, stances };
}

const when = (condition: object) =>
  Object.keys(condition).length === 0 ? {} : { when: condition };

const columnOf = (taken: Taken) => ({ column: taken.column.name });
const slugOfColumn = (taken: Taken) => ({ ...columnOf(taken), slug: true });

/** What frames the contest: its opening, who stands, and who is enrolled. */
function framesOf(roles: Known, named: object, days: Days): object[] {
  const { contest, category, candidate, endorser } = roles;
  const race = contest && columnOf(contest);
  const kinds = categoriesOf(category?.column);
  const some = kinds.length > 0 ? kinds : [['Endorsers', 'endorser'] as const];
  return [
    {
      type: 'ContestOpened',
      on: days.frame,
      data: {
        title: race ?? toFillIn('what the contest is called'),
        office: race ?? toFillIn('the office that is contested'),
        organisation: toFillIn('the party or body whose office it is'),
        categories: some.map(([value, slug]) => ({ category: slug, name: value })),
      },
    },
    {
      type: 'CandidateEntered',
      ...when(named),
      on: days.frame,
      data: { candidate: slugOfColumn(candidate), name: columnOf(candidate) },
    },
    {
      type: 'EndorserEnrolled',
      data: {
        endorser: slugOfColumn(endorser),
        name: columnOf(endorser),
        category: category ? { ...columnOf(category), map: 'categories' } : 'endorser',
        nominates: false,
      },
    },
  ];
}

/** The entries that rows make. */
export function entriesOf(roles: Known, rows: Rows, days: Days): object[] {
  const { named, only, stances } = backing(roles, rows);
  const endorser = slugOfColumn(roles.endorser);
  const choices = [{ candidate: slugOfColumn(roles.candidate), rank: 1 }];
  const made = {
    type: 'EndorsementMade',
    ...when(only(stances?.yes ?? [])),
    on: days.act,
    data: { endorser, choices, form: 'endorsement' },
  };
  const neutral = stances?.neutral ?? [];
  const entries = [...framesOf(roles, named, days), made];
  if (neutral.length === 0) return entries;
  const data = { endorser, stance: 'neutral' };
  return [...entries, { type: 'NeutralityDeclared', ...when(only(neutral)), on: days.act, data }];
}
