import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import type { Verifier } from '../keys.ts';
import { parseNote } from '../note.ts';
import { openNote } from '../signing.ts';
import { sameBytes, writeBase64 } from '../strict.ts';
import type { Faults } from './fault.ts';
import { messageOf } from './fault.ts';

/** A checkpoint as it was checked. */
export interface CheckedCheckpoint {
  /** `the checkpoint of 700 entries`, or what an auditor brought. */
  readonly place: string;
  readonly checkpoint: Checkpoint;
  /** The keys that have signed it, as name+id; none where no key was given to check with. */
  readonly signedBy: readonly string[];
  /** Is it the ledger's: do its first entries give this root? */
  readonly holds: boolean;
  /** Is its text beyond doubt: signed by a key that was given? */
  readonly vouched: boolean;
}

/** Checks signed notes against the tree that the leaves give, and the keys that were given. */
export class CheckpointCheck {
  readonly #keys: readonly Verifier[];
  readonly #entries: number;
  readonly #rootAt: (size: number) => Uint8Array;
  readonly #faults: Faults;
  readonly #roots = new Map<number, Uint8Array>();

  constructor(
    keys: readonly Verifier[],
    entries: number,
    rootAt: (size: number) => Uint8Array,
    faults: Faults,
  ) {
    this.#keys = keys;
    this.#entries = entries;
    this.#rootAt = rootAt;
    this.#faults = faults;
  }

  /** Checks a note; `size` is what it is kept under. Undefined where it cannot be read at all. */
  check(place: string, note: string, size?: number): CheckedCheckpoint | undefined {
    let checkpoint: Checkpoint;
    try {
      checkpoint = parseCheckpoint(parseNote(note).text);
    } catch (error) {
      this.#faults.beside(place, `cannot be read (${messageOf(error)})`);
      return undefined;
    }
    if (size !== undefined && checkpoint.size !== size) {
      this.#faults.beside(place, `says in its text that it is of ${checkpoint.size} entries`);
    }
    const signedBy = this.#signers(place, note, checkpoint);
    this.#oneRoot(place, checkpoint);
    const holds =
      checkpoint.size <= this.#entries && sameBytes(this.#rootAt(checkpoint.size), checkpoint.root);
    if (checkpoint.size > this.#entries) {
      this.#faults.beside(
        place,
        `covers ${checkpoint.size} entries, but there are ${this.#entries}`,
      );
    }
    const vouched = signedBy !== undefined && signedBy.length > 0;
    return { place, checkpoint, signedBy: signedBy ?? [], holds, vouched };
  }

  #signers(place: string, note: string, { origin }: Checkpoint): string[] | undefined {
    if (this.#keys.length === 0) return [];
    if (this.#keys.every(({ name }) => name !== origin)) {
      const names = [...new Set(this.#keys.map(({ name }) => name))].join(', ');
      this.#faults.beside(
        place,
        `is of the log ${origin}, and checked with the key of ${names}: give the vkey of ${origin}, or put its key back`,
      );
      return undefined;
    }
    try {
      const { signedBy } = openNote(note, this.#keys);
      if (signedBy.some(({ name }) => name === origin)) {
        return signedBy.map(({ name, id }) => `${name}+${id}`);
      }
      this.#faults.beside(place, `is of the log ${origin}, whose key has not signed it`);
    } catch (error) {
      this.#faults.beside(place, `is not signed as it should be (${messageOf(error)})`);
    }
    return undefined;
  }

  /** A log that has signed two roots for one size shows two histories to two readers. */
  #oneRoot(place: string, { size, root }: Checkpoint): void {
    const known = this.#roots.get(size);
    if (known === undefined) this.#roots.set(size, root);
    else if (!sameBytes(known, root)) {
      this.#faults.beside(
        place,
        `has the root ${writeBase64(root)}, and another checkpoint of as many entries ${writeBase64(known)}`,
      );
    }
  }
}
