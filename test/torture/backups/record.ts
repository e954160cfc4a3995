import type { Said, SaidAppend, SaidErasure, SaidSigned } from './said.ts';

/** What a ledger must hold, by what its loader said. */
export class Naive {
  readonly #hashes: string[] = [];
  readonly #erasures: SaidErasure[] = [];
  readonly #signed = new Map<number, SaidSigned>();
  /** The last entry of each append, and the clock by which it was the last of all. */
  readonly moments: { readonly seq: number; readonly at: number }[] = [];
  /** The keys of receipts, and the last entry that each names. */
  readonly keys: { readonly key: string; readonly seq: number }[] = [];

  take(said: Said): void {
    if ('signed' in said) this.#signed.set(said.signed, said);
    else if ('erasure' in said) this.#erasures.push(said);
    else this.#append(said);
  }

  get size(): number {
    return this.#hashes.length;
  }

  #append({ entries, at, key }: SaidAppend): void {
    for (const { seq, hash } of entries) this.#hashes[seq] = hash;
    const { seq = 0 } = entries.at(-1) ?? {};
    this.moments.push({ seq, at });
    if (key !== undefined) this.keys.push({ key, seq });
  }

  /** The entries up to one, as a copy has them that was taken when there were `size`. */
  entries(last: number, size: number): string[] {
    const hashes = this.#hashes.slice(0, last + 1);
    for (const { erasure, gone } of this.#erasures) {
      if (erasure >= size) continue;
      for (const { seq, hash } of gone) if (seq <= last) hashes[seq] = hash;
    }
    return hashes;
  }

  /** Would a cut after this entry, of a copy of `size` entries, part what an erasure took from the erasure? */
  parts(last: number, size: number): boolean {
    return this.#erasures.some(
      ({ erasure, gone }) =>
        erasure > last && erasure < size && gone.some(({ seq }) => seq <= last),
    );
  }

  /** What was signed of so many entries. */
  signedOf(size: number): SaidSigned | undefined {
    return this.#signed.get(size);
  }

  /** The sizes that were signed. */
  get sizes(): number[] {
    return [...this.#signed.keys()];
  }
}
