import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rowXml, textCell, workbookOf } from '../interchange/lists/workbook-made.ts';
import { zipOf } from '../interchange/lists/zip-made.ts';
import { type Around, printed } from './harness.ts';
import { importing, listOf, MAPPING, ROWS } from './listed.ts';

const { file, write, importFiles, importRows } = importing();
const LIST = listOf(ROWS);
const FOUR = '4 rows for 2 contests: 12 entries new, 0 there already, 0 warnings.\n';

const BOOK = workbookOf({
  rows: LIST.trimEnd()
    .split('\n')
    .map((row) => rowXml(...row.split(',').map(textCell)))
    .join(''),
});

const take = (name: string, content: string | Uint8Array, list: object = {}) =>
  importFiles(`${name}.db`, [write(name, content)], [], { ...MAPPING, list });

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const accented = (text: string) => text.replaceAll('Unite', 'Unité');

describe('a list that is odd, and right', () => {
  test.each<[string, string | Uint8Array, object?]>([
    ['bom.csv', `\uFEFF${LIST}`],
    ['mixed-ends.csv', LIST.replace('\n', '\r\n').replace(/(Jo Bloggs.*)\n/, '$1\r')],
    ['utf-16.csv', utf16(accented(LIST))],
    ['windows.csv', Buffer.from(accented(LIST), 'latin1'), { encoding: 'windows-1252' }],
    ['semicolons.csv', LIST.replaceAll(',', ';')],
    ['sep.csv', `sep=;\n${LIST.replaceAll(',', ';')}`],
    ['tabs.tsv', LIST.replaceAll(',', '\t')],
    ['title.csv', `Who backs whom,,,,\n,,,,\n${LIST}`, { headerRow: 3 }],
    ['quoted.csv', LIST.replaceAll('Jo Bloggs', '"Jo Bloggs"')],
    ['blank-rows.csv', `${LIST},,,,\n\n,,,,\n`],
    ['book.xlsx', BOOK],
  ])('%s comes in right', async (name, content, list) => {
    const { status, err, problems } = await take(name, content, list);
    expect([status, problems]).toEqual([0, undefined]);
    expect(err).toContain(FOUR);
  });

  test('keeps its accents, and a line end within a name is no other row', async () => {
    await take('accents.csv', Buffer.from(accented(LIST), 'latin1'), { encoding: 'windows-1252' });
    expect(await printed(['export', '--ledger', file('accents.csv.db')])).toContain('"Unité"');
    const split = LIST.replace('Jo Bloggs', '"Jo\nBloggs"');
    const { status, err } = await take('split.csv', split);
    expect(status).toBe(0);
    expect(err).toContain(FOUR);
  });

  test('has formulas as the text that they are', async () => {
    const { status } = await take('formula.csv', LIST.replace('Jo Bloggs', '=SUM(A1:A9) Jo'));
    expect(status).toBe(0);
    expect(await printed(['export', '--ledger', file('formula.csv.db')])).toContain(
      '"=SUM(A1:A9) Jo"',
    );
  });
});

describe('a list that is refused', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['latin.csv', Buffer.from(accented(LIST), 'latin1'), /latin\.csv:2: is not UTF-8 \(byte/],
    ['nul.csv', LIST.replace('GMB', 'G\0B'), /nul\.csv:4: has a NUL, which no text has/],
    ['twice.csv', LIST.replace('day', 'category'), /columns 3 and 5 are both called "category"/],
    ['empty.csv', '', /empty\.csv is empty; give a list\.$/],
    ['head.csv', 'contest,endorser,category,candidate,day\n', /there is no row below the first/],
    ['other.csv', 'a,b\n1,2\n', /other\.csv has no column "contest", which the mapping reads/],
    ['page.csv', '<!DOCTYPE html><p>', /page\.csv is a web page/],
    [
      'old.xlsx',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      /old\.xlsx is a workbook of Excel before 2007/,
    ],
    ['no-book.xlsx', zipOf([{ name: 'a.txt', content: 'x' }]), /is a zip archive, and no workbook/],
    [
      'bomb.xlsx',
      workbookOf({
        rows: '',
        parts: [{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(300 << 20, ' ') }],
      }),
      /bomb\.xlsx /,
    ],
    ['cut.xlsx', zipOf([{ name: 'a.txt', content: 'x' }]).subarray(0, 30), /cut\.xlsx /],
  ])('%s, in one sentence, and nothing of it is stored', async (name, content, sentence) => {
    const { status, out, err } = await take(name, content);
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(/^hustings: .*\.\n$/);
    expect(err).not.toMatch(/should not have happened| at .*\.ts:\d/);
    expect(err.trimEnd()).toMatch(sentence);
    expect(existsSync(file(`${name}.db`))).toBe(false);
  });

  test('from a quotation mark on that is never closed, and what stands before it comes in', async () => {
    const { status, problems } = await take('open.csv', LIST.replace('GMB', '"GMB'));
    expect([status, problems?.length]).toEqual([1, 1]);
    expect(problems?.[0]).toMatchObject({ row: '4', kind: 'refused' });
    expect(problems?.[0]?.reason).toBe('has a quotation mark that is never closed');
  });

  test('that is one line of 100 MB', async () => {
    const long = file('long.csv');
    const handle = openSync(long, 'w');
    writeSync(handle, 'contest,endorser,category,candidate,day\n');
    const megabyte = Buffer.alloc(1024 * 1024, 'a');
    for (let count = 0; count < 100; count += 1) writeSync(handle, megabyte);
    closeSync(handle);
    const { status, err } = await importFiles('long.db', [long]);
    expect(status).toBe(1);
    expect(err).toMatch(/^hustings: .*long\.csv:2: .*\.\n$/);
  });
});

