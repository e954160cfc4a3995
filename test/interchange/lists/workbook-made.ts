import { type Part, zipOf } from './zip-made.ts';

/** A workbook to be made. */
export interface Made {
  /** The rows of its first sheet, as XML. */
  readonly rows: string;
  /** The texts that cells share, as XML. */
  readonly texts?: string;
  /** The codes of formats; a cell of style 1 has the first. */
  readonly formats?: readonly string[];
  readonly from1904?: boolean;
  /** What replaces a part, or is added. */
  readonly parts?: readonly Part[];
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A sheet of these rows. */
export const sheetXml = (rows: string) =>
  `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="3"/></cols><sheetData>${rows}</sheetData><mergeCells/></worksheet>`;

/** A row of cells that are given as XML; each is put at its place by itself. */
export const rowXml = (...cells: readonly string[]) => `<row>${cells.join('')}</row>`;

/** A cell of text. */
export const textCell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

const workbook = (from1904: boolean) =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>
<sheet name="Notes" sheetId="9" state="hidden" r:id="rId2"/><sheet name="List" sheetId="1" r:id="rId1"/>
<sheet name="Other &amp; more" sheetId="2" r:id="rId2"/></sheets></workbook>`;

const relations = `${XML}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`;

function styles(formats: readonly string[]): string {
  const codes = formats.map((code, index) => {
    const escaped = code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    return `<numFmt numFmtId="${164 + index}" formatCode="${escaped}"/>`;
  });
  const cells = formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`);
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/>${cells.join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`;
}

/** A workbook as spreadsheets write it. */
export function workbookOf(made: Made): Buffer {
  const { rows, texts = '', formats = [], from1904 = false, parts = [] } = made;
  const own: Part[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: workbook(from1904) },
    { name: 'xl/_rels/workbook.xml.rels', content: relations },
    { name: 'xl/styles.xml', content: styles(formats) },
    { name: 'xl/sharedStrings.xml', content: `${XML}<sst xmlns="${MAIN}">${texts}</sst>` },
    { name: 'xl/worksheets/sheet1.xml', content: sheetXml(rows) },
    { name: 'xl/worksheets/sheet2.xml', content: sheetXml(rowXml(textCell('other'))) },
  ];
  const replaced = (name: string) => parts.some((part) => part.name === name);
  return zipOf([...own.filter(({ name }) => !replaced(name)), ...parts]);
}
