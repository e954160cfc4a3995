import { describe, expect, test } from 'vitest';
import { RowMapper } from '../../../src/interchange/mapping/row-mapper.ts';
import { entered, made, mapper, mappingOf } from './mapping-made.ts';

const COLUMNS = ['name', 'backs', 'day', 'url'];
const WHO = { column: 'name', slug: true };

const ENROLLED = {
  type: 'EndorserEnrolled',
  data: { endorser: WHO, name: { column: 'name' }, category: 'TU', nominates: false },
};
const MADE = {
  type: 'EndorsementMade',
  on: { column: 'day' },
  data: {
    endorser: WHO,
    choices: [{ candidate: { column: 'backs', slug: true }, rank: 1 }],
    form: 'endorsement',
  },
};

describe('a fault of a row', () => {
  const entries = [ENROLLED, MADE];

  test('is told once, though several entries read the cell', () => {
    const { drafts, faults } = made(COLUMNS, [['…', 'Ann', '2019', '']], { entries });
    expect(drafts).toEqual([]);
    expect(faults).toEqual([
      'name | "…" | has no letter or digit for a slug | give it one in a map',
    ]);
  });

  test('names the column behind the field, and what it says', () => {
    const { faults } = made(COLUMNS, [['TU', 'Ann', 'soon', '']], { entries });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^day \| "soon" \| /);
  });

  test('names the column of an empty cell that an entry needs', () => {
    const { faults } = made(COLUMNS, [['TU', '', '2019', '']], { entries });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^backs \| "" \| /);
  });

  test('is told with the others of its row', () => {
    const { faults } = made(COLUMNS, [['…', '…', 'soon', '']], { entries });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['name', 'backs', 'day']);
  });

  test('names no column where a constant of the mapping is wrong', () => {
    const wrong = [{ ...MADE, data: { ...MADE.data, form: 'shout' } }];
    const { faults } = made(COLUMNS, [['TU', 'Ann', '2019', '']], { entries: wrong });
    expect(faults).toEqual([
      ' | "" | EndorsementMade data.form: must be one of "endorsement", "recommendation" | ',
    ]);
  });

  test('keeps its row from making anything, and no other row', () => {
    const rows = [
      ['TU', 'Ann', 'soon', ''],
      ['TU', 'Ann', '2019', ''],
    ];
    const { drafts } = made(COLUMNS, rows, { entries });
    expect(drafts.map(({ type }) => type)).toEqual(['EndorserEnrolled', 'EndorsementMade']);
  });
});

describe('what many rows say alike', () => {
  test('comes once', () => {
    const rows = [
      ['TU', 'Ann', '2019', ''],
      ['TU', 'Bob', '2020', ''],
    ];
    const { drafts } = made(COLUMNS, rows, { entries: [ENROLLED, MADE] });
    expect(drafts.map(({ type }) => type)).toEqual([
      'EndorserEnrolled',
      'EndorsementMade',
      'EndorsementMade',
    ]);
  });

  test('comes again where rows contradict, for the ledger to tell of', () => {
    const rows = [
      ['TU', 'x', '', ''],
      ['tu', 'x', '', ''],
      ['TU', 'x', '', ''],
    ];
    const { drafts } = made(COLUMNS, rows, { entries: [ENROLLED] });
    expect(drafts.map(({ data }) => data.name)).toEqual(['TU', 'tu']);
  });

  test('of one contest is nothing of another, and what rows say is never left out', () => {
    const ready = mapper(COLUMNS, { entries: [ENROLLED, MADE] });
    const [one, other] = [new Map(), new Map()];
    const cells = ['TU', 'Ann', '2019', ''];
    expect(ready.map(cells, 2, one).entries).toHaveLength(2);
    expect(ready.map(cells, 3, one).entries).toHaveLength(1);
    expect(ready.map(cells, 4, other).entries).toHaveLength(2);
  });
});

describe('the contest of a row', () => {
  const of = (contest: unknown, cells: string[], more: object = {}) =>
    mapper(COLUMNS, { contest, ...more }).contest(cells);

  test('is a constant, or what a column says', () => {
    expect(of('leader', ['a', 'b', 'c', 'd'])).toEqual({ contest: 'leader', faults: [] });
    expect(of(WHO, ['Leader 1', '', '', ''])).toEqual({ contest: 'leader-1', faults: [] });
  });

  test('that is empty is a fault at its column', () => {
    expect(of(WHO, ['', '', '', ''])).toEqual({
      contest: undefined,
      faults: [
        {
          column: 'name',
          value: '',
          reason: 'is empty, and says which contest the row is for',
          suggestion: 'fill it in',
        },
      ],
    });
  });

  test('that has no slug is a fault with its remedy', () => {
    expect(of(WHO, ['…', '', '', '']).faults[0]).toMatchObject({ column: 'name', value: '…' });
  });
});

