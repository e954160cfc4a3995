/** So many bytes are fetched at once: a call costs as much as parsing a small entry. */
const FETCHED = 4096;

/** Random bytes for ids and salts, none of them given twice. */
export class RandomPool {
  readonly #fetch: (length: number) => Uint8Array;
  #bytes: Uint8Array = new Uint8Array(0);
  #given = 0;

  constructor(fetch: (length: number) => Uint8Array) {
    this.#fetch = fetch;
  }

  /** The next bytes; at most 4,096 at a time. */
  take(length: number): Uint8Array {
    if (this.#given + length > this.#bytes.length) {
      this.#bytes = this.#fetch(FETCHED);
      this.#given = 0;
    }
    const from = this.#given;
    this.#given += length;
    return this.#bytes.subarray(from, this.#given);
  }
}
