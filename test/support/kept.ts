import { typeOfCode } from '../../events/catalog.ts';
import { NONE, type PackedRows, pack, rowOfFacts } from '../../projections/columns.ts';
import {
  detailOfEntry,
  isDetailed,
  type LazyDetail,
  type Target,
} from '../../projections/details.ts';
import { factsOfErased } from '../../projections/facts.ts';
import { decodeEntry, decodeEnvelope } from '../../src/store/decode.ts';
import type { NewEntry, Receipt, StoredEntry } from '../../src/store/event-store.ts';

/** An entry and its columns. */
export interface Kept {
  readonly stored: StoredEntry;
  readonly recordedMax: number;
  /** Its columns and its id, as bytes. */
  readonly facts: { readonly row: readonly number[]; readonly id: Uint8Array };
}

/** Takes away what an erasure does. */
export function blank(kept: Kept): void {
  const { seq } = kept.stored;
  const nothing = new Uint8Array(0);
  Object.assign(kept.stored, { salt: nothing, payload: nothing });
  const named = (): number => NONE;
  const row = rowOfFacts(seq, factsOfErased(decodeEnvelope(kept.stored).type), named, named);
  Object.assign(kept.facts, { row });
}

/** The columns of entries as a store gives them. */
export function packedRows(
  page: readonly Kept[],
  target: (id: string) => Target | undefined,
): PackedRows {
  const details = new Map<number, LazyDetail>();
  page.forEach(({ stored, facts: { row } }, place) => {
    if (!isDetailed(typeOfCode(row[1] ?? 0), row[6] ?? 0)) return;
    const entry = decodeEntry(stored);
    details.set(place, () => detailOfEntry(entry, target));
  });
  return { rows: Buffer.concat(page.map(({ facts: { row, id } }) => pack(row, id))), details };
}

/** Does a stored entry say the same as a new one of its id? */
export function sameBody(stored: StoredEntry, stream: string, entry: NewEntry): boolean {
  const [one, other] = [decodeEnvelope(stored), decodeEnvelope(entry)];
  return (
    stored.stream === stream &&
    one.type === other.type &&
    one.version === other.version &&
    Buffer.compare(stored.payload, entry.payload) === 0
  );
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Receipts by their keys. */
export class KeptReceipts {
  readonly #byKey = new Map<string, Receipt>();

  find(key: Uint8Array): Receipt | undefined {
    return this.#byKey.get(hex(key));
  }

  /** Is this receipt's key taken? */
  has(receipt: Receipt | undefined): boolean {
    return receipt !== undefined && this.find(receipt.key) !== undefined;
  }

  keep(receipt: Receipt | undefined): void {
    if (receipt !== undefined) this.#byKey.set(hex(receipt.key), { ...receipt });
  }

  after(key: Uint8Array, limit: number): Receipt[] {
    return [...this.#byKey.keys()]
      .filter((each) => each > hex(key))
      .sort()
      .slice(0, limit)
      .flatMap((each) => this.#byKey.get(each) ?? []);
  }
}
