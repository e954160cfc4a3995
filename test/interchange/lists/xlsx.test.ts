import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BadInput } from '../../../src/interchange/bad-input.ts';
import { cellsOf, lists } from './list-made.ts';
import { rowXml, sheetXml, textCell, workbookOf } from './workbook-made.ts';
import { zipOf } from './zip-made.ts';

const { read, refusal } = lists();
const HEAD = rowXml(textCell('a'), textCell('b'), textCell('c'));
const readBook = (made: Parameters<typeof workbookOf>[0], options = {}) =>
  read(workbookOf(made), options, 'list.xlsx');

describe('reading lists in workbooks', () => {
  test('takes texts, numbers and truth as they are shown', async () => {
    const texts =
      '<si><t>Łódź &amp; co</t></si><si><r><rPr/><t xml:space="preserve">the </t></r><r><t>Rock</t></r><rPh sb="0" eb="1"><t>ROKKU</t></rPh></si><si><t>a_x000D_\nb_x005F_x000D_</t></si><si/>';
    const found = await readBook({
      texts,
      rows: [
        HEAD,
        rowXml('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', '<c t="s"><v>2</v></c>'),
        rowXml('<c><v>0.30000000000000004</v></c>', '<c><v>1E3</v></c>', '<c><v>-7</v></c>'),
        rowXml('<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>', '<c t="s"><v>3</v></c>'),
        rowXml(
          '<c t="str"><f>A1&amp;B1</f><v>ab</v></c>',
          '<c><f>1+1</f><v>2</v></c>',
          textCell('=1+1'),
        ),
        rowXml(
          '<c t="e"><v>#REF!</v></c>',
          '<c t="d"><v>2019-05-01T00:00:00</v></c>',
          '<c s="1"/>',
        ),
        rowXml(
          '<c><f>A1&amp;B1</f></c>',
          '<c t="str"><f>A1</f><v/></c>',
          '<c s="1"><f>NOW()</f></c>',
        ),
      ].join(''),
    });
    expect(found.columns).toEqual(['a', 'b', 'c']);
    expect(cellsOf(found)).toEqual([
      ['Łódź & co', 'the Rock', 'a\r\nb_x000D_'],
      ['0.3', '1000', '-7'],
      ['TRUE', 'FALSE', ''],
      ['ab', '2', '=1+1'],
      ['#REF!', '2019-05-01', ''],
      ['=A1&B1', '', '=NOW()'],
    ]);
  });

  test('takes days as ISO 8601, whatever the workbook counts from', async () => {
    const rows = `${HEAD}${rowXml('<c s="1"><v>43586</v></c>', '<c s="2"><v>43586.5</v></c>', '<c s="4"><v>60</v></c>')}
${rowXml('<c s="3"><v>43586</v></c>', '<c><v>43586</v></c>', '<c s="0"><v>43586</v></c>')}`;
    const formats = ['d/m/yyyy', 'dd.mm.yy hh:mm', '#,##0" d"'];
    expect(cellsOf(await readBook({ rows, formats }))).toEqual([
      ['2019-05-01', '2019-05-01T12:00:00', '1900-02-29'],
      ['43586', '43586', '43586'],
    ]);
    const [first] = cellsOf(await readBook({ rows, formats, from1904: true }));
    expect(first).toEqual(['2023-05-02', '2023-05-02T12:00:00', '1904-03-01']);
  });

  test('puts cells at their places and numbers rows as they stand', async () => {
    const found = await readBook(
      {
        rows: `<row r="3"><c r="A3" t="inlineStr"><is><t>name</t></is></c><c r="C3" t="inlineStr"><is><t>day</t></is></c></row>
<row r="5"><c r="C5"><v>2</v></c></row><row r="6"><c r="A6" s="1"/></row><row r="9"><c r="A9"><v>1</v></c><c r="D9"><v>4</v></c></row>`,
      },
      { headerRow: 3 },
    );
    expect(found.columns).toEqual(['name', 'column 2', 'day']);
    expect(found.rows).toMatchObject([
      { row: 5, cells: ['', '', '2'] },
      { row: 9, column: 'column 4', value: '4' },
    ]);
  });

  test('takes the first sheet that is shown, or the one that is named', async () => {
    expect((await readBook({ rows: HEAD })).columns).toEqual(['a', 'b', 'c']);
    expect((await readBook({ rows: HEAD }, { sheet: 'Other & more' })).columns).toEqual(['other']);
    expect(await refusal(readBook({ rows: HEAD }, { sheet: 'none' }))).toBe(
      'list.xlsx has no sheet "none"; name one of "Notes", "List", "Other & more".',
    );
  });

  test('is known by what is in it, and tells its digest', async () => {
    const bytes = workbookOf({ rows: HEAD });
    const { list, columns } = await read(bytes, {}, 'list.csv');
    expect(columns).toEqual(['a', 'b', 'c']);
    expect(list.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(list.bytesRead()).toBe(list.bytes);
  });

  test('reads many rows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => rowXml(`<c><v>${at}</v></c>`));
    const found = await readBook({ rows: HEAD + rows.join('') });
    expect(found.rows).toHaveLength(20_000);
    expect(found.rows.at(-1)).toEqual({ row: 20_001, line: 20_001, cells: ['19999', '', ''] });
  });
});

