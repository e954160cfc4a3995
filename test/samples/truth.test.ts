import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../projections/cell.ts';
import type { State } from '../../projections/on-day.ts';
import { decodeEntry } from '../../src/store/decode.ts';
import { LINES, loaded, seqOf } from './samples.ts';

/** A table that a source printed: figures by candidate and category, and how many were left. */
interface Table {
  readonly contest: string;
  /** The day that stands on the table. */
  readonly printed: string;
  /** The day that its figures are of, and the day by which it was surely published. */
  readonly asOf: string;
  readonly reportedBy: string;
  readonly publisher: string;
  readonly url: string;
  readonly cells: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly undeclared?: Readonly<Record<string, number>>;
}

const TABLES: readonly Table[] = JSON.parse(
  readFileSync(new URL('../golden/asof-truth.json', import.meta.url), 'utf8'),
);

/** Each printed cell of a table: its name and its figure. */
const cellsOf = (table: Table) =>
  Object.entries(table.cells).flatMap(([candidate, row]) =>
    Object.entries(row).map(([category, value]) => ({ candidate, category, value })),
  );

function cellIn(state: State, candidate: string, category: string): Cell {
  const cell = state.candidates.find((each) => each.candidate === candidate)?.cells[category];
  if (cell === undefined) throw new Error(`${candidate} has no cell ${category}`);
  return cell;
}

let sources: Awaited<ReturnType<typeof loaded>>;

beforeAll(async () => {
  sources = await loaded();
});

const stateOf = ({ contest, asOf }: Table, sight: object = {}) =>
  sources.bench.state(asOf, { contest, ...sight });

/** The figures that a state shows for a cell, each with the address of its source. */
async function figures(cell: Cell): Promise<string[]> {
  const all = cell.reported === null ? [] : [cell.reported, ...cell.reported.others];
  return Promise.all(
    all.map(async ({ value, entry }) => {
      const stored = await sources.store.byId(entry);
      const [source] = stored === undefined ? [] : decodeEntry(stored).sources;
      return `${value} ${source?.url}`;
    }),
  );
}

it('has all ten tables, with 83 figures and five counts of those left', () => {
  expect(TABLES).toHaveLength(10);
  expect(TABLES.flatMap(cellsOf)).toHaveLength(83);
  expect(TABLES.flatMap((table) => Object.keys(table.undeclared ?? {}))).toHaveLength(5);
});

describe.each(TABLES)('the table of $publisher, $printed', (table) => {
  it('is reproduced cell by cell as reported, or among the others of its day', async () => {
    for (const sight of [{}, { reportedBy: table.reportedBy }]) {
      const state = await stateOf(table, sight);
      for (const { candidate, category, value } of cellsOf(table)) {
        const shown = await figures(cellIn(state, candidate, category));
        expect(shown, `${candidate} ${category}`).toContain(`${value} ${table.url}`);
      }
    }
  });

  it('is hidden the day before it was surely published', async () => {
    const day = new Date(Date.parse(table.reportedBy) - 86_400_000).toISOString().slice(0, 10);
    const state = await stateOf(table, { reportedBy: day });
    for (const { candidate, category } of cellsOf(table)) {
      const shown = await figures(cellIn(state, candidate, category));
      expect(shown.filter((figure) => figure.endsWith(` ${table.url}`))).toEqual([]);
    }
  });

  it('says how many were left', async () => {
    const state = await stateOf(table, { reportedBy: table.reportedBy });
    for (const [category, value] of Object.entries(table.undeclared ?? {})) {
      expect(state.undeclared[category], category).toEqual({ value, basis: 'tally' });
    }
  });
});

/** Why the named nominations do not give a figure. */
const WHY = {
  cut: 'the lists of names on the pages are cut, so fewer are named than were counted',
  morning: 'the table was written in the morning, and a named nomination is of that afternoon',
  contradicted: 'another table of the same day has what the named nominations give',
} as const;

const CLPS = 'keir-starmer CLP 12, rebecca-long-bailey CLP 4, emily-thornberry CLP 2';
const LATER_CLPS =
  'keir-starmer CLP 48, lisa-nandy CLP 11, rebecca-long-bailey CLP 21, emily-thornberry CLP 4';

/** The figures that the named nominations do not give: all of them, each with the reason. */
const NOT_ITEMISED: readonly (readonly [table: string, why: keyof typeof WHY, cells: string])[] = [
  [
    'International Business Times UK 2010-07~',
    'cut',
    `diane-abbott MP 33 CLP 4, ed-balls MP 33, andy-burnham MP 33 CLP 8 MEP 1,
     david-miliband MP 81 CLP 22 MEP 4, ed-miliband MP 63 CLP 28 MEP 5`,
  ],
  [
    'binlabour.com 2020-01-09',
    'cut',
    `keir-starmer MP_MEP 42, rebecca-long-bailey MP_MEP 19, jess-phillips MP_MEP 16,
     lisa-nandy MP_MEP 14, emily-thornberry MP_MEP 4, clive-lewis MP_MEP 2`,
  ],
  [
    'The Guardian 2020-01-09',
    'cut',
    `keir-starmer MP_MEP 63, rebecca-long-bailey MP_MEP 26, lisa-nandy MP_MEP 24,
     jess-phillips MP_MEP 22, emily-thornberry MP_MEP 9, clive-lewis MP_MEP 4`,
  ],
  [
    'binlabour.com 2020-01-10',
    'cut',
    `keir-starmer MP_MEP 64, rebecca-long-bailey MP_MEP 26, lisa-nandy MP_MEP 24,
     jess-phillips MP_MEP 22, emily-thornberry MP_MEP 10, clive-lewis MP_MEP 4`,
  ],
  ['binlabour.com 2020-01-21', 'cut', CLPS],
  ['binlabour.com 2020-01-21', 'morning', 'lisa-nandy AFF 1'],
  ['LabourList 2020-01-21', 'cut', CLPS],
  ['binlabour.com 2020-01-28', 'cut', LATER_CLPS],
  ['Guido Fawkes 2020-01-28', 'cut', LATER_CLPS],
  ['Guido Fawkes 2020-01-28', 'contradicted', 'keir-starmer AFF 5'],
];

