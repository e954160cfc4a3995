import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type Around, folder, hustings, type Ran } from './harness.ts';

const WHO = { column: 'endorser', slug: true };
const WHOM = { column: 'candidate', slug: true };
const KINDS = ['MP', 'TU'];

/** A mapping of small lists with the columns contest, endorser, category, candidate, day. */
export const MAPPING = {
  mapping: 1,
  title: 'A small list',
  blank: ['NA'],
  contest: { column: 'contest', slug: true },
  sources: [
    {
      file: true,
      url: 'https://paper.example/list',
      publisher: 'The Paper',
      title: 'Who backs whom',
      published: '2010-07-01',
    },
  ],
  entries: [
    {
      type: 'ContestOpened',
      on: '2010',
      data: {
        title: { column: 'contest' },
        office: 'Leader',
        organisation: 'The Party',
        categories: KINDS.map((category) => ({ category, name: `${category}s` })),
      },
    },
    {
      type: 'CandidateEntered',
      when: { candidate: { blank: false } },
      on: '2010',
      data: { candidate: WHOM, name: { column: 'candidate' } },
    },
    {
      type: 'EndorserEnrolled',
      data: {
        endorser: WHO,
        name: { column: 'endorser' },
        category: { column: 'category' },
        nominates: false,
      },
    },
    {
      type: 'EndorsementMade',
      when: { candidate: { blank: false } },
      on: { column: 'day', date: 'DD/MM/YYYY' },
      data: { endorser: WHO, choices: [{ candidate: WHOM, rank: 1 }], form: 'endorsement' },
    },
  ],
};

const HEAD = 'contest,endorser,category,candidate,day';

/** A good list: two contests, three endorsers of whom one backs nobody yet. */
export const ROWS = [
  'Leader,Unite,TU,Ann,02/06/2010',
  'Leader,Jo Bloggs,MP,Bob,03/06/2010',
  'Leader,GMB,TU,NA,',
  'Deputy,Unite,TU,Cy,04/06/2010',
];

/** Rows as a list. */
export const listOf = (rows: readonly string[]): string => `${[HEAD, ...rows].join('\n')}\n`;

/** A row of an errors file. */
export type Problem = Readonly<
  Record<'list' | 'row' | 'column' | 'value' | 'reason' | 'suggestion' | 'kind', string>
>;

/** What an import of a list did. */
export interface Imported extends Ran {
  /** What its errors file holds; undefined: there is none. */
  readonly problems: Problem[] | undefined;
}

/** A folder with lists, and ways to import them. */
export function importing() {
  const { file, path } = folder();
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(file(name), content);
    return file(name);
  };
  const errors = (ledger: string) => file(`${ledger}.errors.csv`);
  const problemsOf = (ledger: string): Problem[] | undefined =>
    existsSync(errors(ledger))
      ? (parse(readFileSync(errors(ledger)), { columns: true }) as Problem[])
      : undefined;
  /** Imports files by a mapping into a ledger of a name. */
  const importFiles = async (
    ledger: string,
    files: readonly string[],
    more: readonly string[] = [],
    mapping: object = MAPPING,
    around: Around = {},
  ): Promise<Imported> => {
    const how = ['--mapping', write(`${ledger}.mapping.json`, JSON.stringify(mapping))];
    const where = ['--ledger', file(ledger), '--errors', errors(ledger), ...more];
    const ran = await hustings(['import', ...files, ...how, ...where], around);
    return { ...ran, problems: problemsOf(ledger) };
  };
  /** Imports rows as the list `list.csv`. */
  const importRows = (
    ledger: string,
    rows: readonly string[],
    more: readonly string[] = [],
    mapping: object = MAPPING,
    around: Around = {},
  ) => importFiles(ledger, [write('list.csv', listOf(rows))], more, mapping, around);
  return { file, path, write, errors, importFiles, importRows };
}
