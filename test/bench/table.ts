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

/** The rows as a Markdown table, padded so that it reads well on a terminal too. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const print = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`;
  const [head = [], ...body] = lines;
  return print(head) + rule + body.map(print).join('');
}
