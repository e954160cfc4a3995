import { all, type Column, isDays, isNumbers, isUrls, type Stances, stancesIn } from './column.ts';

/** What a column of a list of endorsements may tell. */
export type Role = 'endorser' | 'candidate' | 'day' | 'url' | 'contest' | 'category' | 'stance';

/** Why a column is taken for what it is: what it is called, what it says, or that nothing else was left. */
type Ground = 'name' | 'values' | 'rest';

/** A column that is taken for something. */
export interface Taken {
  readonly column: Column;
  readonly ground: Ground;
}

/** What columns are taken for. */
export type Roles = Readonly<Partial<Record<Role, Taken>>>;

/** The roles of a list that says who backs whom. */
export type Known = Roles & Required<Pick<Roles, 'endorser' | 'candidate'>>;

/** What people call columns, letters alone; the first fits best. */
const NAMES: Readonly<Record<Exclude<Role, 'stance'>, readonly string[]>> = {
  url: ['source', 'sourceurl', 'url', 'link', 'links', 'reference', 'citation', 'href', 'webpage'],
  day: ['date', 'day', 'on', 'when', 'dateendorsed', 'endorsementdate', 'announced', 'published'],
  candidate: [
    ...['endorsee', 'endorsedcandidate', 'candidate', 'candidatename', 'endorsed', 'endorses'],
    ...['nominee', 'backed', 'backs', 'supports', 'supported', 'choice', 'endorsement'],
  ],
  endorser: [
    ...['endorser', 'endorsername', 'endorsedby', 'nominator', 'nominatedby', 'supporter'],
    ...['backer', 'endorsingorganization', 'endorsingorganisation', 'organization'],
    ...[
      'organisation',
      'union',
      'newspaper',
      'politician',
      'member',
      'mp',
      'name',
      'person',
      'who',
    ],
  ],
  contest: ['contest', 'race', 'election', 'ballotmeasure', 'measure', 'primary', 'seat'],
  category: ['category', 'type', 'kind', 'group', 'class', 'position', 'office', 'role', 'body'],
};

/** The most categories that a contest has. */
const MOST_CATEGORIES = 50;

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '');

const isText = (column: Column): boolean =>
  column.filled > 0 && !isUrls(column) && !isNumbers(column) && !isDays(column);

/** How large a part of the endorsers have one value alone in a column. */
export function oneEach(
  rows: readonly (readonly string[])[],
  endorser: Column,
  column: Column,
): number {
  const values = new Map<string, Set<string>>();
  for (const cells of rows) {
    const [who = '', value = ''] = [cells[endorser.index]?.trim(), cells[column.index]?.trim()];
    if (!endorser.values.has(who) || !column.values.has(value)) continue;
    values.set(who, (values.get(who) ?? new Set()).add(value));
  }
  const single = [...values.values()].filter(({ size }) => size === 1).length;
  return values.size === 0 ? 0 : single / values.size;
}

/** Columns, and what those that are taken are taken for. */
class Choosing {
  readonly roles: { [R in Role]?: Taken } = {};
  readonly #columns: readonly Column[];

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  get free(): Column[] {
    const taken = Object.values(this.roles).map(({ column }) => column);
    return this.#columns.filter((column) => !taken.includes(column));
  }

  /** Those that are called so, best first. */
  named(role: keyof typeof NAMES): Column[] {
    const { free } = this;
    return NAMES[role].flatMap((name) => free.filter((each) => lettersOf(each.name) === name));
  }

  take(role: Role, column: Column | undefined, ground: Ground): void {
    if (column !== undefined && this.roles[role] === undefined)
      this.roles[role] = { column, ground };
  }

  /** Takes a column by its name, where its values do not gainsay it. */
  byName(role: keyof typeof NAMES, fits: (column: Column) => boolean): void {
    this.take(role, this.named(role).find(fits), 'name');
  }
}

/** Categories say what an endorser is, so each has one; contests are told by columns that differ with the row. */
function sortRows(choosing: Choosing, rows: readonly (readonly string[])[]): void {
  const { endorser } = choosing.roles;
  if (endorser === undefined) return;
  for (const column of choosing.named('category').filter(isText)) {
    const single = oneEach(rows, endorser.column, column);
    const fits = column.values.size <= MOST_CATEGORIES;
    if (single >= 0.9 && fits) choosing.take('category', column, 'name');
    else if (single < 0.5 && choosing.roles.category === undefined) {
      choosing.take('contest', column, 'values');
    }
  }
}

/** What the columns of a list are, by their names and by what its rows say. */
export function rolesOf(columns: readonly Column[], rows: readonly (readonly string[])[]): Roles {
  const choosing = new Choosing(columns);
  choosing.take(
    'stance',
    columns.find((column) => stancesIn(column) !== undefined),
    'values',
  );
  choosing.byName('url', isUrls);
  choosing.take('url', choosing.free.find(isUrls), 'values');
  choosing.byName('day', (column) => !isUrls(column) && all(column, (value) => /\d/.test(value)));
  choosing.take('day', choosing.free.find(isDays), 'values');
  choosing.byName('candidate', isText);
  choosing.byName('endorser', isText);
  choosing.byName('contest', (column) => column.filled > 0 && !isUrls(column));
  sortRows(choosing, rows);
  const rest = choosing.free
    .filter(isText)
    .toSorted((one, other) => other.values.size - one.values.size);
  choosing.take('endorser', rest[0], 'rest');
  choosing.take('candidate', choosing.free.filter((each) => rest.includes(each)).at(-1), 'rest');
  return choosing.roles;
}

/** The stances of the column that tells them. */
export const stancesOf = ({ stance }: Roles): Stances | undefined =>
  stance === undefined ? undefined : stancesIn(stance.column);
