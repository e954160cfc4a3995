import type { Entry } from '../../events/entry.ts';
import { Columns, idBytes, NONE, rowOfFacts, type Symbols } from '../../projections/columns.ts';
import { detailOfEntry, isDetailed, type Target } from '../../projections/details.ts';
import { factsOf } from '../../projections/facts.ts';
import { decodeEntry } from '../../src/store/decode.ts';
import type { StoredEntry } from '../../src/store/event-store.ts';

/** The names of one fold. */
export class Names implements Symbols {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  name(symbol: number): string {
    return this.#names[symbol] ?? '';
  }

  of(name: string): number {
    return this.#numbers.get(name) ?? NONE;
  }

  intern(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }
}

/** Decodes entries from their bytes. */
export const decoded = (stored: readonly StoredEntry[]): Entry[] => stored.map(decodeEntry);

/** The columns of a stream, made anew from its decoded entries, as one without columns must. */
export function columnsOf(entries: readonly Entry[], names: Names): Columns {
  const columns = new Columns(names);
  const seqs = new Map<string, number>();
  const targets = new Map<string, Target>();
  const target = (id: string) => targets.get(id);
  for (const entry of entries) {
    const facts = factsOf(entry, target);
    const row = rowOfFacts(
      entry.seq,
      facts,
      (name) => names.intern(name),
      (id) => seqs.get(id) ?? NONE,
    );
    const detailed = isDetailed(entry.type, facts.facet);
    columns.push(row, idBytes(entry.id), detailed ? detailOfEntry(entry, target) : undefined);
    seqs.set(entry.id, entry.seq);
    targets.set(entry.id, entry);
  }
  return columns;
}
