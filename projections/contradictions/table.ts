import type { CheckedFigure, Tally } from '../checked-tally.ts';
import type { StandingsTimeline } from '../standings.ts';
import type { Side } from './contradiction.ts';

/** A tally, the standings by which it counts as its source could have known them, and its figures checked. */
export interface CheckedTable {
  readonly tally: Tally;
  readonly then: StandingsTimeline;
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

/** What a figure counts, in a few words. */
export const what = ({ candidate, category, table: { tally } }: Cell): string =>
  `${category} for ${candidate} (${tally.data.of}${tally.data.stage === undefined ? '' : `, ${tally.data.stage}`})`;

/** What a figure says. */
export const side = (cell: Cell, says = String(cell.value)): Side => ({
  says,
  rows: [cell.table.tally.row],
});
