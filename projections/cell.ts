import type { Day } from '../src/time/day.ts';
import type { CellTimeline } from './counter.ts';

/** A figure that a source printed, and the entry that tells it. */
export interface Reported {
  readonly value: number;
  readonly on: string | null;
  readonly entry: string;
  /** What others printed for the same day. */
  readonly others: readonly { readonly value: number; readonly entry: string }[];
}

/** One candidate's counts in one category on one day. */
export interface Cell {
  readonly certain: number;
  /** Those beyond the certain. */
  readonly possible: number;
  readonly lapsed: number;
  readonly reported: Reported | null;
  readonly best: number;
}

/** A cell on a day; `withdrawn`: its candidate has surely left, and no table counts for it any more. */
export function cellOn(cell: CellTimeline, day: Day, withdrawn: boolean): Cell {
  const certain = cell.certain.on(day);
  const index = cell.figures.indexOn(day);
  const latest = cell.figures.periods[index];
  const since = cell.since[index]?.on(day) ?? 0;
  const named = latest === undefined || withdrawn ? certain : latest.figure.value + since;
  return {
    certain,
    possible: cell.possible.on(day) - certain,
    lapsed: cell.lapsed.on(day),
    reported:
      latest === undefined
        ? null
        : {
            value: latest.figure.value,
            on: latest.figure.table.on,
            entry: latest.figure.table.id,
            others: latest.others.map(({ value, table }) => ({ value, entry: table.id })),
          },
    best: Math.max(certain, named),
  };
}
