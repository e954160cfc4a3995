/** Workbooks: whole ones, and each of their parts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadInput } from '../../../../src/interchange/bad-input.ts';
import type { Archive } from '../../../../src/interchange/lists/archive.ts';
import { openList } from '../../../../src/interchange/lists/list.ts';
import { dateFormat, dateText } from '../../../../src/interchange/lists/serial-date.ts';
import { sheetRows } from '../../../../src/interchange/lists/sheet.ts';
import { readWorkbook } from '../../../../src/interchange/lists/workbook.ts';
import {
  rowXml,
  sheetXml,
  textCell,
  workbookOf,
} from '../../../interchange/lists/workbook-made.ts';
import { asBytes, bytesOf, type Parser, refusalBy } from '../parser.ts';
import { pieces, rowsOf } from './rows.ts';

const never = new AbortController().signal;

const ROWS = [
  rowXml(textCell('name'), textCell('day'), '<c t="s"><v>0</v></c>'),
  rowXml(
    '<c r="A2" t="str"><f>A1</f><v>Ann</v></c>',
    '<c s="1"><v>40373.5</v></c>',
    '<c t="b"><v>1</v></c>',
  ),
  '<row r="7"><c r="C7" t="e"><v>#REF!</v></c><c t="d"><v>2010-07-14T00:00:00Z</v></c></row>',
].join('');
const XML_WORDS = [
  '<row>',
  '<row r="',
  '<c r="',
  '<c s="',
  '<v>',
  '</v>',
  '</c>',
  '<t>',
  '&amp;',
  '&#0;',
  '&a;',
  '<![CDATA[',
  '<!--',
  '<rPh>',
  '_x0041_',
  '_xD800_',
  '<is>',
  'XFD1',
];

/** What reads the parts of workbooks throws plain errors, which whoever opens the file tells as BadInput. */
const XML_REFUSALS = [Error, BadInput];

const sheet: Parser = {
  name: 'the sheet of a workbook',
  weight: 0.7,
  samples: [sheetXml(ROWS), `<a>${ROWS}</a>`],
  words: XML_WORDS,
  read: async (input) => {
    const formats = [undefined, dateFormat('yyyy-mm-dd')];
    const book = { sheets: [], from1904: false, formats, texts: ['a', 'b'] };
    try {
      const rows: unknown[] = [];
      for await (const some of sheetRows(pieces(Buffer.from(input)), book)) rows.push(...some);
      return { accepted: rows };
    } catch (error) {
      return refusalBy(error, XML_REFUSALS);
    }
  },
};

/** The parts of a workbook beside its sheets, one behind another. */
const SPLIT = '\u0001';
const PARTS = [
  'xl/_rels/workbook.xml.rels',
  'xl/workbook.xml',
  'xl/styles.xml',
  'xl/sharedStrings.xml',
];

const book: Parser = {
  name: 'the parts of a workbook',
  weight: 0.5,
  samples: [
    [
      '<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="List" r:id="rId1" xmlns:r="a"/></sheets></workbook>',
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm;@"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>',
      '<sst><si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>',
    ].join(SPLIT),
  ],
  words: XML_WORDS,
  read: async (input) => {
    const parts = input.split(SPLIT);
    const archive: Archive = {
      has: (part) => parts[PARTS.indexOf(part)] !== undefined,
      read: (part) => pieces(Buffer.from(parts[PARTS.indexOf(part)] ?? '')),
      close: () => undefined,
    };
    try {
      return { accepted: await readWorkbook(archive) };
    } catch (error) {
      return refusalBy(error, XML_REFUSALS);
    }
  },
};

const format: Parser = {
  name: 'the format of a cell',
  weight: 0.5,
  samples: [
    'yyyy-mm-dd;@',
    '[$-409]d\\-mmm\\-yy "at" h:mm',
    'General',
    '[h]:mm:ss.00',
    '#,##0_);[Red]',
  ],
  words: ['[', ']', '"', '\\', 'y', 'mmmm', 'd', ';', '_', '*'],
  read: (input) => {
    let read: ReturnType<typeof dateFormat>;
    try {
      read = dateFormat(input);
    } catch (error) {
      return refusalBy(error, XML_REFUSALS);
    }
    const numbers = [0, 59, 60, 61, 40373.5, -1, 2958465.99];
    return {
      accepted: numbers.map((each) => (read === undefined ? '' : dateText(each, read, false))),
    };
  },
};

/** Whole workbooks, which must be files. */
export function workbooks(): Parser & { end(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-fuzz-'));
  const path = join(folder, 'list.xlsx');
  return {
    name: 'a workbook',
    weight: 0.05,
    samples: [
      asBytes(workbookOf({ rows: ROWS, texts: '<si><t>x</t></si>', formats: ['yyyy'] })),

      '%PDF-',
      'PK\x03\x04',
    ],
    words: ['PK\x01\x02', 'PK\x05\x06', '\xff\xff', 'xl/workbook.xml'],
    read: async (input) => {
      writeFileSync(path, bytesOf(input));
      try {
        return await rowsOf(await openList(path, {}, never));
      } catch (error) {
        return refusalBy(error, [BadInput]);
      }
    },
    end: () => rmSync(folder, { recursive: true }),
  };
}

/** The parsers of their parts. */
export const PART_PARSERS: readonly Parser[] = [sheet, book, format];
