import { CATALOG, type DataOf } from '../events/catalog.ts';
import { FOREVER } from '../src/time/day.ts';
import { detailOf, GONE, resolveClaims } from './claims.ts';
import { at, type Columns, NONE } from './columns.ts';

/** Which names are one endorser, at a knownAt; merges hold at every reportedBy. */
export class Merges {
  readonly #into: ReadonlyMap<number, number>;
  /** How many entries of the register were erased. */
  readonly erased: number;

  /** Takes, for each merged name, the name that it was merged into. */
  constructor(into: ReadonlyMap<number, number>, erased = 0) {
    this.#into = into;
    this.erased = erased;
  }

  /** The name that stands for an endorser. */
  root(endorser: number): number {
    if (!this.#into.has(endorser)) return endorser;
    let root = endorser;
    const seen = new Set([root]);
    for (let next = this.#into.get(root); next !== undefined; next = this.#into.get(root)) {
      // Appending refuses cycles; a view of the past may still hold one that was corrected since.
      if (seen.has(next)) return Math.min(...seen);
      seen.add(next);
      root = next;
    }
    return root;
  }

  /** All names of the endorser that this name stands for, the name itself among them. */
  names(endorser: number): number[] {
    const root = this.root(endorser);
    const merged = [...this.#into.keys()].filter((name) => this.root(name) === root);
    return [...new Set([root, endorser, ...merged])];
  }

  /** Names whose merges lead back to where they began, in turn; undefined where there are none. */
  circle(): number[] | undefined {
    for (const name of this.#into.keys()) {
      const path: number[] = [];
      let at: number | undefined = name;
      while (at !== undefined && !path.includes(at)) {
        path.push(at);
        at = this.#into.get(at);
      }
      if (at === name) return path;
    }
    return undefined;
  }
}

/** The merges that the register's first rows hold; `symbol` numbers the names. */
export function mergesOf(
  register: Columns,
  known: number,
  symbol = (name: string) => register.symbols.of(name),
): Merges {
  const claims = resolveClaims(register, known, FOREVER);
  const into = new Map<number, number>();
  for (let row = 0; row < known; row += 1) {
    const isMerge = at(register.type, row) === CATALOG.EndorserMerged.code;
    const merge = detailOf<DataOf<'EndorserMerged'>>(claims, row);
    if (!isMerge || claims.state[row] === GONE || merge === undefined) continue;
    const [one, other] = [symbol(merge.endorser), symbol(merge.into)];
    // A name that the law has had erased is no name of anybody any more.
    if (one !== NONE && other !== NONE) into.set(one, other);
  }
  return new Merges(into, claims.erased);
}
