/** Mapping files, and rows read by them. */
import { readFileSync } from 'node:fs';
import { BadInput } from '../../../../src/interchange/bad-input.ts';
import { parseMapping } from '../../../../src/interchange/mapping/mapping-file.ts';
import { RowMapper } from '../../../../src/interchange/mapping/row-mapper.ts';
import { demandFilledIn } from '../../../../src/interchange/mapping/unfilled.ts';
import { type mappingOf, written } from '../../../interchange/mapping/mapping-made.ts';
import { type Parser, readOr } from '../parser.ts';

const file = (name: string): string =>
  readFileSync(
    new URL(`../../../../samples/mappings/${name}.mapping.json`, import.meta.url),
    'utf8',
  );

const COLUMNS = ['name', 'date', 'yes', 'n', 'constructor'];
const CITED = { sha256: () => 'ab'.repeat(32) };

const EXPRESSIONS = [
  { column: 'name', slug: true },
  { template: '{name} of {date}', map: { a: 'b', c: null }, else: { column: 'n', number: true } },
  { column: 'date', date: 'DD/MM/YYYY' },
  { column: 'yes', yesNo: true },
  {
    if: { name: ['a', 'b'], date: { blank: false }, n: { not: ['1'] } },
    is: 'x',
    else: { value: 'v' },
  },
  { lookup: 'l', key: { column: 'name' }, in: 'name' },
];
const withNote = (note: unknown) =>
  JSON.stringify(
    written({
      maps: { m: { a: 'b' } },
      values: { v: { column: 'n' } },
      lookups: { l: { key: 'name', optional: true } },
      entries: [
        { type: 'CandidateEntered', on: '2019', data: { candidate: 'ann', name: 'a' }, note },
      ],
    }),
  );

const ROWS = [
  ['Ann', '14/07/2010', 'yes', '1', ''],
  ['constructor', '__proto__', 'constructor', '__proto__', 'toString'],
  ['', '', '', '', ''],
  ['\ud800', '\u001b[2J', 'YES', '9'.repeat(400), 'a'.repeat(3000)],
];

const rowsBy = (mapping: Parameters<typeof demandFilledIn>[0] & ReturnType<typeof mappingOf>) => {
  const mapper = new RowMapper(mapping, COLUMNS, 'list.csv', CITED);
  const framed = new Map<string, string>();
  return ROWS.map((cells, at) => [mapper.contest(cells), mapper.map(cells, at + 2, framed)]);
};

/** The parsers of mappings. */
export const MAPPING_PARSERS: readonly Parser[] = [
  {
    name: 'a mapping file',
    weight: 1,
    samples: [file('sf-2016'), file('demnom-2020'), ...EXPRESSIONS.map(withNote)],
    words: ['"column":', '"template":"{', '"else":', '"if":', '"map":', '"lookup":', '"value":'],
    read: (input) =>
      readOr([BadInput], () => {
        const mapping = parseMapping(input, 'm.json');
        demandFilledIn(mapping, 'm.json');
        return { accepted: mapping, printed: JSON.stringify(mapping) };
      }),
  },
  {
    name: 'rows by a mapping',
    weight: 1,
    samples: EXPRESSIONS.map(withNote),
    words: ['"name"', '"constructor"', '"__proto__"', '{name}', '{__proto__}'],
    read: (input) =>
      readOr([BadInput], () => ({ accepted: rowsBy(parseMapping(input, 'm.json')) })),
  },
  {
    name: 'cells by a mapping',
    weight: 1,
    samples: [
      'Ann\u000114/07/2010\u0001yes\u00017\u0001x',
      'constructor\u0001__proto__\u0001constructor\u0001-0\u0001',
    ],
    words: ['\u0001', 'constructor', '__proto__', 'toString', 'valueOf'],
    read: (input) => {
      const cells = input.split('\u0001');
      const read = MAPPERS.map((mapper) => mapper.map(cells, 2, new Map()));
      const drafts = read.flatMap(({ entries }) => entries.map(({ draft }) => draft.note ?? null));
      const odd = drafts.find((note) => note !== null && typeof note !== 'string');
      if (odd !== undefined) throw new Error(`a cell became ${typeof odd}`);
      return { accepted: read };
    },
  },
];

const MAPPERS = EXPRESSIONS.map(
  (note) => new RowMapper(parseMapping(withNote(note), 'm.json'), COLUMNS, 'list.csv', CITED),
);
