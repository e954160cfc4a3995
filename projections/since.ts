import { type Day, FOREVER } from '../src/time/day.ts';
import type { Figure, Figures } from './figures.ts';
import { covers, minus, type Spans, span, within } from './spans.ts';
import { Changes, lastUpTo, type Steps, type StepTable } from './steps.ts';

/**
 * How what was printed changes since: for each figure of a cell in turn, from its day to the next's, who came
 * and who went. Nobody is looked at for a figure that does not concern them.
 */
export class Since {
  readonly #figures: Figures;
  readonly #days: readonly Day[];
  #counts: readonly boolean[];
  readonly #changes = new Changes();

  constructor(figures: Figures) {
    this.#figures = figures;
    this.#days = figures.periods.map(({ day }) => day);
    this.#counts = this.#days.map(() => true);
  }

  /** Who is told from now on counts for these of the figures alone. */
  countFor(these: (figure: Figure) => boolean): void {
    this.#counts = this.#figures.periods.map(({ figure }) => these(figure));
  }

  /** Somebody who counts on some days: surely new since a figure's day, if not possibly there on it. */
  came(certain: Spans, possible: Spans): void {
    const days = this.#days;
    for (let run = 0; run < certain.length; run += 2) {
      const to = certain[run + 1] as Day;
      let index = Math.max(0, lastUpTo(days, certain[run] as Day));
      while (index < days.length && (days[index] as Day) < to) {
        const there = runAt(possible, days[index] as Day);
        if (there < 0) {
          this.#add(index, span(certain[run] as Day, to), 1);
          index += 1;
        } else {
          // Whoever is possibly there came for none of the figures until it may have gone.
          index = lastUpTo(days, (possible[there + 1] as Day) - 1) + 1;
        }
      }
    }
  }

  /** The same, surely gone since a figure's day on which it surely was there: its certain days are possible. */
  went(certain: Spans, possible: Spans): void {
    for (let run = 0; run < possible.length; run += 2) {
      const to = possible[run + 1] as Day;
      if (to === FOREVER) continue;
      const index = lastUpTo(this.#days, to - 1);
      const day = this.#days[index];
      if (day === undefined || day < (possible[run] as Day) || !covers(certain, day)) continue;
      this.#add(index, minus(span(day, this.#until(index)), [possible]), -1);
    }
  }

  #until(index: number): Day {
    return this.#days[index + 1] ?? FOREVER;
  }

  #add(index: number, spans: Spans, by: 1 | -1): void {
    if (this.#counts[index] !== true) return;
    this.#changes.add(within(spans, this.#days[index] as Day, this.#until(index)), by, index);
  }

  /** What came of each figure, in turn. */
  steps(table: StepTable): Steps[] {
    return this.#changes.steps(table, this.#days.length);
  }
}

/** Where the run of days begins that a day is in; -1 where it is in none. */
function runAt(spans: Spans, day: Day): number {
  for (let run = 0; run < spans.length; run += 2) {
    if (day < (spans[run] as Day)) return -1;
    if (day < (spans[run + 1] as Day)) return run;
  }
  return -1;
}
