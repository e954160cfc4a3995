import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hustings, printed, rowsOf } from './harness.ts';
import { importing, listOf, MAPPING, ROWS } from './listed.ts';

const { file, write, importRows } = importing();

const entriesIn = async (ledger: string) =>
  (await printed(['export', '--ledger', file(ledger)]))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { leaf: { type: string }; payload: object });
/** The counts of today's standings that are not nought. */
const standings = async (ledger: string, contest: string) =>
  rowsOf(await printed(['standings', contest, '--ledger', file(ledger), '-f', 'tsv']))
    .filter(({ candidate, certain }) => candidate !== '' && certain !== '0')
    .map(({ candidate, category, certain }) => `${candidate} ${category} ${certain}`);

describe('an act that is there already', () => {
  const LATER = [ROWS[0] as string, 'Leader,Unite,TU,Ann,09/06/2010'];
  const policy = (sameAct: string) => ({ ...MAPPING, sameAct });
  const acts = async (ledger: string) =>
    (await entriesIn(ledger)).filter(({ leaf }) => leaf.type === 'EndorsementMade').length;

  test('is refused where nothing else is said, with the remedy', async () => {
    const { status, problems } = await importRows('refuse', LATER);
    expect(status).toBe(1);
    expect(problems).toHaveLength(1);
    expect(problems?.[0]).toMatchObject({ row: '3', column: 'endorser', value: 'Unite' });
    expect(await acts('refuse')).toBe(1);
  });

  test('is changed, where the list had it with another day before', async () => {
    await importRows('changed', [ROWS[0] as string]);
    const { out, problems } = await importRows('changed', [LATER[1] as string]);
    expect(rowsOf(out)[0]).toMatchObject({ changed: '1', refused: '0' });
    expect(problems?.[0]?.kind).toBe('changed');
    expect(problems?.[0]?.suggestion).toMatch(
      /^the ledger says 2010-06-02 \(entry [0-9a-f-]{36}\)/,
    );
  });

  test('is told again by "retell", and stands once', async () => {
    const { status } = await importRows('retell', LATER, [], policy('retell'));
    expect([status, await acts('retell')]).toEqual([0, 2]);
    expect(await standings('retell', 'leader')).toEqual(['ann TU 1']);
    const again = await importRows('retell', LATER, [], policy('retell'));
    expect(again.err).toContain('0 entries new');
  });

  test('begins another act by "anew"', async () => {
    const { status } = await importRows('anew', LATER, [], policy('anew'));
    expect([status, await acts('anew')]).toEqual([0, 2]);
    expect(JSON.stringify(await entriesIn('anew'))).toContain('"anew":true');
    const again = await importRows('anew', LATER, [], policy('anew'));
    expect([again.status, await acts('anew')]).toEqual([0, 2]);
  });
});

describe('what a command says wrong', () => {
  test.each<[string, string[], RegExp]>([
    ['a list without a mapping', ['list.csv'], /list\.csv is a list, so say with --mapping/],
    [
      'a mapping that is not there',
      ['list.csv', '--mapping', 'none.json'],
      /none\.json does not exist/,
    ],
    ['a list that is not there', ['none.csv', '--mapping', 'm.json'], /none\.csv does not exist/],
    ['a mapping that is none', ['list.csv', '--mapping', 'list.csv'], /list\.csv is not JSON/],
  ])('%s', async (_name, args, sentence) => {
    write('list.csv', listOf(ROWS));
    write('m.json', JSON.stringify(MAPPING));
    const placed = args.map((each) => (each.startsWith('--') ? each : file(each)));
    const { status, out, err } = await hustings(['import', ...placed, '--ledger', file('w')]);
    expect(status).toBeGreaterThan(0);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
    expect(err.trimEnd()).not.toContain('\n');
    expect(existsSync(file('w'))).toBe(false);
  });

  test('a mapping that names a column which the list has not', async () => {
    const mapping = { ...MAPPING, contest: { column: 'contst' } };
    const { status, err } = await importRows('column', ROWS, [], mapping);
    expect([status, err]).toEqual([
      1,
      'hustings: list.csv has no column "contst", which the mapping reads. Did you mean contest?\n',
    ]);
  });

  test('a mapping that is not filled in stores nothing, and may be tried', async () => {
    const mapping = JSON.parse(JSON.stringify(MAPPING).replace('The Party', '<fill in: whose>'));
    const { status, err } = await importRows('open', ROWS, [], mapping);
    expect(status).toBe(1);
    expect(err).toMatch(/entries\[0\]\.data\.organisation is still to be filled in/);
    expect((await importRows('open', ROWS, ['--dry-run'], mapping)).status).toBe(0);
  });
});
