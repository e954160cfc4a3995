import { BadInput } from '../bad-input.ts';
import { counted } from '../counted.ts';
import { Mapping } from '../mapping/schema.ts';
import { slugOf } from '../mapping/slug.ts';
import { ADDRESS_TO_FILL_IN, toFillIn } from '../mapping/unfilled.ts';
import { type Column, columnsOf, marksIn } from './column.ts';
import { daysOf } from './day.ts';
import { backing, categoriesOf, entriesOf } from './entries.ts';
import { categoryRemarks, seatRemarks, slugRemarks } from './names.ts';
import type { Remark } from './remark.ts';
import { type Known, type Roles, rolesOf } from './roles.ts';

/** A list of which a first mapping is to be made. */
export interface Looked {
  /** What the file is called, without its folder. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The day on which it is looked at, YYYY-MM-DD. */
  readonly today: string;
}

/** A first mapping, as it is written to a file, and what a person should know of it. */
export interface Suggestion {
  readonly mapping: Readonly<Record<string, unknown>>;
  readonly remarks: readonly Remark[];
}

const quoted = (text: string): string => JSON.stringify(text);

/** The longest name of a column that a mapping can read, in characters. */
const LONGEST = 100;

/** Refuses, as BadInput, a list with a column that no mapping can name, and one of which nobody can tell who backs whom. */
function demandNames(roles: Roles, { name, columns }: Looked): Known {
  const { endorser, candidate } = roles;
  if (columns.some((column) => column.length > LONGEST)) {
    throw new BadInput(
      `${name}: a column has a name of more than ${LONGEST} characters; shorten it in the first row.`,
    );
  }
  if (endorser !== undefined && candidate !== undefined) return { ...roles, endorser, candidate };
  const missing = endorser === undefined ? 'who endorses' : 'whom they endorse';
  throw new BadInput(
    `${name}: no column seems to say ${missing}; its columns are ${columns.join(', ')}. Call one "endorser" and one "candidate", or write a mapping by docs/importing.md.`,
  );
}

const MEANT: Readonly<Record<keyof Roles, string>> = {
  endorser: 'who endorses',
  candidate: 'whom',
  day: 'when',
  url: 'the page that says so',
  contest: 'the contest of the row',
  category: 'what the endorser is',
  stance: 'whether it is an endorsement at all',
};

const GROUNDS = {
  name: 'by its name',
  values: 'by what it says',
  rest: 'as nothing else was left: look whether that is so',
} as const;

function roleRemarks(roles: Roles, columns: readonly Column[]): Remark[] {
  const told = Object.entries(roles).map(([role, { column, ground }]): Remark => {
    const text = `column ${quoted(column.name)}: ${MEANT[role as keyof Roles]}, ${GROUNDS[ground]}`;
    return ground === 'rest' ? { look: true, text } : { text };
  });
  const used = new Set(Object.values(roles).map(({ column }) => column.name));
  const unused = columns.map(({ name }) => name).filter((name) => !used.has(name));
  if (unused.length === 0) return told;
  return [...told, { text: `not used: ${unused.map(quoted).join(', ')}` }];
}

/** What a mapping cites for every entry: the list, and the page that a row names. */
function sourcesOf({ url }: Roles): object[] {
  const list = {
    file: true,
    url: `${ADDRESS_TO_FILL_IN}the-address-of-the-list`,
    publisher: toFillIn('who publishes the list'),
    title: toFillIn('what the list is called'),
  };
  if (url === undefined) return [list];
  const page = {
    url: { column: url.column.name },
    publisher: 'as linked',
    title: 'The page that the list links',
  };
  return [list, page];
}

const DATED = /\d{4}-\d{2}-\d{2}/;

/** What only a person can say, and what rows say that the mapping leaves out. */
function lookRemarks(roles: Known, { name, rows }: Looked, blank: readonly string[]): Remark[] {
  const { endorser, candidate, contest, category, stance } = roles;
  const { tells, stances } = backing(roles, rows);
  const look = (text: string): Remark => ({ look: true, text });
  const noes = (stances?.no ?? []).reduce(
    (sum, no) => sum + (stance?.column.values.get(no) ?? 0),
    0,
  );
  const unnamed = rows.length - endorser.column.filled;
  return [
    ...(blank.length > 0 ? [{ text: `taken for nothing: ${blank.map(quoted).join(', ')}` }] : []),
    ...slugRemarks(endorser.column),
    ...slugRemarks(candidate.column),
    ...(category ? categoryRemarks(rows, endorser.column, category.column) : []),
    ...seatRemarks(rows, endorser.column, candidate.column, contest?.column, tells),
    ...(noes > 0
      ? [
          look(
            `column ${quoted(stance?.column.name ?? '')}: no makes nothing (${counted(noes, 'row')}); of a measure, no is a side of its own (samples/mappings/sf-2016.mapping.json)`,
          ),
        ]
      : []),
    ...(unnamed > 0
      ? [look(`who endorses is not said in ${counted(unnamed, 'row')}, to be refused`)]
      : []),
    ...(contest === undefined ? [look('all rows are for one contest; call it as you like')] : []),
    ...(DATED.test(name)
      ? [
          look(
            'the file has a day in its name; if it is a copy of a list that is overwritten, describe it as "snapshots" (docs/importing.md)',
          ),
        ]
      : []),
    look(
      'fill in what begins with "<fill in", and the address of the list with the day it was published',
    ),
  ];
}

/** Makes a first mapping of a list, and says what it rests on. Refuses, as BadInput, where nothing tells who backs whom. */
export function suggest(looked: Looked): Suggestion {
  const { name, rows, today } = looked;
  const blank = marksIn(rows);
  const columns = columnsOf(looked.columns, rows, blank);
  const roles = demandNames(rolesOf(columns, rows), looked);
  const { contest, category, day } = roles;
  const { tells } = backing(roles, rows);
  const saysDay = (cells: readonly string[]) =>
    day?.column.values.has(cells[day.column.index]?.trim() ?? '') === true;
  const unsaid = rows.filter((cells) => tells(cells) && !saysDay(cells)).length;
  const days = daysOf(day?.column, unsaid, today);
  const called = name.replace(/\.[a-z]{3,4}$/i, '');
  const mapping = {
    mapping: 1,
    title: `A first mapping of ${name}`,
    ...(blank.length > 0 ? { blank } : {}),
    ...(category
      ? { maps: { categories: Object.fromEntries(categoriesOf(category.column)) } }
      : {}),
    contest: contest ? { column: contest.column.name, slug: true } : slugOf(called) || 'contest',
    sources: sourcesOf(roles),
    entries: entriesOf(roles, rows, days),
  };
  Mapping.parse(mapping);
  return {
    mapping,
    remarks: [
      ...roleRemarks(roles, columns),
      ...days.remarks,
      ...lookRemarks(roles, looked, blank),
    ],
  };
}
