import { BadInput } from '../bad-input.ts';
import { beginsWith, checkKind, type FileKind } from '../file-kinds.ts';
import { openCsv } from './csv.ts';
import type { ListOptions, OpenList } from './row.ts';
import { openSource } from './source.ts';
import { openXlsx } from './xlsx.ts';

const SAVE = 'save it as "CSV UTF-8"';

/** What people take for a list, and is none. */
const NO_LISTS: readonly FileKind[] = [
  [
    '\xd0\xcf\x11\xe0',
    'is a workbook of Excel before 2007, or one with a password; save it as .xlsx without a password, or as "CSV UTF-8"',
  ],
  ['%PDF-', `is a PDF; copy its table into a spreadsheet, and ${SAVE}`],
  ['<!DOCTYPE', `is a web page; copy its table into a spreadsheet, and ${SAVE}`],
  ['<!doctype', `is a web page; copy its table into a spreadsheet, and ${SAVE}`],
  ['<html', `is a web page; copy its table into a spreadsheet, and ${SAVE}`],
  ['<?xml', `is XML; open it in a spreadsheet, and ${SAVE}`],
  ['PAR1', 'is Parquet; export it as CSV'],
  ['BZh', 'is compressed by bzip2; unpack it first'],
  ['\xfd7zXZ\0', 'is compressed by xz; unpack it first'],
  ['\x28\xb5\x2f\xfd', 'is compressed by zstd; unpack it first'],
  ['7z\xbc\xaf', 'is a 7z archive; unpack it first'],
];

/** How a zip archive begins, as which workbooks are written. */
const ZIP = 'PK\x03\x04';

/**
 * Opens a list: reads its head, and lets its rows be asked for. Refuses, as BadInput, a file that cannot be
 * read at all.
 */
export async function openList(
  path: string,
  options: ListOptions,
  signal: AbortSignal,
): Promise<OpenList> {
  const source = openSource(path, signal);
  const next = await source.chunks.next();
  if (next.done === true) throw new BadInput(`${path} is empty; give a list.`);
  const isText = options.format === 'csv' || options.format === 'tsv';
  if (beginsWith(next.value, ZIP) && !isText) return openXlsx(path, source, options, signal);
  checkKind(path, next.value, NO_LISTS);
  if (options.format === 'xlsx') {
    throw new BadInput(`${path} is no .xlsx workbook; leave "format" out, or give another file.`);
  }
  return openCsv(path, source, next.value, options);
}