describe('a date that may be two', () => {
  const undated = JSON.parse(JSON.stringify(MAPPING).replace(',"date":"DD/MM/YYYY"', ''));
  const SLASHED = ROWS.slice(0, 1).map((row) => row.replace('02/06/2010', '3/4/2010'));

  test('is refused where the mapping gives no format, and both readings are named', async () => {
    const { status, problems } = await importRows('slashed', SLASHED, [], undated);
    expect(status).toBe(1);
    expect(problems).toHaveLength(1);
    expect(problems?.[0]).toMatchObject({ row: '2', column: 'day', value: '3/4/2010' });
    expect(problems?.[0]?.suggestion).toBe(
      'say "date" in the mapping: "DD/MM/YYYY" (2010-04-03) or "MM/DD/YYYY" (2010-03-04)',
    );
    expect(existsSync(file('slashed'))).toBe(false);
  });

  test.each([
    ['DD/MM/YYYY', '2010-04-03'],
    ['MM/DD/YYYY', '2010-03-04'],
  ])('is as %s says: %s', async (format, day) => {
    const mapping = JSON.parse(JSON.stringify(MAPPING).replace('DD/MM/YYYY', format));
    const name = day;
    expect((await importRows(name, SLASHED, [], mapping)).status).toBe(0);
    expect(await printed(['export', '--ledger', file(name)])).toContain(`"on":"${day}"`);
  });
});

describe('an import that is stopped', () => {
  /** Stops at the n-th time that the work asks whether to go on. */
  const stoppedAfter = (asks: number, reason = 'SIGINT') => {
    const controller = new AbortController();
    let seen = 0;
    const signal = new Proxy(controller.signal, {
      get: (target, key) => {
        if (key === 'throwIfAborted' && seen++ >= asks) controller.abort(reason);
        const value = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return (): NonNullable<ReturnType<NonNullable<Around['hold']>>> => ({
      signal,
      pause: () => undefined,
      resume: () => undefined,
    });
  };
  const stop = (name: string, asks: number, reason?: string) =>
    importRows(name, ROWS, [], MAPPING, { hold: stoppedAfter(asks, reason) });

  test('while it reads stores nothing', async () => {
    const { status, out, err } = await stop('reading', 0);
    expect([status, out, err]).toEqual([130, '', 'hustings: stopped: nothing was stored.\n']);
    expect(existsSync(file('reading'))).toBe(false);
  });

  test('between contests keeps those before, and the same again adds the rest', async () => {
    const { status, err } = await stop('between', 4, 'SIGTERM');
    expect(status).toBe(143);
    expect(err).toMatch(
      /hustings: stopped: contests before it are stored, and the same import again adds the rest\.\n$/,
    );
    const again = await importRows('between', ROWS);
    expect(again.err).toContain('4 entries new, 8 there already');
  });

  test('wherever that is, comes to the same standings when it runs again', async () => {
    const digests = new Set<string>();
    for (const asks of [1, 3, 4, 99]) {
      await stop(`at-${asks}`, asks);
      expect((await importRows(`at-${asks}`, ROWS)).status).toBe(0);
      digests.add(await printed(['rebuild', '--ledger', file(`at-${asks}`)]));
    }
    expect(digests.size).toBe(1);
  });
});
