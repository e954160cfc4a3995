import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordsOf } from '../../../src/interchange/lists/csv-records.ts';
import { openList } from '../../../src/interchange/lists/list.ts';
import { cellsOf, lists } from './list-made.ts';

const { read, write } = lists();

describe('reading lists of CSV', () => {
  test('numbers rows as spreadsheets do, and lines as editors of text do', async () => {
    const text = 'name,day\nAbbott,2010-05-20\n\n"Balls\r\nEd",2010-05-19\nBurnham,2010-05-20\n';
    const { columns, rows } = await read(text);
    expect(columns).toEqual(['name', 'day']);
    expect(rows).toEqual([
      { row: 2, line: 2, cells: ['Abbott', '2010-05-20'] },
      { row: 4, line: 4, cells: ['Balls\r\nEd', '2010-05-19'] },
      { row: 5, line: 6, cells: ['Burnham', '2010-05-20'] },
    ]);
  });

  test.each<[string, string | Uint8Array, unknown[]]>([
    ['a byte order mark', '\uFEFFa,b\n1,2\n', [['1', '2']]],
    [
      'line ends of all kinds in one file',
      'a,b\r\n1,2\n3,4\r5,6\r\n',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'carriage returns alone',
      'a,b\r1,2\r3,4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['line ends within quotation marks', 'a,b\n"1\n\r\n\r1",2\n', [['1\n\r\n\r1', '2']]],
    ['a last row without a line end', 'a,b\n1,2', [['1', '2']]],
    ['a last character of several bytes', 'a,b\n1,é', [['1', 'é']]],
    ['blank rows', 'a,b\n\n1,2\n,\n  ,\n\n\n', [['1', '2']]],
    ['a header without rows', 'a,b\n', []],
    ['a header without a line end', 'a,b', []],
    [
      'values that are missing at the end',
      'a,b,c\n1\n1,2\n',
      [
        ['1', '', ''],
        ['1', '2', ''],
      ],
    ],
    ['blank values beyond the header', 'a,b\n1,2,, \n', [['1', '2']]],
    ['quotation marks that are doubled', 'a,b\n"the ""Rock""",2\n', [['the "Rock"', '2']]],
    [
      'formulas as text',
      'a,b\n=1+1,+2\n-3,@SUM(A1)\n',
      [
        ['=1+1', '+2'],
        ['-3', '@SUM(A1)'],
      ],
    ],
    ['blanks around a value', 'a,b\n 1 ,2\n', [[' 1 ', '2']]],
    ['other scripts', 'a,b\nŁódź,東京 🗳\n', [['Łódź', '東京 🗳']]],
  ])('takes %s', async (_, content, rows) => {
    expect(cellsOf(await read(content))).toEqual(rows);
  });

  test.each([
    ['a semicolon', 'a;b\n1,5;2\n'],
    ['a tab', 'a\tb\n1,5\t2\n'],
    ['a bar', 'a|b\n1,5|2\n'],
    ['a comma beside quoted semicolons', '"a",b\n"1,5","2"\n'],
    ['a first line that tells it', 'sep=;\r\na;b\r\n1,5;2\r\n'],
    ['such a line in quotation marks', '"sep=|"\na|b\n1,5|2\n'],
  ])('finds the delimiter: %s', async (_, text) => {
    const found = await read(text);
    expect(found.columns).toEqual(['a', 'b']);
    expect(cellsOf(found)).toEqual([['1,5', '2']]);
  });

  test('counts rows from the one below the line that tells the delimiter, and lines from it', async () => {
    const { rows } = await read('sep=;\na;b\n1;2\n');
    expect(rows).toMatchObject([{ row: 2, line: 3 }]);
  });

  test('takes what it is told before what it finds', async () => {
    expect((await read('a,b;c\n', { delimiter: ';' })).columns).toEqual(['a,b', 'c']);
    expect((await read('a,b\tc\n', { format: 'tsv' })).columns).toEqual(['a,b', 'c']);
    expect((await read('a,b,c\td\n', {}, 'list.TSV')).columns).toEqual(['a,b,c', 'd']);
    expect((await read('a,b,c\td\n', { format: 'csv' }, 'list.tsv')).columns).toHaveLength(3);
  });

  test('looks for the names of columns where it is told, and says what columns without a name are called', async () => {
    const found = await read('A list\n\n first\n name ,,c\n1,2,3\n', { headerRow: 4 });
    expect(found.columns).toEqual(['name', 'column 2', 'c']);
    expect(found.rows).toEqual([{ row: 5, line: 5, cells: ['1', '2', '3'] }]);
  });

  test.each<[string, string, Buffer]>([
    ['UTF-16 by its mark', 'utf-8', Buffer.from('\uFEFFa,b\n1,é€\n', 'utf16le')],
    ['UTF-16 the other way round', 'utf-8', Buffer.from('\uFEFFa,b\n1,é€\n', 'utf16le').swap16()],
    ['UTF-16 without a mark, as told', 'utf-16le', Buffer.from('a,b\n1,é€\n', 'utf16le')],
    ['Windows-1252, as told', 'windows-1252', Buffer.from('a,b\n1,\xe9\x80\n', 'latin1')],
    ['a mark whatever was told', 'windows-1252', Buffer.from('\uFEFFa,b\n1,é€\n')],
  ])('reads %s', async (_, encoding, bytes) => {
    expect(cellsOf(await read(bytes, { encoding }))).toEqual([['1', 'é€']]);
  });

  test('tells how far it is, and what it has read once it was read', async () => {
    const text = `a,b\n${'1,2\n'.repeat(200_000)}`;
    const { list, rows } = await read(text);
    expect(rows).toHaveLength(200_000);
    expect([list.bytes, list.bytesRead()]).toEqual([text.length, text.length]);
    expect(list.sha256()).toBe(createHash('sha256').update(text).digest('hex'));
  });
});

describe('a list that is not read to its end', () => {
  const MANY = `a,b\n${'1,2\n'.repeat(200_000)}`;

  test('can be let go of, and has no digest then', async () => {
    const list = await openList(write(MANY), {}, new AbortController().signal);
    for await (const rows of list.rows()) {
      expect(rows).toHaveLength(500);
      break;
    }
    expect(() => list.sha256()).toThrow('has no digest before it was read whole');
  });

  test('stops where it is told to', async () => {
    const stop = new AbortController();
    const list = await openList(write(MANY), {}, stop.signal);
    const reading = async () => {
      for await (const _ of list.rows()) stop.abort();
    };
    await expect(reading()).rejects.toThrow(/aborted/);
  });
});

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom(...'a,;\t|"\'\r\n =é€'), maxLength: 8 }),
);
const named = ['a', 'b', 'c'];
/** What every encoding can say, and what no list has left out; the first value keeps rows from being blank. */
const plain = (text: string) => text.replace(/[^\t\r\n -~é€]/g, '?').replace(/\uFEFF/g, '');

