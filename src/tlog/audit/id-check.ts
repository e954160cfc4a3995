import { CATALOG } from '../../../events/catalog.ts';
import { idBytes, NONE } from '../../../projections/columns.ts';
import type { Reference } from './facts-check.ts';
import type { Faults } from './fault.ts';
import { type Erasure, ID_SIZE, type PageFindings } from './page-findings.ts';

const keyOf = (id: string): string => Buffer.from(idBytes(id)).toString('latin1');

/** The types that name another entry, which an erasure then reaches through them. */
const LINKING: ReadonlySet<number> = new Set([
  CATALOG.EndorsementMade.code,
  CATALOG.NominationMade.code,
  CATALOG.EndorsementWithdrawn.code,
  CATALOG.NominationWithdrawn.code,
  CATALOG.EntryCorrected.code,
  CATALOG.EntryStruck.code,
  CATALOG.EntryDisputed.code,
  CATALOG.DisputeResolved.code,
]);

interface Lost {
  readonly seq: number;
  readonly stream: number;
  readonly links: boolean;
}

interface Erased extends Erasure {
  readonly stream: number;
}

/** What is compared once the ids of all entries are known: that none is there twice, and who names whom. */
export class IdCheck {
  readonly #faults: Faults;
  readonly #ids: Buffer;
  readonly #count: number;
  readonly #references: Reference[] = [];
  readonly #lost: Lost[] = [];
  readonly #erasures: Erased[] = [];
  #seqs: Map<string, number> | undefined;

  constructor(count: number, faults: Faults) {
    this.#count = count;
    this.#faults = faults;
    this.#ids = Buffer.alloc(count * ID_SIZE);
  }

  /** Takes in a page. */
  take({ from, ids, streams, references, erased, erasures }: PageFindings): void {
    this.#ids.set(ids, from * ID_SIZE);
    for (const reference of references) this.#compare(reference);
    for (const [seq, code] of erased) {
      const stream = streams[seq - from] as number;
      this.#lost.push({ seq, stream, links: LINKING.has(code) });
    }
    for (const erasure of erasures) {
      this.#erasures.push({ ...erasure, stream: streams[erasure.seq - from] as number });
    }
  }

  /** A column that names an earlier entry is right if that one has the id; all earlier ids are in. */
  #compare(reference: Reference): void {
    const { seq, field, stored, id } = reference;
    if (stored === NONE) {
      this.#references.push(reference);
    } else if (!(stored >= 0 && stored < seq) || this.#keyAt(stored) !== keyOf(id)) {
      const problem = `its column ${field} says entry ${stored}, its bytes say the entry with the id ${id}`;
      this.#faults.entry(seq, problem);
    }
  }

  #keyAt(seq: number): string {
    return this.#ids.toString('latin1', seq * ID_SIZE, (seq + 1) * ID_SIZE);
  }

  /** All ids in their order, as texts of 16 characters, each one byte. */
  *keys(): Generator<string> {
    for (let seq = 0; seq < this.#count; seq += 1) yield this.#keyAt(seq);
  }

  /** The entry with an id, by a table that is only made where somebody asks. */
  #seqOf(id: string): number | undefined {
    if (this.#seqs === undefined) {
      this.#seqs = new Map();
      for (let seq = this.#count - 1; seq >= 0; seq -= 1) this.#seqs.set(this.#keyAt(seq), seq);
    }
    return this.#seqs.get(keyOf(id));
  }

  /** Compares what needed all pages. */
  finish(): void {
    this.#findTwins();
    for (const { seq, field, id } of this.#references) {
      const named = this.#seqOf(id);
      if (named === undefined || named >= seq) continue;
      const problem = `its column ${field} says nothing, its bytes say the entry ${named}, with the id ${id}`;
      this.#faults.entry(seq, problem);
    }
    this.#checkErasures();
  }

  /** Sorts the second halves of all ids as numbers, which is quick; only equal ones are looked at. */
  #findTwins(): void {
    const halves = new BigUint64Array(this.#count);
    for (let seq = 0; seq < this.#count; seq += 1) {
      halves[seq] = this.#ids.readBigUInt64BE(seq * ID_SIZE + ID_SIZE / 2);
    }
    const sorted = halves.slice().sort();
    const twice = new Set<bigint>();
    for (let at = 1; at < sorted.length; at += 1) {
      if (sorted[at] === sorted[at - 1]) twice.add(sorted[at] as bigint);
    }
    if (twice.size === 0) return;
    const seen = new Map<string, number>();
    halves.forEach((half, seq) => {
      if (!twice.has(half)) return;
      const key = this.#keyAt(seq);
      const first = seen.get(key);
      // Of an entry that could not be read the id is zeroes, and that is told already.
      if (first === undefined || /^\0+$/.test(key)) seen.set(key, seq);
      else this.#faults.entry(seq, `it has the same id as entry ${first}`);
    });
  }

  /**
   * Is each payload that is missing covered by an erasure, and missing where one names it? What linked a
   * correction or an end to the entry that was erased was erased with it; so of these it is only known
   * that something was erased in their stream that they may have belonged to.
   */
  #checkErasures(): void {
    const lost = new Set(this.#lost.map(({ seq }) => seq));
    const named = new Map<number, number>();
    for (const { seq, id, stream } of this.#erasures) {
      const target = this.#seqOf(id);
      if (target === undefined) continue;
      named.set(target, stream);
      if (lost.has(target)) continue;
      const problem = `its payload is there, though entry ${seq} says that it was erased`;
      this.#faults.entry(target, problem);
    }
    for (const { seq, stream, links } of this.#lost) {
      const linked = links || this.#lost.some((other) => other.links && other.stream === stream);
      const covered = [...named].some(
        ([target, where]) => where === stream && (target === seq || (linked && lost.has(target))),
      );
      if (covered) continue;
      this.#faults.entry(seq, 'its payload and salt are missing, and no erasure covers it');
    }
  }
}