describe('a workbook that is none, or a trap', () => {
  const sheet = (content: string, says?: number) =>
    workbookOf({
      rows: '',
      parts: [
        { name: 'xl/worksheets/sheet1.xml', content, ...(says === undefined ? {} : { says }) },
      ],
    });
  const LARGE =
    'list.xlsx is larger than 64 MiB once it is unpacked, as few lists are; save its sheet as "CSV UTF-8", which may be of every size.';
  const broken = (why: string) =>
    `list.xlsx is no workbook that can be read (${why}); save it anew, or as "CSV UTF-8".`;
  const bomb = `${sheetXml(HEAD).slice(0, -24)}${' '.repeat(65 * 1024 * 1024)}`;

  test.each<[string, () => Uint8Array, string]>([
    ['a bomb that says how large it is', () => sheet(bomb), LARGE],
    [
      'a bomb in a part beside the sheet',
      () => workbookOf({ rows: HEAD, parts: [{ name: 'xl/sharedStrings.xml', content: bomb }] }),
      LARGE,
    ],
    [
      'a bomb that says it is small',
      () => sheet(bomb, 1000),
      'too many bytes in the stream. expected 1000. got at least ',
    ],
    ['a bomb that says it is large, and is not', () => sheet(sheetXml(HEAD), 4e9), LARGE],
    [
      'entities that grow',
      () => sheet(`<!DOCTYPE a [<!ENTITY b "${'b'.repeat(99)}">]>${sheetXml(HEAD)}`),
      broken('its XML has a document type'),
    ],
    ['tags without end', () => sheet('<a>'.repeat(1_000_000)), broken('its XML is too deep')],
    [
      'attributes without end',
      () => sheet(`<a ${Array.from({ length: 9999 }, (_, at) => `a${at}=""`).join(' ')}/>`),
      broken('its XML has too many attributes'),
    ],
    ['a sheet with no XML in it', () => sheet('a,b\n1,2\n'), 'Non-whitespace before first tag'],
    ['a sheet that is cut off', () => sheet(sheetXml(HEAD).slice(0, -20)), 'Unclosed root tag'],
    [
      'a cell far to the right',
      () => sheet(sheetXml('<row><c r="ZZZ1"><v>1</v></c></row>')),
      broken('it has a cell ZZZ1'),
    ],
    [
      'a style that is not there',
      () => sheet(sheetXml('<row><c s="9"><v>7</v></c></row>')),
      broken('it has no style 9'),
    ],
    [
      'a row far down',
      () => sheet(sheetXml('<row r="99999999"/>')),
      broken('it has a row 99999999'),
    ],
    [
      'a text that is not there',
      () => sheet(sheetXml('<row><c t="s"><v>7</v></c></row>')),
      broken('it has no text 7'),
    ],
    [
      'thousands of columns',
      () => sheet(sheetXml(rowXml(...Array(2000).fill('<c><v>1</v></c>')))),
      'list.xlsx: row 1 has 2000 columns, and a list has at most 1000; check its delimiter, or leave columns out.',
    ],
    [
      'columns of one name',
      () => sheet(sheetXml(rowXml(textCell('a'), textCell('a ')))),
      'list.xlsx: columns 1 and 2 are both called "a"; rename one of them.',
    ],
    [
      'an empty sheet',
      () => sheet(sheetXml('')),
      'list.xlsx has no row 1, which should name the columns; give a list.',
    ],
    [
      'a missing sheet',
      () => zipOf([{ name: 'xl/workbook.xml', content: '<workbook/>' }]),
      broken('it has no part xl/_rels/workbook.xml.rels'),
    ],
    [
      'two parts of one name',
      () =>
        zipOf([
          { name: 'a', content: '' },
          { name: 'a', content: '' },
        ]),
      broken('it has two parts called a'),
    ],
    [
      'thousands of parts',
      () => zipOf(Array.from({ length: 6000 }, (_, at) => ({ name: `${at}`, content: '' }))),
      broken('it has 6000 parts'),
    ],
    [
      'a password',
      () =>
        zipOf([
          { name: 'xl/workbook.xml', content: '<workbook/>', isEncrypted: true },
          { name: 'xl/_rels/workbook.xml.rels', content: '', isEncrypted: true },
        ]),
      broken('entry is encrypted, and options.decodeFileData !== false'),
    ],
    [
      'another archive',
      () => zipOf([{ name: 'list.csv', content: 'a,b\n' }]),
      'list.xlsx is a zip archive, and no workbook; unpack it first.',
    ],
    [
      'a workbook of LibreOffice',
      () => zipOf([{ name: 'content.xml', content: '' }]),
      'list.xlsx is a workbook of another kind than .xlsx; save it as .xlsx, or as "CSV UTF-8".',
    ],
    [
      'an archive that is cut off',
      () => workbookOf({ rows: HEAD }).subarray(0, -30),
      'list.xlsx is no workbook that can be read (',
    ],
  ])('is refused: %s', async (_, bytes, says) => {
    expect(await refusal(read(bytes(), {}, 'list.xlsx'))).toContain(says);
  });

  test('is refused as CSV, as which it was told', async () => {
    const reading = read(workbookOf({ rows: HEAD }), { format: 'csv' });
    expect(await refusal(reading)).toBe('list.csv is a zip archive; unpack it first.');
  });

  test('is read as it was, or refused, whichever of its bytes is wrong', async () => {
    const row = rowXml('<c s="1"><v>43586</v></c>', '<c t="s"><v>0</v></c>');
    const made = { rows: HEAD + row, formats: ['yyyy-mm-dd'], texts: '<si><t>Łódź</t></si>' };
    const bytes = workbookOf(made);
    const outcomes = new Set<string>();
    for (let at = 4; at < bytes.length; at += 11) {
      const spoilt = Buffer.from(bytes);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      const told = await read(spoilt, {}, 'list.xlsx').then(
        (found) => JSON.stringify([found.columns, cellsOf(found)]),
        (error: unknown) => (error instanceof BadInput ? 'refused' : String(error)),
      );
      outcomes.add(told);
    }
    const whole = '[["a","b","c"],[["2019-05-01","Łódź",""]]]';
    expect([...outcomes].sort()).toEqual([whole, 'refused']);
  });
});
