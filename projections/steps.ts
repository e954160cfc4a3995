import { type Day, FOREVER } from '../src/time/day.ts';
import type { Spans } from './spans.ts';

/** A count that changes on certain days: a step function over all days. */
export class Steps {
  /** The days on which the count changes, ascending. */
  readonly days: Int32Array;
  readonly #values: Int32Array;

  /** Takes the change of each day. */
  constructor(changes: ReadonlyMap<Day, number>) {
    const days = [...changes.keys()].filter((day) => changes.get(day) !== 0).sort((a, b) => a - b);
    this.days = Int32Array.from(days);
    this.#values = new Int32Array(days.length);
    let value = 0;
    days.forEach((day, index) => {
      value += changes.get(day) ?? 0;
      this.#values[index] = value;
    });
  }

  /** The count on a day: a binary search, whatever the length of history. */
  on(day: Day): number {
    const index = lastUpTo(this.days, day);
    return index < 0 ? 0 : (this.#values[index] ?? 0);
  }
}

/** The index of the last of these ascending days that is not after a day; -1 where all are. */
export function lastUpTo(
  days: { readonly length: number; [index: number]: number },
  day: Day,
): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Gathers changes of a count, day by day. */
export class Changes {
  readonly #changes = new Map<Day, number>();

  /** Adds `by` on every day of the spans. */
  add(spans: Spans, by = 1): void {
    for (let i = 0; i < spans.length; i += 2) {
      this.#change(spans[i] as number, by);
      if (spans[i + 1] !== FOREVER) this.#change(spans[i + 1] as number, -by);
    }
  }

  #change(day: Day, by: number): void {
    this.#changes.set(day, (this.#changes.get(day) ?? 0) + by);
  }

  /** The count that these changes give. */
  steps(): Steps {
    return new Steps(this.#changes);
  }
}