describe('the sources of an entry', () => {
  const PAGE = { url: 'https://paper.example/l', publisher: 'The Paper', title: 'The list' };
  const row = (url: string) => ['TU', 'Ann', '2019', url];
  const sources = (rules: unknown, url: string, more: object = {}) =>
    made(COLUMNS, [row(url)], { sources: rules, entries: [{ ...ENROLLED, ...more }] }).drafts[0]
      ?.sources;

  test('are those of the mapping, with the file and the row where it says so', () => {
    expect(sources([PAGE], '')).toEqual([PAGE]);
    expect(sources([{ ...PAGE, file: true }], '')).toEqual([
      { ...PAGE, locator: 'row 2', sha256: 'ab'.repeat(32) },
    ]);
    expect(sources([{ ...PAGE, file: true, locator: 'page 3' }], '')?.[0]?.locator).toBe('page 3');
  });

  test('are left out where the row gives no address, or the condition fails', () => {
    const linked = { ...PAGE, url: { column: 'url' } };
    expect(sources([PAGE, linked], 'https://a.example/')).toHaveLength(2);
    expect(sources([PAGE, linked], '')).toEqual([PAGE]);
    expect(sources([PAGE, { ...PAGE, when: { backs: 'Bob' } }], '')).toEqual([PAGE]);
  });

  test('of a rule of its own stand for those of the mapping', () => {
    const own = { ...PAGE, title: 'Its own' };
    expect(sources([PAGE], '', { sources: [own] })).toEqual([own]);
  });

  test('that are no addresses are a fault at their column', () => {
    const { faults } = made(COLUMNS, [row('see page 3')], {
      sources: [{ ...PAGE, url: { column: 'url' } }],
      entries: [ENROLLED],
    });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^url \| "see page 3" \| /);
  });
});

describe('a fault of a source', () => {
  const PAGE = { url: 'https://paper.example/l', publisher: 'The Paper', title: 'The list' };
  const linked = { ...PAGE, url: { column: 'url' } };

  test('is told at its own column, though the sources before it are left out', () => {
    const quoted = { ...PAGE, published: { column: 'day' } };
    const { faults } = made(COLUMNS, [['TU', 'Ann', '3/4/2010', '']], {
      sources: [linked, quoted],
      entries: [ENROLLED],
    });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(
      /^day \| "3\/4\/2010" \| is no date .* \| say "date" in the mapping: /,
    );
  });

  test('of the copy that every entry cites is one of the mapping', () => {
    const copy = () => ({ ...PAGE, url: 'paper.example' });
    const cited = { sha256: () => 'ab'.repeat(32), copy };
    const mapping = mappingOf({ sources: [linked], entries: [ENROLLED] });
    const ready = new RowMapper(mapping, COLUMNS, 'list.csv', cited);
    const { faults } = ready.map(['TU', 'Ann', '2019', 'https://a.example'], 2, new Map());
    expect(faults).toEqual([
      {
        column: '',
        value: '',
        reason: 'EndorserEnrolled snapshots.url: must be an http(s) address',
        suggestion: '',
      },
    ]);
  });
});

test('the column behind a place of an entry is known, and of what lies within it', () => {
  const ready = mapper(COLUMNS, { entries: [ENROLLED, MADE] });
  expect(ready.columnOf('EndorsementMade', 'data.endorser')).toBe('name');
  expect(ready.columnOf('EndorsementMade', 'data.choices.0.candidate')).toBe('backs');
  expect(ready.columnOf('EndorsementMade', 'data.choices')).toBe('backs');
  expect(ready.columnOf('EndorsementMade', 'on')).toBe('day');
  expect(ready.columnOf('EndorserEnrolled', 'data.category')).toBe('');
  expect(ready.columnOf('StageOpened', 'on')).toBe('');
  expect(ready.cell(['a', 'b'], 'backs')).toBe('b');
  expect(ready.cell(['a', 'b'], 'url')).toBe('');
});

test('an entry keeps its note, and list values that say nothing are left out', () => {
  const entries = [
    entered('x', { note: { template: 'by {name}' } }),
    { ...MADE, data: { ...MADE.data, choices: [MADE.data.choices[0], { column: 'url' }] } },
  ];
  const { drafts, faults } = made(COLUMNS, [['TU', 'Ann', '2019', '']], { entries });
  expect(faults).toEqual([]);
  expect(drafts[0]?.note).toBe('by TU');
  expect(drafts[1]?.data.choices).toEqual([{ candidate: 'ann', rank: 1 }]);
});
