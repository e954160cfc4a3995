import { type Row, reached, short } from './measure.ts';

const HEAD = ['what', 'against', 'ratio', 'min–max', 'due now', 'later', 'in this run'];

function judgement(row: Row, wanted: number | undefined): string {
  if (wanted === undefined) return '';
  const sign = row.wanted === 'at least' ? '≥' : '≤';
  return `${sign} ${wanted} ${reached(row, wanted) ? 'met' : 'NOT met'}`;
}

const cellsOf = (row: Row): string[] => [
  row.name,
  row.against,
  short(row.ratio.median),
  `${short(row.ratio.least)}–${short(row.ratio.most)}`,
  judgement(row, row.due),
  judgement(row, row.later),
  row.figures,
];

/** Lines of cells as a Markdown table, padded so that it reads well on a terminal too; the first is its head. */
export function markdown([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((line) => line[column]?.length ?? 0)),
  );
  const print = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`;
  return print(head) + rule + body.map(print).join('');
}

/** The rows of ratios as a Markdown table. */
export const table = (rows: readonly Row[]): string => markdown([HEAD, ...rows.map(cellsOf)]);