describe('any table', () => {
  const tables = fc.array(fc.tuple(value, value, value), { maxLength: 12 });
  const encodings = fc.constantFrom('utf-8', 'utf-8 with a mark', 'utf-16le', 'windows-1252');
  const ends = fc.constantFrom('\n', '\r\n', '\r');

  const bytesOf = (text: string, encoding: string): Buffer => {
    if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
    if (encoding === 'windows-1252') return Buffer.from(text.replaceAll('€', '\x80'), 'latin1');
    return Buffer.from(encoding === 'utf-8' ? text : `\uFEFF${text}`);
  };

  test('comes back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        fc.constantFrom(',', ';', '\t', '|'),
        ends,
        encodings,
        async (table, delimiter, end, encoding) => {
          const rows = table.map((row) => ['x', ...row.map(plain)]);
          const text = stringify([['x', ...named], ...rows], {
            delimiter,
            record_delimiter: end,
            quoted_match: /[\r\n]/,
          });
          const told = encoding.split(' ')[0] ?? '';
          const found = await read(bytesOf(text, encoding), { encoding: told });
          expect(found.columns).toEqual(['x', ...named]);
          expect(cellsOf(found)).toEqual(rows);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('reads the same however its bytes are cut', async () => {
    const whole = async (texts: readonly Buffer[]) => {
      const records = [];
      const pieces = (async function* () {
        yield* texts;
      })();
      for await (const some of recordsOf(pieces, 'FILE', ',', 1)) records.push(...some);
      return records;
    };
    const hostile = fc.string({ unit: fc.constantFrom(...'ab,"\r\n'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(hostile, fc.array(fc.nat(), { maxLength: 5 }), async (text, places) => {
        const bytes = Buffer.from(text);
        const cuts = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
        const pieces = [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index]));
        expect(await whole(pieces)).toEqual(await whole([bytes]));
      }),
      { numRuns: 3000 },
    );
  });
});
