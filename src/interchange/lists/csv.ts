import { BadInput } from '../bad-input.ts';
import { mostOf } from '../csv-rows.ts';
import { recordsOf } from './csv-records.ts';
import type { ListOptions, OpenList } from './row.ts';
import { headed, rowsOf } from './rows.ts';
import type { Source } from './source.ts';
import { after, textOf } from './text.ts';

/** What may separate values; of those that a first line has as many of, the first. */
const DELIMITERS = ['\t', ';', ',', '|'] as const;

/** How much of a file's begin is looked at for its delimiter. */
const LOOKED_AT = 64 * 1024;

/** The first line by which some spreadsheets tell one another the delimiter. */
const TELLS = /^"?sep=(.)"?(?:\r\n|\n|\r|$)/i;

function isDelimiter(text: string): boolean {
  return (DELIMITERS as readonly string[]).includes(text);
}

function known(name: string, delimiter: string): string {
  if (isDelimiter(delimiter)) return delimiter;
  throw new BadInput(
    `${name}: values cannot be separated by ${JSON.stringify(delimiter)}; give a comma, a semicolon, a tab or a bar.`,
  );
}

function encodingOf(name: string, { encoding = 'utf-8' }: ListOptions): string {
  try {
    return new TextDecoder(encoding).encoding;
  } catch {
    throw new BadInput(
      `${name}: "${encoding}" is no encoding that is known; give one as "utf-8", "utf-16le" or "windows-1252".`,
    );
  }
}

const isTsv = (name: string, { format }: ListOptions): boolean =>
  format === undefined ? /\.(?:tsv|tab)$/i.test(name) : format === 'tsv';

/** What a list's first text tells of it: its delimiter, and the line that does so, to be left out. */
function delimiterIn(name: string, text: string, options: ListOptions) {
  const [left = '', told] = TELLS.exec(text) ?? [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const head = lines.slice((options.headerRow ?? 1) - 1).join('\n');
  const found = isTsv(name, options) ? '\t' : (mostOf(DELIMITERS, head) ?? ',');
  return { delimiter: known(name, options.delimiter ?? told ?? found), left };
}

/** Opens a list of CSV, whose first bytes were read. Refuses, as BadInput, what has no head. */
export async function openCsv(
  name: string,
  source: Source,
  first: Buffer,
  options: ListOptions,
): Promise<OpenList> {
  const texts = textOf(first, source.chunks, encodingOf(name, options));
  const next = await texts.next();
  const begin = next.done === true ? first : next.value;
  const looked = begin.subarray(0, LOOKED_AT).toString('utf8');
  const { delimiter, left } = delimiterIn(name, looked, options);
  const rest = after(begin.subarray(Buffer.byteLength(left)), texts);
  const runs = recordsOf(rest, name, delimiter, left === '' ? 1 : 2);
  const { head, below } = await headed(name, runs, options.headerRow ?? 1);
  return {
    head,
    bytes: source.bytes,
    sha256: source.sha256,
    rows: () => rowsOf(below, head),
    bytesRead: source.bytesRead,
  };
}
