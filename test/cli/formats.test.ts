import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseCsv } from './csv.ts';
import { folder, hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();
const at = ['--ledger', ledger.path];

const QUESTIONS: readonly (readonly string[])[] = [
  ['contests'],
  ['standings', 'labour-leader-2010', '--as-of', '2010-07-14'],
  ['standings', 'labour-leader-2020', '--as-of', '2020-01-22', '--counts', 'nominations'],
  ['timeline', 'labour-leader-2020', '--as-of', '2020-01-22'],
  ['series', 'labour-leader-2010', '--counts', 'nominations'],
  ['compare', 'labour-leader-2010', '--from', '2010-06-26', '--to', '2010-07-26'],
  ['endorser', 'unison'],
  ['show', '56ae5674'],
  ['rebuild'],
];

describe.each(QUESTIONS.map((args) => [args.join(' '), args] as const))('%s', (_, args) => {
  test('csv, ndjson and tsv hold the same rows', async () => {
    const csv = parseCsv(await printed([...args, '-f', 'csv', ...at]));
    const [head = [], ...rows] = csv;
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

  test('json is one value, and a pipe gets no colours and no table', async () => {
    expect(JSON.parse(await printed([...args, '-f', 'json', ...at]))).toBeTypeOf('object');
    const { out, err } = await hustings([...args, ...at]);
    expect(stripVTControlCharacters(`${out}${err}`)).toBe(`${out}${err}`);
    expect(out).not.toMatch(/[│┌└]/);
  });

  test.each([80, 100, 200])('a terminal of %i columns gets a table that fits', async (columns) => {
    const out = await printed([...args, ...at], { columns });
    expect(out).toMatch(/^┌/);
    const lines = stripVTControlCharacters(out).trimEnd().split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });

  test('-f table draws the same table in a pipe, as wide as it needs', async () => {
    const wide = await printed([...args, ...at], { columns: 5000 });
    expect(await printed([...args, '-f', 'table', ...at])).toBe(stripVTControlCharacters(wide));
  });
});

describe('the body of standings', () => {
  test('has the fields of the API, in its order', async () => {
    const args = ['standings', 'labour-leader-2010', '--as-of', '2010-07-14', '-f', 'json', ...at];
    const body = JSON.parse(await printed(args));
    expect(Object.keys(body)).toEqual([
      'contest',
      'title',
      'clocks',
      'policy',
      'digest',
      'categories',
      'candidates',
      'undeclared',
      'neutral',
      'conflicts',
      'erased',
    ]);
    expect(body.clocks).toEqual({
      asOf: '2010-07-14',
      reportedBy: null,
      knownAt: { seq: 871, recordedAt: expect.stringMatching(/Z$/) },
    });
    expect(Object.keys(body.candidates[1])).toEqual([
      'candidate',
      'name',
      'status',
      'statusOn',
      'cells',
    ]);
    expect(body.candidates[1].cells.TU).toMatchObject({
      certain: 2,
      possible: 0,
      lapsed: 0,
      reported: { value: 2, on: '[2010-06-27..2010-07-14]' },
      best: 2,
    });
    expect(body.undeclared.TU).toEqual({ value: 12, basis: 'tally' });
  });

  test('agrees with its rows, cell by cell', async () => {
    const args = ['standings', 'labour-leader-2020', '--as-of', '2020-01-22', ...at];
    const body = JSON.parse(await printed([...args, '-f', 'json']));
    const rows = rowsOf(await printed(args)).filter((row) => row.row === 'cell');
    const cells = body.candidates.flatMap(
      ({ candidate, cells }: { candidate: string; cells: Record<string, { best: number }> }) =>
        Object.entries(cells).map(([category, { best }]) => [candidate, category, String(best)]),
    );
    expect(rows.map((row) => [row.candidate, row.category, row.best])).toEqual(cells);
  });
});

describe('names that would do harm', () => {
  const source = { url: 'https://a.example/', publisher: 'P', title: 'T', published: '2020-01-01' };
  const opened = (title: string) => ({
    type: 'ContestOpened',
    on: '2020-01-01',
    data: { title, office: 'O', organisation: 'P', categories: [{ category: 'MP', name: 'MPs' }] },
    sources: [source],
  });
  const entered = (name: string) => ({
    type: 'CandidateEntered',
    on: '2020-01-01',
    data: { candidate: 'x', name },
    sources: [source],
  });

  async function ledgerOf(name: string, title: string, candidate = 'X'): Promise<string> {
    const stdin = JSON.stringify([opened(title), entered(candidate)]);
    await printed(['append', 'c', '--ledger', file(name)], { stdin });
    return file(name);
  }

  test('escape sequences never reach a terminal, nor line ends a row', async () => {
    const path = await ledgerOf('escapes.db', 'A\u001b]0;owned\u0007B\nC\u202eD', 'E\tF\u009b31mG');
    for (const around of [{}, { columns: 80 }]) {
      const { out, err } = await hustings(['standings', 'c', '--ledger', path], around);
      const own = /\p{Cc}\[(?:1|22|33|39)m|[\t\n]/gu;
      expect(`${out}${err}`.replace(own, '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
    const rows = rowsOf(await printed(['standings', 'c', '--ledger', path]));
    expect(rows.map((row) => row.name)).toContain('E F\uFFFD31mG');
  });

  test('wide and combining characters keep the borders straight', async () => {
    const path = await ledgerOf('wide.db', 'T', '東京都 e\u0301 👩‍👩‍👧 Ñandú');
    const out = await printed(['standings', 'c', '--ledger', path], { columns: 80 });
    const line = out.split('\n').find((each) => each.includes('東京都')) ?? '';
    const edge = out.split('\n')[0] ?? '';
    // Three wide characters and one picture take a column more than they have code points.
    expect([...new Intl.Segmenter('en').segment(line)].length + 4).toBe(edge.length);
  });
});
