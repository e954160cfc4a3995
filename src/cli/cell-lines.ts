import type { CellChange } from '../../projections/cell-changes.ts';

const COUNTS = ['certain', 'possible', 'lapsed', 'best'] as const;

function cellText(cell: CellChange): string {
  const parts = COUNTS.filter((count) => cell[count][0] !== cell[count][1]).map(
    (count) => `${count} ${cell[count][0]}→${cell[count][1]}`,
  );
  return `${cell.category} ${parts.join(', ')}`;
}

/** The cells that changed, a line for each candidate: "ed-balls: MP certain 1→2, best 1→2; TU best 0→1". */
export const cellLines = (cells: readonly CellChange[]): string[] =>
  [...Map.groupBy(cells, (cell) => cell.candidate)].map(
    ([candidate, changed]) => `${candidate}: ${changed.map(cellText).join('; ')}`,
  );
