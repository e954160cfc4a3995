import { type Day, FOREVER, LONG_AGO } from '../src/time/day.ts';
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

/** So many days there are from LONG_AGO to FOREVER. */
const DAYS = 2 ** 32;

/** Gathers changes of one count or of several, day by day, and sorts them all at once. */
export class Changes {
  /** A change by one each: its count's number and its day, twice, and one more where the count goes up. */
  #edges = new Float64Array(64);
  #length = 0;

  /** Adds one to a count on every day of the spans, or takes one away (`by` -1). At most 2^19 counts. */
  add(spans: Spans, by: 1 | -1 = 1, count = 0): void {
    for (let i = 0; i < spans.length; i += 2) {
      const [from, to] = [spans[i] as number, spans[i + 1] as number];
      this.#change(count, from, by > 0 ? 1 : 0);
      if (to !== FOREVER) this.#change(count, to, by > 0 ? 0 : 1);
    }
  }

  #change(count: number, day: Day, up: 0 | 1): void {
    if (this.#length === this.#edges.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#edges);
      this.#edges = larger;
    }
    this.#edges[this.#length] = (count * DAYS + (day - LONG_AGO)) * 2 + up;
    this.#length += 1;
  }

  /** So many counts that these changes give, their steps in a table; and begins anew. */
  steps(table = new StepTable(), counts = 1): Steps[] {
    const edges = this.#edges.subarray(0, this.#length);
    if (edges.length > 1) edges.sort();
    this.#length = 0;
    let next = 0;
    return Array.from({ length: counts }, (_, count) => {
      const from = table.length;
      next = stepsOf(edges, next, count, table);
      return table.length === from ? NO_STEPS : new Steps(table, from, table.length);
    });
  }
}

/** Puts the steps of one count into a table; says where the edges of the next begin. */
function stepsOf(edges: Float64Array, first: number, count: number, table: StepTable): number {
  const base = count * DAYS * 2;
  let [next, value] = [first, 0];
  while (next < edges.length && (edges[next] as number) - base < DAYS * 2) {
    const day = Math.floor(((edges[next] as number) - base) / 2);
    const before = value;
    for (; next < edges.length; next += 1) {
      const beyond = (edges[next] as number) - base - day * 2;
      if (beyond > 1) break;
      value += beyond === 1 ? 1 : -1;
    }
    if (value !== before) table.push(day + LONG_AGO, value);
  }
  return next;
}
