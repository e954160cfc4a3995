import { describe, expect, test } from 'vitest';
import { BadInput } from '../../../src/interchange/bad-input.ts';
import { Mapping } from '../../../src/interchange/mapping/schema.ts';
import { demandFilledIn } from '../../../src/interchange/mapping/unfilled.ts';
import { suggest } from '../../../src/interchange/suggest/suggest.ts';

const HEAD = ['Name', 'Type', 'Backs', 'Date', 'Link'];
const ROWS = [
  ['Unite', 'Union', 'Ann', '13/06/2010', 'https://a.example/1'],
  ['Jo Bloggs', 'MP', 'Bob', '14/06/2010', 'https://a.example/2'],
  ['GMB', 'Union', 'N/A', 'N/A', '-'],
];

const of = (
  columns: readonly string[] = HEAD,
  rows: readonly (readonly string[])[] = ROWS,
  name = 'list.csv',
) => {
  const { mapping, remarks } = suggest({ name, columns, rows, today: '2026-11-22' });
  const parsed = Mapping.parse(mapping);
  const entry = (type: string) => parsed.entries.find((each) => each.type === type);
  const texts = remarks.map(({ text }) => text);
  const looks = remarks.filter(({ look }) => look).map(({ text }) => text);
  return { mapping: parsed, entry, texts, looks };
};

/** A list whose dates are these, in a column of that name. */
const dated = (...days: string[]) =>
  of(
    ['endorser', 'candidate', 'date'],
    days.map((day, index) => [`U ${index}`, 'Ann', day]),
  );

describe('a first mapping', () => {
  test('knows columns by their usual names, and says so line by line', () => {
    const { mapping, entry, texts } = of();
    expect(entry('EndorserEnrolled')?.data).toEqual({
      endorser: { column: 'Name', slug: true },
      name: { column: 'Name' },
      category: { column: 'Type', map: 'categories' },
      nominates: false,
    });
    expect(entry('EndorsementMade')).toMatchObject({
      when: { Backs: { blank: false } },
      on: { column: 'Date', date: 'DD/MM/YYYY' },
      data: { choices: [{ candidate: { column: 'Backs', slug: true }, rank: 1 }] },
    });
    expect(mapping.sources?.[1]?.url).toEqual({ column: 'Link' });
    expect(mapping.maps).toEqual({ categories: { Union: 'union', MP: 'mp' } });
    expect(mapping.blank).toEqual(['N/A', '-']);
    expect(texts).toEqual(
      expect.arrayContaining([
        'column "Name": who endorses, by its name',
        'column "Backs": whom, by its name',
        'column "Type": what the endorser is, by its name',
        'taken for nothing: "N/A", "-"',
      ]),
    );
  });

  test.each([
    ['endorser', 'endorsee'],
    ['Endorsing organization', 'Candidate name'],
    ['supporter', 'supports'],
    ['organisation', 'candidate'],
    ['Endorsed by', 'Endorsed candidate'],
  ])('takes %j for who and %j for whom', (who, whom) => {
    const { entry } = of(
      [whom, who],
      [
        ['Ann', 'Unite'],
        ['Bob', 'GMB'],
      ],
    );
    expect(entry('EndorserEnrolled')?.data.name).toEqual({ column: who });
    expect(entry('CandidateEntered')?.data.name).toEqual({ column: whom });
  });

  test('knows pages, days and yes or no by what the rows say', () => {
    const { mapping, entry, texts } = of(
      ['endorser', 'candidate', 'a', 'b', 'c'],
      [
        ['U', 'Ann', '2019-05-01', 'https://a.example', 'Yes'],
        ['V', 'Bob', '2019-05', 'https://b.example', 'No'],
        ['W', 'Ann', '2019-06-01', 'https://c.example', 'Abstain'],
      ],
    );
    expect(entry('EndorsementMade')).toMatchObject({ when: { c: ['Yes'] }, on: { column: 'a' } });
    expect(entry('NeutralityDeclared')).toMatchObject({ when: { c: ['Abstain'] } });
    expect(mapping.sources?.[1]?.url).toEqual({ column: 'b' });
    expect(texts.join('\n')).toContain('column "c": no makes nothing (1 row)');
  });

  test('takes a category of which each endorser has several for the contest', () => {
    const rows = ['Unite', 'GMB'].flatMap((who) =>
      ['Mayor', 'Sheriff'].map((race) => [who, race, 'Ann']),
    );
    const { mapping, entry } = of(['endorser', 'category', 'candidate'], rows);
    expect(mapping.contest).toEqual({ column: 'category', slug: true });
    expect(entry('EndorserEnrolled')?.data.category).toBe('endorser');
    expect(entry('ContestOpened')?.data.title).toEqual({ column: 'category' });
  });

  test('takes the text that is left for who and whom, and has a person look', () => {
    const { looks } = of(
      ['x', 'y'],
      [
        ['Unite', 'Ann'],
        ['GMB', 'Ann'],
      ],
    );
    expect(looks).toContain(
      'column "x": who endorses, as nothing else was left: look whether that is so',
    );
    expect(looks.some((text) => text.startsWith('column "y": whom, as nothing else'))).toBe(true);
  });

  test('of a list that tells nobody is refused with its columns', () => {
    const rows = [['Unite', 'https://a.example', '3']];
    expect(() => of(['endorser', 'page', 'points'], rows)).toThrow(BadInput);
    expect(() => of(['endorser', 'page', 'points'], rows)).toThrow(
      /^list\.csv: no column seems to say whom they endorse; its columns are endorser, page, points\./,
    );
  });
});

