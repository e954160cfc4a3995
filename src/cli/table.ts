import { plain } from '../../events/plain.ts';
import { type Folded, fold, widest, widthOf } from './fold.ts';
import { type Sink, styled } from './terminal.ts';

/** A table for a reader. */
export interface Drawing {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines between the rows, for rows that are several lines high by themselves. */
  readonly ruled?: boolean;
}

/** Narrower than this no column is made, however narrow the terminal. */
const NARROWEST = 4;

/** What a column's borders and blanks take, and the table's last border. */
const FRAME = { column: 3, table: 1 };

/** How much worse than a line more it is to break a name, and to cut a word. */
const WORSE = { broken: 0.5, cut: 1000 };

/** A column, folded to a width. */
interface Column {
  readonly width: number;
  readonly cells: readonly Folded[];
  /** How hard it is to read. */
  readonly cost: number;
}

function folded(texts: readonly string[], limit: number): Column {
  const cells = texts.map((text) => fold(text, limit));
  const width = cells.reduce((most, cell) => Math.max(most, widest(cell.lines)), 1);
  const cost = cells.reduce(
    (sum, { lines, broken, cut }) => sum + lines.length + broken * WORSE.broken + cut * WORSE.cut,
    0,
  );
  return { width, cells, cost };
}

/** The column by which the table gets narrower at the least cost; undefined where none may. */
function cheapest(columns: readonly Column[], narrower: readonly Column[]): number | undefined {
  let [found, least] = [-1, Number.POSITIVE_INFINITY];
  columns.forEach((column, index) => {
    const next = narrower[index];
    if (next === undefined || next.width >= column.width) return;
    const price = (next.cost - column.cost) / (column.width - next.width);
    if (price < least) [found, least] = [index, price];
  });
  return found === -1 ? undefined : found;
}

/** Folds columns, the cheapest step at a time, until they fit into a width. */
function fitColumns(columns: readonly (readonly string[])[], width: number): Column[] {
  const room = width - FRAME.table - columns.length * FRAME.column;
  const fitted = columns.map((texts) => folded(texts, Math.max(room, NARROWEST)));
  const sum = () => fitted.reduce((total, column) => total + column.width, 0);
  if (sum() <= room) return fitted;
  const step = (texts: readonly string[], { width: now }: Column) =>
    folded(texts, Math.max(NARROWEST, now - 1));
  const next = columns.map((texts, index) => step(texts, fitted[index] as Column));
  while (sum() > room) {
    const index = cheapest(fitted, next);
    if (index === undefined) break;
    const taken = next[index] as Column;
    fitted[index] = taken;
    next[index] = step(columns[index] ?? [], taken);
  }
  return fitted;
}

/** A row of cells, as many lines as its highest cell has. */
function drawRow(columns: readonly Column[], row: number, style: (text: string) => string): string {
  const height = Math.max(...columns.map((column) => column.cells[row]?.lines.length ?? 0));
  let drawn = '';
  for (let line = 0; line < height; line += 1) {
    const cells = columns.map(({ width, cells }) => {
      const text = cells[row]?.lines[line] ?? '';
      return ` ${text === '' ? '' : style(text)}${' '.repeat(width - widthOf(text))} `;
    });
    drawn += `│${cells.join('│')}│\n`;
  }
  return drawn;
}

/** Fitted columns as a table: the first cell of each is its head. */
function drawColumns(out: Sink, columns: readonly Column[], rows: number, ruled: boolean): string {
  const rule = (left: string, between: string, right: string) =>
    `${left}${columns.map(({ width }) => '─'.repeat(width + 2)).join(between)}${right}\n`;
  const line = rule('├', '┼', '┤');
  const body = Array.from({ length: rows }, (_, row) => drawRow(columns, row + 1, (text) => text));
  const head = drawRow(columns, 0, (text) => styled(out, 'bold', text));
  const below = rows === 0 ? '' : line + body.join(ruled ? line : '');
  return rule('┌', '┬', '┐') + head + below + rule('└', '┴', '┘');
}

/** The rows one below the other, for a terminal too narrow for them to stand in columns. */
function drawList(
  out: Sink,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return rows
    .map(([first = '', ...rest]) => {
      const title = styled(out, 'bold', first.replaceAll('\n', ', '));
      const fields = rest.flatMap((text, index) => {
        const value = text.replaceAll('\n', ', ');
        return value === '' ? [] : [`  ${head[index + 1]}: ${value}`];
      });
      return [title, ...fields].map((line) => `${line}\n`).join('');
    })
    .join('');
}

/**
 * A table with its head in bold. On a terminal its cells are folded until it fits, or it becomes a list
 * where words would have to be cut; elsewhere it is as wide as it needs to be.
 */
export function drawTable(out: Sink, { head, rows, ruled = false }: Drawing): string {
  const cells = [head, ...rows].map((row) => row.map(plain));
  const columns = head.map((_, index) => cells.map((row) => row[index] ?? ''));
  const width = out.isTTY === true ? out.columns || 80 : Number.POSITIVE_INFINITY;
  const fitted = fitColumns(columns, width);
  const isCut = fitted.some((column) => column.cells.some(({ cut }) => cut > 0));
  if (isCut && head.length > 2) return drawList(out, cells[0] ?? [], cells.slice(1));
  return drawColumns(out, fitted, rows.length, ruled);
}
