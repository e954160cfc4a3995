/** Numbers that a seed alone decides (xorshift128), with the draws that a believable load needs. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
    this.#c = Math.imul(seed ^ 0x7f4a7c15, 0xc2b2ae35);
    this.#d = 0x1f123bb5;
    for (let turn = 0; turn < 20; turn += 1) this.#next();
  }

  #next(): number {
    const t = this.#a ^ (this.#a << 11);
    this.#a = this.#b;
    this.#b = this.#c;
    this.#c = this.#d;
    this.#d = this.#d ^ (this.#d >>> 19) ^ t ^ (t >>> 8);
    return this.#d >>> 0;
  }

  /** A whole number of 0 to below `end`. */
  below(end: number): number {
    return Math.floor((this.#next() / 2 ** 32) * end);
  }

  /** True `percent` times in a hundred; a millionth is the least that it tells from never. */
  percent(percent: number): boolean {
    return this.below(1_000_000) < percent * 10_000;
  }

  /** One of these, all alike. Refuses an empty list. */
  of<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) throw new RangeError('nothing to choose from');
    return one;
  }

  /** One of these, the first most often: the power law of names and papers. */
  ranked<T>(all: readonly T[]): T {
    const place = Math.floor(all.length ** (this.below(1_000_000) / 1_000_000)) - 1;
    const one = all[Math.min(place, all.length - 1)];
    if (one === undefined) throw new RangeError('nothing to choose from');
    return one;
  }

  /** A length of 1 to `most`, short mostly and long now and then: a burst, a delay. */
  heavy(most: number): number {
    const uniform = (this.below(1_000_000) + 1) / 1_000_000;
    return Math.min(most, Math.ceil(uniform ** -0.8));
  }

  /** One of these, each as often as its weight. */
  weighed<T>(all: readonly (readonly [weight: number, one: T])[]): T {
    let left = this.below(all.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, one] of all) {
      left -= weight;
      if (left < 0) return one;
    }
    throw new RangeError('nothing to choose from');
  }

  /** So many hex digits. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.#next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
}