interface Named {
  readonly candidate: string;
  readonly category: string;
  readonly value: number;
}

const nameOf = (table: Table) => `${table.publisher} ${table.printed}`;
const nameOfCell = ({ candidate, category, value }: Named) => `${candidate} ${category} ${value}`;

/** `x MP 3 CLP 4, y MP 1`, a cell each. */
const parse = (cells: string): Named[] =>
  cells.split(',').flatMap((part) => {
    const [candidate = '', ...pairs] = part.trim().split(/\s+/);
    return pairs.flatMap((category, index) =>
      index % 2 === 0 ? [{ candidate, category, value: Number(pairs[index + 1]) }] : [],
    );
  });

const certainIn = async (table: Table, { candidate, category }: Named) => {
  const sight = { reportedBy: table.reportedBy, counts: 'nominations' };
  return cellIn(await stateOf(table, sight), candidate, category).certain;
};

describe('the named nominations', () => {
  it.each(TABLES)('give all figures of $publisher, $printed, but those listed', async (table) => {
    const differing: string[] = [];
    for (const cell of cellsOf(table)) {
      if ((await certainIn(table, cell)) !== cell.value) differing.push(nameOfCell(cell));
    }
    const mine = NOT_ITEMISED.filter(([name]) => name === nameOf(table));
    const expected = mine.flatMap(([, , cells]) => parse(cells)).map(nameOfCell);
    expect(differing.sort()).toEqual(expected.sort());
  });

  it.each(NOT_ITEMISED)('do not give %s, because %s', async (name, why, cells) => {
    const table = TABLES.find((each) => nameOf(each) === name);
    if (table === undefined) throw new Error(`no table ${name} (${WHY[why]})`);
    for (const cell of parse(cells)) {
      const certain = await certainIn(table, cell);
      if (why === 'morning') expect(certain).toBeGreaterThan(cell.value);
      else expect(certain).toBeLessThan(cell.value);
      if (why !== 'contradicted') continue;
      const others = TABLES.filter((each) => each !== table && each.asOf === table.asOf);
      const rivals = others.map((each) => each.cells[cell.candidate]?.[cell.category]);
      expect(rivals).toContain(certain);
    }
  });

  it('give the first list of 8 January 2020 whole, name by name', async () => {
    const table = TABLES.find(({ url }) => url.includes('starmer-becomes-first'));
    const named = LINES.filter(({ type, contest, sources: cited }) => {
      const here = contest === table?.contest && type === 'NominationMade';
      return here && JSON.stringify(cited).includes(table.url);
    });
    for (const [candidate, { MP_MEP }] of Object.entries(table?.cells ?? {})) {
      const backers = named.filter(({ data }) => data.candidate === candidate);
      expect(new Set(backers.map(({ data }) => data.endorser)).size, candidate).toBe(MP_MEP);
    }
    expect(named).toHaveLength(7 + 2 + 6 + 23 + 1);
  });

  it('give the figure of the morning of 21 January as the ledger knew it then', async () => {
    const sight = { contest: 'labour-leader-2020', counts: 'nominations' as const };
    const knownAt = await seqOf(sources, 'c71b9af5');
    const days = ['2020-01-21'];
    const morning = await sources.bench.over('lisa-nandy AFF', days, { ...sight, knownAt });
    const evening = await sources.bench.over('lisa-nandy AFF', days, sight);
    expect([...morning, ...evening]).toEqual(['1+0', '2+0']);
  });
});

describe('the day of a table', () => {
  it('is not that of its figures in two cases, and there the later figures show instead', async () => {
    const moved = TABLES.filter((table) => table.asOf !== table.printed);
    expect(moved.map(nameOf)).toEqual([
      'International Business Times UK 2010-07~',
      'binlabour.com 2020-01-09',
    ]);
    // Posted on the 9th with the figures of the 8th: on the 9th those of The Guardian are newer.
    const [, post] = moved;
    if (post === undefined) throw new Error('no such table');
    const shown = await stateOf({ ...post, asOf: post.printed });
    const later = TABLES.find((table) => nameOf(table) === 'The Guardian 2020-01-09');
    for (const { candidate, category, value } of cellsOf(later ?? post)) {
      expect(cellIn(shown, candidate, category).reported).toMatchObject({ value, others: [] });
    }
  });
});
