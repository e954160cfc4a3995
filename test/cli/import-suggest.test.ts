import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hustings, rowsOf } from './harness.ts';
import { importing } from './listed.ts';

const { file, write, importFiles } = importing();
const NOW = Date.parse('2026-11-22T10:00:00Z');

const suggested = async (list: string) => {
  const { status, out, err } = await hustings(['import', list, '--suggest'], { now: NOW });
  return { status, mapping: JSON.parse(out === '' ? 'null' : out) as object, err };
};

/** Suggests a mapping for the first of some lists, and tries all of them by it. */
async function tried(...lists: string[]) {
  const { mapping, err } = await suggested(lists[0] ?? '');
  const ran = await importFiles('tried', lists, ['--dry-run'], mapping);
  return { ...ran, rows: rowsOf(ran.out), told: err };
}

const HAND = `Organisation,Kind,Supports,When,Web page
Unite,Union,Ann,13/06/2010,https://a.example/1
Jo Bloggs,MP,Bob,14/06/2010,https://a.example/2
GMB,Union,,,
`;

describe('hustings import --suggest', () => {
  test.each([
    ['hand.csv', HAND],
    ['hand.tsv', HAND.replaceAll(',', '\t')],
  ])('writes a mapping of %s by which all of its rows come in', async (name, content) => {
    const { status, err, problems, rows } = await tried(write(name, content));
    expect([status, problems]).toEqual([0, undefined]);
    expect(rows).toMatchObject([
      { contest: 'hand', rows: '3', new: '8', effect: 'ann union 0 → 1; bob mp 0 → 1' },
    ]);
    expect(err).toContain('8 entries new');
  });

  test('says on stderr what it rests on, and what only a person can know', async () => {
    const { status, err } = await suggested(write('hand.csv', HAND));
    expect(status).toBe(0);
    expect(err.split('\n')).toEqual([
      'hand.csv, by its 3 rows:',
      '  column "Web page": the page that says so, by its name',
      '  column "When": when, by its name',
      '  column "Supports": whom, by its name',
      '  column "Organisation": who endorses, by its name',
      '  column "Kind": what the endorser is, by its name',
      '  column "When": the day; every value is one as DD/MM/YYYY, and none as anything else',
      'look: the contest and its candidates were there by 2010-06-13, the first day of the list; say since when, as "on": "2019-01"',
      'look: all rows are for one contest; call it as you like',
      'look: fill in what begins with "<fill in", and the address of the list with the day it was published',
      'then try it: hustings import hand.csv --mapping FILE --dry-run',
      '',
    ]);
  });

  test('guesses no date: a dry run refuses those that may be two, with the remedy', async () => {
    const list = write('two.csv', HAND.replace('13/06', '3/06').replace('14/06', '4/06'));
    const { status, problems, told } = await tried(list);
    expect(told).toContain('"3/06/2010" is DD/MM/YYYY (2010-06-03) or MM/DD/YYYY (2010-03-06)');
    expect(status).toBe(1);
    expect(problems?.map(({ row, column }) => `${row} ${column}`)).toEqual(['2 When', '3 When']);
    expect(problems?.[0]?.suggestion).toMatch(/^say "date" in the mapping: "DD\/MM\/YYYY"/);
  });

  test('stores nothing by what it wrote before a person has filled it in', async () => {
    const list = write('hand.csv', HAND);
    const { mapping } = await suggested(list);
    const { status, err } = await importFiles('open', [list], [], mapping);
    expect([status, existsSync(file('open'))]).toEqual([1, false]);
    expect(err).toMatch(/sources\[0\]\.url is still to be filled in/);
  });

  test.each<[string, string[], number, RegExp]>([
    ['two lists', ['a.csv', 'b.csv', '--suggest'], 2, /--suggest looks at one list alone/],
    ['a mapping', ['a.csv', '--suggest', '--mapping', 'm'], 2, /--suggest writes a mapping, and/],
    ['no list', ['none.csv', '--suggest'], 1, /none\.csv does not exist/],
  ])('is refused with %s', async (_name, args, wanted, sentence) => {
    const { status, out, err } = await hustings(['import', ...args]);
    expect([status, out]).toEqual([wanted, '']);
    expect(err).toMatch(sentence);
  });

  test('is refused of a list without rows, or without who backs whom', async () => {
    const empty = await suggested(write('empty.csv', 'endorser,candidate\n'));
    expect(empty.err).toMatch(/there is no row below the first/);
    const none = await suggested(write('none.csv', 'endorser,page\nU,https://a.example\n'));
    expect(none.err).toMatch(/^hustings: none\.csv: no column seems to say whom they endorse/);
    expect([empty.status, none.status]).toEqual([1, 1]);
  });

  test('is what the refusal of a list without a mapping names', async () => {
    const { err } = await hustings(['import', write('hand.csv', HAND)]);
    expect(err).toMatch(/hustings import .*hand\.csv --suggest writes a first one\.\n$/);
  });
});

const SHARED = fileURLToPath(new URL('../../../shared/data/us-endorsements/', import.meta.url));
const here = existsSync(SHARED);
const reason = here ? '' : ' (skipped: ../shared/data is not beside this working copy)';

describe.skipIf(!here)(`of real lists${reason}`, () => {
  test.each([
    ['2019-06-20_endorse.csv', 0],
    ['2019-06-24_endorse.csv', 0],
    ['2019-07-10_endorse.csv', 1],
    ['2019-07-21_endorsements.csv', 1],
  ])('%s comes in but for %i rows', async (name, refused) => {
    const { rows, problems = [] } = await tried(`${SHARED}demnom/${name}`);
    expect(rows).toHaveLength(1);
    expect(new Set(problems.map(({ row }) => row)).size).toBe(refused);
    const lines = readFileSync(`${SHARED}demnom/${name}`, 'utf8').trimEnd().split('\n');
    expect(rows[0]?.rows).toBe(`${lines.length - 1}`);
  });

  test('both of sf_politics come in by the mapping of one', async () => {
    const at = (month: string) => `${SHARED}sf_politics/sf_politics_2016_${month}_endorsements.csv`;
    const { status, err, problems } = await tried(at('June'), at('November'));
    expect([status, problems]).toEqual([0, undefined]);
    expect(err).toContain('10053 rows for 26 contests');
  });
});
