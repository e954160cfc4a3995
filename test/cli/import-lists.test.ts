import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printed, rowsOf } from './harness.ts';
import { importing, listOf, ROWS } from './listed.ts';

const { file, write, errors, importFiles, importRows } = importing();

const SOON = 'Leader,Usdaw,TU,Ann,3 June';
const exported = (ledger: string) => printed(['export', '--ledger', file(ledger)]);
const entriesIn = async (ledger: string) =>
  (await exported(ledger))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { leaf: { id: string; type: string }; payload: string });
/** The counts of today's standings that are not nought. */
const standings = async (ledger: string, contest: string) =>
  rowsOf(await printed(['standings', contest, '--ledger', file(ledger), '-f', 'tsv']))
    .filter(({ candidate, certain }) => candidate !== '' && certain !== '0')
    .map(({ candidate, category, certain }) => `${candidate} ${category} ${certain}`);

describe('a list', () => {
  test('with --dry-run is told, with its effect, and nothing is stored', async () => {
    const { status, out, err, problems } = await importRows('dry', ROWS, ['--dry-run']);
    expect([status, problems]).toEqual([0, undefined]);
    expect(rowsOf(out)).toEqual([
      {
        contest: 'leader',
        rows: '3',
        new: '8',
        there: '0',
        changed: '0',
        refused: '0',
        warned: '0',
        effect: 'ann TU 0 → 1; bob MP 0 → 1',
      },
      expect.objectContaining({ contest: 'deputy', rows: '1', new: '4', effect: 'cy TU 0 → 1' }),
    ]);
    expect(err).toContain(
      '4 rows for 2 contests: 12 entries new, 0 there already, 0 warnings; nothing was stored.\n',
    );
    expect(existsSync(file('dry'))).toBe(false);
    expect(existsSync(file('dry.key'))).toBe(false);
  });

  test('is stored, contest by contest, and the same again adds nothing', async () => {
    const first = await importRows('twice', ROWS);
    expect([first.status, first.problems]).toEqual([0, undefined]);
    expect(rowsOf(first.out).map(({ contest, new: fresh }) => [contest, fresh])).toEqual([
      ['leader', '8'],
      ['deputy', '4'],
    ]);
    expect(await standings('twice', 'leader')).toEqual(['ann TU 1', 'bob MP 1']);
    const text = await exported('twice');
    const again = await importRows('twice', ROWS);
    expect(again.status).toBe(0);
    expect(again.err).toContain('0 entries new, 12 there already, 0 warnings.');
    expect(await exported('twice')).toBe(text);
    const dry = await importRows('twice', ROWS, ['--dry-run']);
    expect(rowsOf(dry.out).map(({ new: fresh, effect }) => [fresh, effect])).toEqual([
      ['0', ''],
      ['0', ''],
    ]);
  });

  test('that was saved again, its rows in another order, adds nothing either', async () => {
    await importRows('saved', ROWS);
    const { err } = await importRows('saved', ROWS.toReversed());
    expect(err).toContain('0 entries new, 12 there already');
  });

  test('that grew adds what is new, and tells its effect on what there is', async () => {
    await importRows('grown', ROWS);
    const more = [...ROWS, 'Leader,Usdaw,TU,Ann,05/06/2010'];
    const dry = await importRows('grown', more, ['--dry-run']);
    expect(rowsOf(dry.out)[0]).toMatchObject({ new: '2', there: '8', effect: 'ann TU 1 → 2' });
    expect((await importRows('grown', more)).err).toContain('2 entries new, 12 there already');
  });

  test('comes with others in one command', async () => {
    const one = write('one.csv', listOf(ROWS.slice(0, 2)));
    const two = write('two.csv', listOf([...ROWS.slice(2), SOON]));
    const { status, problems } = await importFiles('several', [one, two]);
    expect(status).toBe(1);
    expect(problems?.map(({ list, row }) => [list, row])).toEqual([['two.csv', '4']]);
    expect(await entriesIn('several')).toHaveLength(12);
  });

  test('cites its bytes, and each entry its row', async () => {
    await importRows('cited', ROWS);
    const entries = await entriesIn('cited');
    const sources = entries.map(({ payload }) => JSON.stringify(payload));
    expect(sources.some((text) => text.includes('row 5'))).toBe(true);
    const sum = await import('node:crypto').then(({ hash }) => hash('sha256', listOf(ROWS)));
    expect(sources.every((text) => text.includes(sum))).toBe(true);
  });

  test('answers as JSON too', async () => {
    const { out } = await importRows('json', ROWS, ['-f', 'json', '--dry-run']);
    expect(JSON.parse(out)[0].effect).toEqual([
      { candidate: 'ann', category: 'TU', before: [0, 0], after: [1, 0] },
      { candidate: 'bob', category: 'MP', before: [0, 0], after: [1, 0] },
    ]);
  });
});

