import type { CheckedFigure, Tally } from '../checked-tally.ts';
import type { Range } from '../shares.ts';
import type { StandingsTimeline } from '../standings.ts';
import type { Side } from './contradiction.ts';

/** A tally, the standings by which it counts, and its figures checked. */
export interface CheckedTable {
  readonly tally: Tally;
  readonly now: StandingsTimeline;
  readonly figures: readonly CheckedFigure[];
}

/** One figure of a table. */
export interface Cell {
  readonly table: CheckedTable;
  readonly candidate: string;
  readonly category: string;
  readonly value: number;
}

/** A figure beside how many were named whom its source could have known. */
export interface CheckedCell extends Cell {
  readonly named: Range;
}

/** What a figure counts, in a few words. */
export const what = ({ candidate, category, table: { tally } }: Cell): string =>
  `${category} for ${candidate} (${tally.data.of}${tally.data.stage === undefined ? '' : `, ${tally.data.stage}`})`;

/** What a figure says. */
export const side = (cell: Cell, says = String(cell.value)): Side => ({
  says,
  rows: [cell.table.tally.row],
});
