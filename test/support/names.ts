import { NONE, type Symbols } from '../../projections/columns.ts';

/** Names in the order in which entries first used them. */
export class Names implements Symbols {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** All of them. */
  get all(): readonly string[] {
    return this.#names;
  }

  name(symbol: number): string {
    const name = this.#names[symbol];
    if (name === undefined) throw new RangeError(`no name has the number ${symbol}`);
    return name;
  }

  of(name: string): number {
    return this.#numbers.get(name) ?? NONE;
  }

  give(name: string): number {
    const known = this.of(name);
    if (known !== NONE) return known;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }
}
