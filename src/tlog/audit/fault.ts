/** What an audit found to be wrong: one plain sentence, and the entry it is about, if it is about one. */
export interface Fault {
  /** The entry's sequence number; null where the fault belongs to no entry. */
  readonly seq: number | null;
  /** Where it lies: `entry`, or which tile, checkpoint or table. */
  readonly place: string;
  readonly problem: string;
}

/** How many faults are kept; of the rest only the number is. */
const KEPT = 1000;

/** Gathers faults, each once. */
export class Faults {
  readonly #kept = new Map<string, Fault>();
  #count = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** An entry is wrong. */
  entry(seq: number, problem: string): void {
    this.#add({ seq, place: 'entry', problem });
  }

  /** Something beside the entries is wrong. */
  beside(place: string, problem: string): void {
    this.#add({ seq: null, place, problem });
  }

  #add(fault: Fault): void {
    const key = `${fault.seq} ${fault.place} ${fault.problem}`;
    if (this.#kept.has(key)) return;
    this.#count += 1;
    if (this.#kept.size < KEPT) this.#kept.set(key, fault);
  }

  /** Those that are kept: of entries in their order, then the others as they were found. */
  all(): Fault[] {
    const place = ({ seq }: Fault): number => seq ?? Number.POSITIVE_INFINITY;
    // Two that belong to no entry stay as they were found: their difference is no number.
    return [...this.#kept.values()].sort((one, other) => place(one) - place(other) || 0);
  }
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
