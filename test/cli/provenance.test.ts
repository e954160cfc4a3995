import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseCsv } from './csv.ts';
import { hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const at = ['--ledger', ledger.path];
const UNIONS = [
  'provenance',
  'labour-leader-2010',
  '--candidate',
  'david-miliband',
  '--category',
  'TU',
  '--as-of',
  '2010-07-14',
];
const LEFT = ['provenance', 'labour-leader-2010', '--undeclared', '--category', 'TU'];

const QUESTIONS: readonly (readonly string[])[] = [
  UNIONS,
  [...LEFT, '--as-of', '2010-07-26'],
  ['weak', 'labour-leader-2015', '--as-of', '2020-01-01'],
  ['cite', 'labour-leader-2010', '--as-of', '2010-07-14'],
  ['cite', '90bb227f'],
];
const COMMANDS = ['provenance', 'weak', 'cite', 'prov', 'show'];

describe.each(QUESTIONS.map((args) => [args.join(' '), args] as const))('%s', (_, args) => {
  test('csv, ndjson and tsv hold the same rows', async () => {
    const csv = parseCsv(await printed([...args, '-f', 'csv', ...at]));
    const [head = [], ...rows] = csv;
    expect(rows.length).toBeGreaterThan(0);
    const ndjson = await printed([...args, '-f', 'ndjson', ...at]);
    const objects = ndjson
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(objects.map((each) => Object.keys(each))).toEqual(rows.map(() => head));
    const texts = objects.map((each) => Object.values(each).map((value) => String(value ?? '')));
    expect(rows).toEqual(texts);
    const tsv = await printed([...args, ...at]);
    const flat = (text: string) => text.replace(/\s+/g, ' ');
    expect(tsv).toBe(csv.map((row) => `${row.map(flat).join('\t')}\n`).join(''));
  });

  test('json is one value with its clocks; a pipe gets no colours and no table', async () => {
    const body = JSON.parse(await printed([...args, '-f', 'json', ...at]));
    expect(body.clocks.knownAt.seq).toBe(871);
    const { out, err } = await hustings([...args, ...at]);
    expect(stripVTControlCharacters(`${out}${err}`)).toBe(`${out}${err}`);
    expect(out).not.toMatch(/[│┌└]/);
  });

  test.each([80, 120])('a terminal of %i columns gets what fits', async (columns) => {
    const out = await printed([...args, ...at], { columns });
    const lines = stripVTControlCharacters(out).trimEnd().split('\n');
    if (!out.startsWith('┌')) return;
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  });
});

describe('help', () => {
  test.each(COMMANDS)(
    'of %s is at most 80 wide, and its examples work as written',
    async (name) => {
      const help = await printed(['help', name]);
      expect(help).toMatch(new RegExp(`^Usage: hustings ${name} `));
      expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      const whole = help.replace(/\\\n\s+/g, '');
      const examples = whole.split('\n').filter((line) => line.startsWith(`  hustings ${name}`));
      expect(examples.length).toBeGreaterThan(1);
      for (const line of examples.filter((each) => !each.includes('--proof'))) {
        const [words = ''] = line.split(' > ');
        const ran = await hustings([...words.trim().split(/\s+/).slice(1), ...at]);
        expect([line, ran.status]).toEqual([line, 0]);
      }
    },
  );
});

describe('the provenance of a number', () => {
  test('has a row a claim, with what it does to the days, and the printed figure', async () => {
    const rows = rowsOf(await printed([...UNIONS, ...at]));
    expect(rows.map((row) => [row.row, row.endorser, row.stand, row.effect])).toEqual([
      ['claim', 'community', 'certain', 'sets-both'],
      ['claim', 'community', 'certain', 'agrees'],
      ['claim', 'usdaw', 'certain', 'sets-both'],
      ['claim', 'usdaw', 'certain', 'agrees'],
      ['claim', 'usdaw', 'certain', 'agrees'],
      ['printed', '', '', ''],
    ]);
    expect(rows[0]).toMatchObject({
      name: 'Community',
      publisher: 'International Business Times UK',
      url: expect.stringMatching(/^https:/),
      entry: expect.stringMatching(/^90bb227f/),
    });
    expect(rows.at(-1)).toMatchObject({ value: '2', entry: expect.stringMatching(/^56ae5674/) });
  });

  test('says the counts, how the best number came about, and what other clocks would show', async () => {
    const { err } = await hustings([...UNIONS, ...at]);
    expect(err).toMatch(/^TU for david-miliband: 2 certain, 0 possible, 0 lapsed$/m);
    expect(err).toMatch(/^best 2: 2 printed \[2010-06-27\.\.2010-07-14\]$/m);
    expect(err).not.toContain('other clocks');
    const early = await hustings([...UNIONS, '--reported-by', '2010-06-30', ...at]);
    expect(early.err).toMatch(/^other clocks show more claims: \d published later, 0 recorded/m);
  });

  test('of who has yet to declare names the size, the table and who declared', async () => {
    const { out, err } = await hustings([...LEFT, '--as-of', '2010-07-14', ...at]);
    const rows = rowsOf(out);
    expect(rows.map((row) => row.row)).toEqual([...Array(5).fill('claim'), 'size', 'printed']);
    expect(err).toMatch(/^TU yet to declare: 12 \(tally\): 14 in all less 2 declared by name; 12/m);
  });

  test('needs to know which number', async () => {
    const [, ...rest] = LEFT;
    const none = await hustings(['provenance', 'labour-leader-2010', '--category', 'TU', ...at]);
    expect([none.status, none.err]).toEqual([
      2,
      'hustings: --candidate must say whose number it is; undeclared asks for that of who has yet to declare.\n',
    ]);
    const both = await hustings(['provenance', ...rest, '--candidate', 'ed-balls', ...at]);
    expect([both.status, both.err]).toEqual([
      2,
      'hustings: --candidate and undeclared ask for two numbers; give one of them.\n',
    ]);
    const unheard = [...UNIONS.slice(0, 3), 'ed-ball', ...UNIONS.slice(4)];
    const { status, err } = await hustings([...unheard, ...at]);
    expect([status, err.includes('Did you mean ed-balls?')]).toEqual([1, true]);
  });

  test('in an empty cell says so', async () => {
    const args = [...UNIONS.slice(0, 3), 'ed-balls', ...UNIONS.slice(4, 7), '2010-05-20'];
    const { status, out, err } = await hustings([...args, ...at]);
    expect([status, out.split('\n').length]).toEqual([0, 2]);
    expect(err).toMatch(/^No claim is behind this number at these clocks\.$/m);
  });
});

describe('weak provenance', () => {
  test('is counted by list on stderr, and --list shows one', async () => {
    const { out, err } = await hustings(['weak', '--as-of', '2020-12-31', ...at]);
    const counts = /^of 872 claims: (.*)$/m.exec(err)?.[1] ?? '';
    expect(counts).toMatch(/^unsourced 0, single-source \d+, published-after-recorded 0, inferred/);
    const rows = rowsOf(out);
    const one = ['weak', '--list', 'contradicts', '--as-of', '2020-12-31', ...at];
    const listed = rowsOf(await printed(one));
    expect(listed).toEqual(rows.filter((row) => row.list === 'contradicts'));
    expect(counts).toContain(`contradicts ${listed.length},`);
  });

  test('refuses an unknown list', async () => {
    const { status, err } = await hustings(['weak', '--list', 'weakest', ...at]);
    expect([status, err.startsWith('hustings: --list must be one of unsourced, ')]).toEqual([
      2,
      true,
    ]);
  });
});

describe('citations and PROV', () => {
  test('--style prints one style as it is', async () => {
    const args = ['cite', 'labour-leader-2010', '--as-of', '2010-07-14'];
    expect(await printed([...args, '--style', 'bibtex', ...at])).toMatch(/^@misc\{hustings-labour/);
    const csl = JSON.parse(await printed([...args, '--style', 'csl-json', ...at]));
    expect(csl[0].references).toBe(
      'hustings standings labour-leader-2010 --as-of 2010-07-14 --known-at 871',
    );
    expect((await hustings([...args, '--style', 'apa', ...at])).status).toBe(2);
  });

  test('prov prints one JSON-LD document of an entry or a contest', async () => {
    const entry = JSON.parse(await printed(['prov', '90bb227f', ...at]));
    expect(entry['@graph'].map((each: { '@id': string }) => each['@id'])).toContain(
      'urn:uuid:90bb227f-d25e-40f3-b656-12d03ba91f02',
    );
    const contest = JSON.parse(await printed(['prov', 'labour-leader-2010', ...at]));
    expect(contest['@graph'].length).toBeGreaterThan(entry['@graph'].length);
    expect((await hustings(['prov', 'labour-leader-2011', ...at])).status).toBe(1);
  });
});