describe('dates', () => {
  test.each([
    [['2019-05-01', '2019-05', '2019'], undefined],
    [['13/4/2019', '3/4/2019'], 'DD/MM/YYYY'],
    [['4/13/2019', '3/4/2019'], 'MM/DD/YYYY'],
    [['3.4.2019'], 'DD.MM.YYYY'],
    [['20190403'], 'YYYYMMDD'],
    [['3 April 2019', '4 May 2019'], 'D MMMM YYYY'],
    [['April 3, 2019'], 'MMMM D, YYYY'],
  ])('%j allow one reading alone: %s', (days, format) => {
    const { entry, looks } = dated(...days);
    const expected = format === undefined ? { column: 'date' } : { column: 'date', date: format };
    expect(entry('EndorsementMade')?.on).toEqual(expected);
    expect(looks.some((text) => text.startsWith('column "date"'))).toBe(false);
  });

  test('that may be read in two ways are left open, and both are said', () => {
    const { entry, looks } = dated('3/4/2019', '5/6/2019');
    expect(entry('EndorsementMade')?.on).toEqual({ column: 'date' });
    expect(looks).toContain(
      'column "date": "3/4/2019" is DD/MM/YYYY (2019-04-03) or MM/DD/YYYY (2019-03-04), and nothing is guessed; say which as "date" beside it in the mapping, or its rows are refused',
    );
  });

  test('that no one format reads are left open too', () => {
    const { entry, looks } = dated('13/4/2019', '4/13/2019');
    expect(entry('EndorsementMade')?.on).toEqual({ column: 'date' });
    expect(looks.join('\n')).toContain('no one format reads all of its dates');
  });

  test('that some rows lack are days up to today there, which is surely so', () => {
    const { entry, looks } = dated('2019-05-01', '');
    expect(entry('EndorsementMade')?.on).toEqual({
      if: { date: { blank: true } },
      is: '[..2026-11-22]',
      else: { column: 'date' },
    });
    expect(looks.join('\n')).toContain('column "date": no day beside 1 endorsement');
  });

  test('open the contest by the first of them, else by today', () => {
    expect(dated('13/4/2019', '14/5/2018').entry('ContestOpened')?.on).toBe('[..2018-05-14]');
    expect(dated('3/4/2019').entry('ContestOpened')?.on).toBe('[..2026-11-22]');
    expect(of(['endorser', 'candidate'], [['U', 'Ann']]).entry('EndorsementMade')?.on).toBe(
      '[..2026-11-22]',
    );
  });
});

describe('what only a person can know', () => {
  test('is left to be filled in, and nothing is stored before it is', () => {
    const { mapping, looks } = of();
    expect(() => demandFilledIn(mapping, 'm.json')).toThrow(
      /^m\.json: sources\[0\]\.url is still to be filled in; write what it says there/,
    );
    expect(looks.at(-1)).toContain('fill in what begins with "<fill in"');
    const filled = JSON.parse(
      JSON.stringify(mapping)
        .replace(/<fill in: [^>]*>/g, 'X')
        .replace('fill-in.invalid', 'a.b'),
    );
    expect(() => demandFilledIn(filled, 'm.json')).not.toThrow();
  });

  test('is said: names of one slug or none, several categories, several candidates, dated copies', () => {
    const rows = [
      ['José', 'MP', 'Ann'],
      ['Jose', 'MP', 'Bob'],
      ['王', 'MP', 'Ann'],
      ['Unite', 'MP', 'Ann'],
      ['Unite', 'TU', 'Bob'],
      ...Array.from({ length: 10 }, (_, index) => [`U ${index}`, 'TU', 'Ann']),
    ];
    const all = of(['endorser', 'type', 'candidate'], rows, '2019-07-10_list.csv').looks.join('\n');
    expect(all).toContain('José, Jose would be one slug');
    expect(all).toContain('王 has no letter a to z for a slug');
    expect(all).toContain('column "type": more than one each for Unite;');
    expect(all).toContain('1 time an endorser backs more than one candidate');
    expect(all).toContain('describe it as "snapshots"');
  });
});
