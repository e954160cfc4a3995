import { type Day, FOREVER } from '../src/time/day.ts';
import type { Printed } from './cut.ts';
import { lastWhere } from './steps.ts';

/** A figure of one printed table. */
export interface Figure {
  readonly value: number;
  readonly table: Printed<unknown>;
}

/** The figure that holds from a day on, and the others printed for the same day. */
export interface Latest {
  readonly day: Day;
  readonly figure: Figure;
  readonly others: readonly Figure[];
}

/** Of two figures of one day the later published comes first, then the smaller id. */
function byRank(one: Figure, other: Figure): number {
  const published = other.table.published - one.table.published;
  if (published !== 0) return published;
  return one.table.id < other.table.id ? -1 : 1;
}

const NO_OTHERS: readonly Figure[] = [];

/** The figures printed for one cell, in order of the days by which they surely held. */
export class Figures {
  readonly periods: readonly Latest[];

  constructor(figures: readonly Figure[]) {
    const byDay = Map.groupBy(figures, (figure) => figure.table.day);
    const days = [...byDay.keys()].sort((one, other) => one - other);
    this.periods = days.flatMap((day) => {
      const [figure, ...others] = (byDay.get(day) ?? []).sort(byRank);
      if (figure === undefined) return [];
      return [{ day, figure, others: others.length === 0 ? NO_OTHERS : others }];
    });
  }

  /** The latest figure on a day, or undefined where none was printed by then. */
  on(day: Day): Latest | undefined {
    return this.periods[this.indexOn(day)];
  }

  /** Its place among the periods, -1 before the first. */
  indexOn(day: Day): number {
    return lastWhere(this.periods.length, (index) => (this.periods[index]?.day ?? FOREVER) <= day);
  }
}
