import { NONE, type Symbols } from '../../projections/columns.ts';

/** Where the numbers of tried names begin: above any that a store gives. */
const TRIED = 2 ** 30;

/** The store's names, and above them the names of rows that are only tried. */
export class TriedSymbols implements Symbols {
  readonly #stored: Symbols;
  readonly #tried: string[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(stored: Symbols) {
    this.#stored = stored;
  }

  name(symbol: number): string {
    return this.#tried[symbol - TRIED] ?? this.#stored.name(symbol);
  }

  of(name: string): number {
    return this.#numbers.get(name) ?? this.#stored.of(name);
  }

  /** The number of a name, a new one where nobody used it yet. */
  intern(name: string): number {
    const known = this.of(name);
    if (known !== NONE) return known;
    const number = TRIED + this.#tried.push(name) - 1;
    this.#numbers.set(name, number);
    return number;
  }
}
