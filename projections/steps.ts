import { type Day, FOREVER } from '../src/time/day.ts';
import type { Spans } from './spans.ts';

/** The last of so many indexes of which something holds, where it holds of the first and of no later one; else -1. */
export function lastWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The index of the last of these ascending days that is not after a day; -1 where all are. */
export const lastUpTo = (
  days: { readonly length: number; readonly [index: number]: number },
  day: Day,
): number => lastWhere(days.length, (index) => (days[index] ?? 0) <= day);

/** The steps of many counts, in two arrays: an array of its own would take more than a count's few steps. */
export class StepTable {
  days = new Int32Array(16);
  values = new Int32Array(16);
  length = 0;

  /** Adds a step after those there are. */
  push(day: Day, value: number): void {
    if (this.length === this.days.length) this.#resize(this.length * 2);
    this.days[this.length] = day;
    this.values[this.length] = value;
    this.length += 1;
  }

  /** Gives back the room for more. */
  seal(): void {
    this.#resize(this.length);
  }

  #resize(size: number): void {
    const [days, values] = [new Int32Array(size), new Int32Array(size)];
    days.set(this.days.subarray(0, this.length));
    values.set(this.values.subarray(0, this.length));
    this.days = days;
    this.values = values;
  }
}

/** A count that changes on certain days: a step function over all days. */
export class Steps {
  readonly #table: StepTable;
  readonly #from: number;
  readonly #to: number;

  /** Its steps are those of a table from one up to but not including another. */
  constructor(table: StepTable, from: number, to: number) {
    this.#table = table;
    this.#from = from;
    this.#to = to;
  }

  /** The days on which the count changes, ascending. */
  get days(): Int32Array {
    return this.#table.days.subarray(this.#from, this.#to);
  }

  /** The count on a day: a binary search, whatever the length of history. */
  on(day: Day): number {
    const { days, values } = this.#table;
    const last = lastWhere(
      this.#to - this.#from,
      (index) => (days[this.#from + index] ?? 0) <= day,
    );
    return last < 0 ? 0 : (values[this.#from + last] ?? 0);
  }
}

/** A count that is always none. */
export const NO_STEPS = new Steps(new StepTable(), 0, 0);

/** Gathers changes of a count, day by day. */
export class Changes {
  /** A change by one each: its day twice, and one more where the count goes up. */
  #edges = new Float64Array(16);
  #length = 0;

  /** Adds one on every day of the spans, or takes one away (`by` -1). */
  add(spans: Spans, by: 1 | -1 = 1): void {
    for (let i = 0; i < spans.length; i += 2) {
      const [from, to] = [spans[i] as number, spans[i + 1] as number];
      this.#change(from, by > 0 ? 1 : 0);
      if (to !== FOREVER) this.#change(to, by > 0 ? 0 : 1);
    }
  }

  #change(day: Day, up: 0 | 1): void {
    if (this.#length === this.#edges.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#edges);
      this.#edges = larger;
    }
    this.#edges[this.#length] = day * 2 + up;
    this.#length += 1;
  }

  /** The count that these changes give, its steps in a table; and begins anew. */
  steps(table = new StepTable()): Steps {
    if (this.#length === 0) return NO_STEPS;
    const edges = this.#edges.subarray(0, this.#length).sort();
    const from = table.length;
    let value = 0;
    for (let i = 0; i < edges.length; ) {
      const day = Math.floor((edges[i] as number) / 2);
      const before = value;
      for (; i < edges.length && Math.floor((edges[i] as number) / 2) === day; i += 1) {
        value += (edges[i] as number) === day * 2 ? -1 : 1;
      }
      if (value !== before) table.push(day, value);
    }
    this.#length = 0;
    return new Steps(table, from, table.length);
  }
}
