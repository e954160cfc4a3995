/** A stream of numbers from a seed (mulberry32): the same seed gives the same numbers, everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number of 0 to below `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * end);
  }

  /** One in `n`. */
  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }

  /** One of these. Refuses an empty list. */
  of<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) throw new RangeError('nothing to choose from');
    return one;
  }

  /** The same things in another order. */
  shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((each) => ({ each, rank: this.below(2 ** 31) }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ each }) => each);
  }
}

/** A UUID that hangs on two numbers alone, and on neither's order. */
export function uuidOf(seed: number, index: number): string {
  const random = new Random(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
