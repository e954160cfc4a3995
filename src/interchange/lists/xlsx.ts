import { BadInput } from '../bad-input.ts';
import { type Archive, damaged, openArchive } from './archive.ts';
import type { Numbered } from './csv-records.ts';
import type { ListOptions, OpenList } from './row.ts';
import { headed, rowsOf } from './rows.ts';
import { sheetRows } from './sheet.ts';
import type { Source } from './source.ts';
import { readWorkbook, type Sheet, WORKBOOK_PART, type Workbook } from './workbook.ts';

function checkIsWorkbook(name: string, archive: Archive): void {
  if (archive.has(WORKBOOK_PART)) return;
  const others = ['content.xml', 'xl/workbook.bin'].some((part) => archive.has(part));
  const what = others
    ? 'is a workbook of another kind than .xlsx; save it as .xlsx, or as "CSV UTF-8"'
    : 'is a zip archive, and no workbook; unpack it first';
  throw new BadInput(`${name} ${what}.`);
}

function sheetOf(name: string, { sheets }: Workbook, wanted: string | undefined): Sheet {
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  const found =
    wanted === undefined ? shown[0] : sheets.find((sheet) => sheet.name.trim() === wanted.trim());
  if (found !== undefined) return found;
  const names = sheets.map((sheet) => `"${sheet.name}"`).join(', ');
  throw new BadInput(
    wanted === undefined
      ? `${name} shows no sheet; name one of ${names || 'its own, once it has some'}, as "sheet".`
      : `${name} has no sheet "${wanted}"; name one of ${names}.`,
  );
}

/** Rows until the file is read or let go of; what its library says is wrong becomes BadInput. */
async function* guarded(
  name: string,
  runs: AsyncGenerator<readonly Numbered[]>,
  signal: AbortSignal,
  end: () => Promise<void> | void,
): AsyncGenerator<readonly Numbered[]> {
  try {
    for await (const run of runs) {
      signal.throwIfAborted();
      yield run;
    }
  } catch (error) {
    if (error instanceof BadInput || signal.aborted) throw error;
    throw damaged(name, error);
  } finally {
    await end();
  }
}

/** Opens a list in a workbook. Refuses, as BadInput, what is none, and what has no head. */
export async function openXlsx(
  name: string,
  source: Source,
  options: ListOptions,
  signal: AbortSignal,
): Promise<OpenList> {
  // The parts of a workbook lie anywhere in it, so it is read once more for them.
  for await (const _ of source.chunks);
  const archive = await openArchive(name);
  try {
    checkIsWorkbook(name, archive);
    const book = await readWorkbook(archive).catch((error: unknown) => {
      throw error instanceof BadInput ? error : damaged(name, error);
    });
    const { part } = sheetOf(name, book, options.sheet);
    const runs = guarded(name, sheetRows(archive.read(part), book), signal, archive.close);
    const { head, below } = await headed(name, runs, options.headerRow ?? 1);
    const { bytes, bytesRead, sha256 } = source;
    return { head, bytes, sha256, rows: () => rowsOf(below, head), bytesRead };
  } catch (error) {
    archive.close();
    throw error;
  }
}