describe('rows that are wrong', () => {
  const BAD = [
    ROWS[0],
    SOON,
    'Leader,=HYPERLINK("x"),TU,Ann,=1+1',
    ',Usdaw,TU,Ann,05/06/2010',
    'Leader,Usdaw,XX,Ann,05/06/2010',
    ...ROWS.slice(1),
  ].map((row) => (row ?? '').replace('=HYPERLINK("x")', '"=HYPERLINK(""x"")"'));

  test('keep none that are right from being stored, and are told one by one', async () => {
    const { status, err, problems } = await importRows('bad', BAD);
    expect(status).toBe(1);
    expect(problems).toEqual([
      {
        list: 'list.csv',
        row: '5',
        column: 'contest',
        value: '',
        reason: 'is empty, and says which contest the row is for',
        suggestion: 'fill it in',
        kind: 'refused',
      },
      expect.objectContaining({
        row: '3',
        column: 'day',
        value: '3 June',
        reason: 'is no day written as DD/MM/YYYY',
        kind: 'refused',
      }),
      expect.objectContaining({ row: '4', column: 'day', value: "'=1+1" }),
      expect.objectContaining({
        row: '6',
        column: 'category',
        value: 'XX',
        suggestion: 'name it in ContestOpened, or map it to one that is there',
      }),
      expect.objectContaining({ row: '6', column: 'endorser', value: 'Usdaw' }),
    ]);
    expect(err).toContain('list.csv:3: day "3 June" is no day written as DD/MM/YYYY');
    expect(err).toMatch(
      /hustings: 4 of 8 rows not taken; .*bad\.errors\.csv says which, and why\.\n$/,
    );
    expect(await entriesIn('bad')).toHaveLength(12);
  });

  test('leave an errors file that is safe for spreadsheets, and gone once all is right', async () => {
    await importRows('safe', BAD);
    expect(readFileSync(errors('safe'), 'utf8')).not.toMatch(/(?:^|,)"?[=+@-]/m);
    const { status, problems } = await importRows('safe', ROWS);
    expect([status, problems]).toEqual([0, undefined]);
  });

  test('are told by a dry run likewise, which ends with 1', async () => {
    const { status, out, problems } = await importRows('tried', BAD, ['--dry-run']);
    expect([status, problems?.length]).toEqual([1, 5]);
    expect(rowsOf(out)[0]).toMatchObject({ contest: 'leader', new: '8', refused: '3' });
    expect(existsSync(file('tried'))).toBe(false);
  });

  test('with --strict store nothing, whatever contest they are for', async () => {
    const { status, out, err, problems } = await importRows('strict', BAD, ['--strict']);
    expect([status, out, problems?.length]).toEqual([1, '', 5]);
    expect(err).toMatch(/8 rows: nothing was stored, because of the rows in .* \(--strict\)\.\n$/);
    expect(existsSync(file('strict'))).toBe(false);
    expect((await importRows('strict', ROWS, ['--strict'])).status).toBe(0);
  });

  test('with --strict are those too of which the ledger only warns', async () => {
    const late = [...ROWS, 'Leader,Usdaw,TU,Ann,05/06/2999'];
    const strict = await importRows('warned', late, ['--strict']);
    expect([strict.status, strict.problems?.[0]?.row]).toEqual([1, '6']);
    const { status, out, err } = await importRows('warned', late);
    expect([status, rowsOf(out)[0]?.warned]).toEqual([0, '1']);
    expect(err).toMatch(/list\.csv:6: warning: .*\(future-date\)/);
  });

  test('are told ten at most, and all of them in the file', async () => {
    const many = Array.from({ length: 30 }, (_, index) => SOON.replace('Usdaw', `U ${index}`));
    const { err, problems } = await importRows('many', many);
    expect(err.match(/is no day written/g)).toHaveLength(10);
    expect(problems).toHaveLength(30);
  });

  test('may be all there are', async () => {
    const { status, problems } = await importRows('none', [SOON]);
    expect([status, problems?.length]).toEqual([1, 1]);
  });

  test('an errors file that cannot be written is said in one sentence', async () => {
    const args = ['--errors', file('no/such/folder.csv')];
    const { status, err } = await importRows('unwritten', [SOON], args);
    expect(status).toBe(1);
    expect(err).toMatch(
      /folder\.csv cannot be written \(ENOENT\); name another with --errors\.\n$/,
    );
  });

  test('an errors file of another kind is not removed', async () => {
    const mine = write('mine.csv', 'my own\n');
    await importRows('mine', ROWS, ['--errors', mine]);
    expect(readFileSync(mine, 'utf8')).toBe('my own\n');
  });
});
