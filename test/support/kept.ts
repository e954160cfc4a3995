import { decodeEnvelope } from '../../src/store/decode.ts';
import type { NewEntry, Receipt, StoredEntry } from '../../src/store/event-store.ts';
import type { FactRow } from '../../src/store/fact-store.ts';

/** An entry and its columns. */
export interface Kept {
  readonly stored: StoredEntry;
  readonly recordedMax: number;
  readonly facts: FactRow;
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
