import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LARGEST_RECORD, recordsOf } from '../../../src/interchange/lists/csv-records.ts';
import { cellsOf, lists } from './list-made.ts';

const { folder, place, read, readAt, refusal } = lists();
const MANY = 'a,b\n'.repeat(100_000);
const QUOTES = 'put quotation marks around the whole value, and double those that it has';

describe('a file that is no list', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'list.csv is empty; give a list.'],
    [
      'blank lines',
      '\n\n',
      'list.csv: row 1 is blank, where the names of the columns should be; say in which row they are, as "headerRow": 3.',
    ],
    ['gzip', gzipSync('a,b\n1,2\n'), 'list.csv is compressed by gzip; unpack it first.'],
    [
      'a PDF',
      '%PDF-1.7\n',
      'list.csv is a PDF; copy its table into a spreadsheet, and save it as "CSV UTF-8".',
    ],
    [
      'a web page',
      '<!DOCTYPE html>\n<html>',
      'list.csv is a web page; copy its table into a spreadsheet, and save it as "CSV UTF-8".',
    ],
    [
      'an old workbook',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'list.csv is a workbook of Excel before 2007, or one with a password; save it as .xlsx without a password, or as "CSV UTF-8".',
    ],
    [
      'a database',
      'SQLite format 3\0',
      'list.csv is a SQLite database; to read a ledger, name it with --ledger.',
    ],
    [
      'Windows-1252 that is not told',
      Buffer.from('a,b\nx,y\nJos\xe9,1\n', 'latin1'),
      'list.csv:3: is not UTF-8 (byte 12 of the file is E9); save the file as UTF-8, or say what it is, as "encoding": "windows-1252".',
    ],
    [
      'a character that is cut off',
      Buffer.from('a,b\n1,é').subarray(0, -1),
      'list.csv:2: is not UTF-8 (byte 7 of the file is C3); save the file as UTF-8, or say what it is, as "encoding": "windows-1252".',
    ],
    [
      'a wrong byte far down',
      Buffer.from(`${MANY}\xff`, 'latin1'),
      'list.csv:100001: is not UTF-8 (byte 400001 of the file is FF); save the file as UTF-8, or say what it is, as "encoding": "windows-1252".',
    ],
    [
      'a NUL',
      'a,b\n1,2\n\0,3\n',
      'list.csv:3: has a NUL, which no text has; if the file is UTF-16, say so, as "encoding": "utf-16le", else make it anew.',
    ],
    [
      'UTF-16 without a mark',
      Buffer.from('a,b\n1,2\n', 'utf16le'),
      'list.csv:1: has a NUL, which no text has; if the file is UTF-16, say so, as "encoding": "utf-16le", else make it anew.',
    ],
    [
      'UTF-16 that is cut off',
      Buffer.from('\uFEFFa,b\n1,2', 'utf16le').subarray(0, -1),
      'list.csv:2: has bytes that mean nothing in utf-16le; say what the file is in, as "encoding": "windows-1252", or save it as UTF-8.',
    ],
    [
      'two columns of one name',
      'name,day, name \n',
      'list.csv: columns 1 and 3 are both called "name"; rename one of them.',
    ],
    [
      'a name that a nameless column has',
      'column 2,\n',
      'list.csv: columns 1 and 2 are both called "column 2"; rename one of them.',
    ],
    [
      'thousands of columns',
      `${'a,'.repeat(4999)}a\n`,
      'list.csv: row 1 has 5000 columns, and a list has at most 1000; check its delimiter, or leave columns out.',
    ],
    [
      'a header in wrong quotation marks',
      'a,"b"c\n1,2\n',
      `list.csv:1: has text after a quotation mark that closes a value, in the row that names the columns; ${QUOTES}.`,
    ],
    [
      'a delimiter that none may be',
      'sep=x\naxb\n',
      'list.csv: values cannot be separated by "x"; give a comma, a semicolon, a tab or a bar.',
    ],
  ])('is refused: %s', async (_, content, says) => {
    expect(await refusal(read(content))).toBe(says);
  });

  test('is refused: a folder, none at all, and options that mean nothing', async () => {
    expect(await refusal(readAt(folder))).toMatch(/ is a directory; name a list in it\.$/);
    expect(await refusal(readAt(place('none.csv')))).toBe(
      'none.csv does not exist; check its name.',
    );
    expect(await refusal(read('a\n', { encoding: 'klingon' }))).toBe(
      'list.csv: "klingon" is no encoding that is known; give one as "utf-8", "utf-16le" or "windows-1252".',
    );
    expect(await refusal(read('a\n1\n', { headerRow: 7 }))).toBe(
      'list.csv has no row 7, which should name the columns; give a list.',
    );
    expect(await refusal(read('a\n1\n', { format: 'xlsx' }))).toBe(
      'list.csv is no .xlsx workbook; leave "format" out, or give another file.',
    );
  });

  test('is refused: a line of 100 MB, of which little more than 1 MiB is read', async () => {
    const says =
      /:1: is longer than 1 MiB, which no row is; give a file of lines, with a row in each\.$/;
    const file = openSync(place('long.csv'), 'w');
    const piece = Buffer.alloc(LARGEST_RECORD, 'a');
    for (let written = 0; written < 100; written += 1) writeSync(file, piece);
    closeSync(file);
    expect(await refusal(readAt(place('long.csv')))).toMatch(says);
    let taken = 0;
    const endless = (async function* () {
      for (;;) {
        taken += piece.length;
        yield piece;
      }
    })();
    const reading = async () => {
      for await (const _ of recordsOf(endless, 'FILE', ',', 1));
    };
    expect(await refusal(reading())).toMatch(says);
    expect(taken).toBeLessThanOrEqual(3 * LARGEST_RECORD);
  });
});

