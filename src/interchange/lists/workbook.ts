import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { builtInFormat, type DateFormat, dateFormat } from './serial-date.ts';
import { readXml, type XmlReader } from './xml.ts';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** The part that has its cells. */
  readonly part: string;
}

/** What a workbook says of all its sheets. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Do its days count from 1904, as those of old Macintoshes? */
  readonly from1904: boolean;
  /** The formats of cells by their number; undefined where they are none of dates. */
  readonly formats: readonly (DateFormat | undefined)[];
  /** The texts that cells share, by their number. */
  readonly texts: readonly string[];
}

const FOLDER = 'xl';

/** The part that tells of the others; what has none is no workbook. */
export const WORKBOOK_PART = `${FOLDER}/workbook.xml`;

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';

/** Reads a part to its end; one that may be missing is passed over. */
async function readPart(archive: Archive, part: string, reader: Partial<XmlReader>): Promise<void> {
  const whole = { open: () => {}, text: () => {}, close: () => {}, ...reader };
  for await (const _ of readXml(archive.read(part), whole));
}

async function readIfAny(archive: Archive, part: string, reader: Partial<XmlReader>) {
  if (archive.has(part)) await readPart(archive, part, reader);
}

/** The parts that hold sheets, by the names that the workbook has for them. */
async function sheetParts(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>();
  await readPart(archive, `${FOLDER}/_rels/workbook.xml.rels`, {
    open(name, attributes) {
      const [id, target = ''] = [attributes.get('Id'), attributes.get('Target')];
      if (name !== 'Relationship' || id === undefined) return;
      if (!attributes.get('Type')?.endsWith('/worksheet')) return;
      parts.set(id, target.startsWith('/') ? target.slice(1) : posix.join(FOLDER, target));
    },
  });
  return parts;
}

async function sheetsOf(archive: Archive): Promise<Pick<Workbook, 'sheets' | 'from1904'>> {
  const parts = await sheetParts(archive);
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readPart(archive, WORKBOOK_PART, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attributes.get('date1904'));
      const part = parts.get(attributes.get('id') ?? '');
      if (name !== 'sheet' || part === undefined) return;
      const isHidden = (attributes.get('state') ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.get('name') ?? '', isHidden, part });
    },
  });
  return { sheets, from1904 };
}

async function formatsOf(archive: Archive): Promise<Workbook['formats']> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let ofCells = false;
  await readIfAny(archive, `${FOLDER}/styles.xml`, {
    open(name, attributes) {
      const id = Number(attributes.get('numFmtId') ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.get('formatCode') ?? '');
      if (name === 'cellXfs') ofCells = true;
      if (name === 'xf' && ofCells) ids.push(id);
    },
    close(name) {
      if (name === 'cellXfs') ofCells = false;
    },
  });
  return ids.map((id) => {
    const code = codes.get(id);
    return code === undefined ? builtInFormat(id) : dateFormat(code);
  });
}

const isTextual = (code: number): boolean =>
  code >= 0x20 ? code < 0xd800 || code > 0xdfff : [0x9, 0xa, 0xd].includes(code);

/** Characters that XML cannot hold stand in texts by their number, as `_x000D_`; those that no text has stay so. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-F]{4})_/gi, (all, digits: string) => {
    const code = Number.parseInt(digits, 16);
    return isTextual(code) ? String.fromCharCode(code) : all;
  });

/** Gathers the text of a cell or a shared text, of however many runs, without how it is pronounced. */
export class TextRuns {
  #parts: string[] = [];
  #isText = false;
  #isPhonetic = false;

  open(name: string): void {
    if (name === 'rPh') this.#isPhonetic = true;
    this.#isText = name === 't' && !this.#isPhonetic;
  }

  text(text: string): void {
    if (this.#isText) this.#parts.push(text);
  }

  close(name: string): void {
    if (name === 'rPh') this.#isPhonetic = false;
    if (name === 't') this.#isText = false;
  }

  /** What was gathered since it was taken last. */
  take(): string {
    const text = unescaped(this.#parts.join(''));
    this.#parts = [];
    return text;
  }
}

async function textsOf(archive: Archive): Promise<string[]> {
  const texts: string[] = [];
  const runs = new TextRuns();
  await readIfAny(archive, `${FOLDER}/sharedStrings.xml`, {
    open: (name) => runs.open(name),
    text: (text) => runs.text(text),
    close(name) {
      runs.close(name);
      if (name === 'si') texts.push(runs.take());
    },
  });
  return texts;
}

/** Reads all of a workbook but its sheets. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const { sheets, from1904 } = await sheetsOf(archive);
  return { sheets, from1904, formats: await formatsOf(archive), texts: await textsOf(archive) };
}