describe('a row that cannot be read', () => {
  test.each([
    [
      'text after a quotation mark',
      '"x"y,1',
      'has text after a quotation mark that closes a value',
      QUOTES,
    ],
    ['a quotation mark within a value', 'x "y" z,1', 'has a quotation mark within a value', QUOTES],
    [
      'a quotation mark that stays open',
      '"x,1',
      'has a quotation mark that is never closed',
      QUOTES,
    ],
  ])('is told, and those around it are read: %s', async (_, line, problem, suggestion) => {
    const { rows } = await read(`a,b\n1,2\n${line}\n3,4\n5,6\n`);
    expect(rows).toEqual([
      { row: 2, line: 2, cells: ['1', '2'] },
      { row: 3, line: 3, column: '', value: line, problem, suggestion },
      { row: 4, line: 4, cells: ['3', '4'] },
      { row: 5, line: 5, cells: ['5', '6'] },
    ]);
  });

  test('is told where it began, though its quotation mark stays open for a MiB and more', async () => {
    const { rows } = await read(`a,b\n1,2\n"3,4\n${MANY.repeat(12)}`);
    expect(rows).toHaveLength(1_200_002);
    expect(rows.slice(0, 3)).toMatchObject([
      { cells: ['1', '2'] },
      { row: 3, line: 3, problem: 'has a quotation mark that is never closed' },
      { row: 4, line: 4, cells: ['a', 'b'] },
    ]);
    expect(rows.at(-1)).toMatchObject({ row: 1_200_003, line: 1_200_003 });
  });

  test('is told where it has a value too many, since others may stand in wrong columns', async () => {
    const { rows } = await read('name,day\nBalls, Ed,2010-05-19\nAbbott,2010-05-20\n');
    expect(rows).toEqual([
      {
        row: 2,
        line: 2,
        column: 'column 3',
        value: '2010-05-19',
        problem: 'has a value in column 3, but the header names 2 columns',
        suggestion:
          'put quotation marks around a value with the delimiter in it, or name the column',
      },
      { row: 3, line: 3, cells: ['Abbott', '2010-05-20'] },
    ]);
  });

  test('does not take a record that goes on in the next piece of the file for one', async () => {
    const long = `"${'x\n'.repeat(200_000)}"`;
    const found = await read(`a,b\n${long},1\n2,3\n`);
    expect(found.rows).toMatchObject([
      { row: 2, line: 2 },
      { row: 3, line: 200_003 },
    ]);
    expect(cellsOf(found).at(-1)).toEqual(['2', '3']);
  });
});
