/** Notes and checkpoints with their Ed25519 signatures, made and checked (c2sp.org/signed-note). */
import { sign, verify } from 'node:crypto';
import { BadLog } from './bad-log.ts';
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { sha256 } from './hash.ts';
import type { Signer, Verifier } from './keys.ts';
import { formatNote, type Note, parseNote } from './note.ts';
import { parseProof } from './proof-file.ts';
import { hashLeaf, type Tree, verifyInclusion } from './verify.ts';

/** A note whose signatures by known keys are all good. */
export interface OpenNote extends Note {
  /** The keys that have signed it, one at least. */
  readonly signedBy: readonly Verifier[];
}

/**
 * Signs a text, with one signature for each key in their order. Throws BadLog for a text that no note
 * can have: one without a newline at its end, or with control characters.
 */
export function signNote(text: string, signers: readonly Signer[]): string {
  const signatures = signers.map(({ name, id, privateKey }) => ({
    name,
    id,
    bytes: sign(null, Buffer.from(text), privateKey),
  }));
  return formatNote({ text, signatures });
}

/**
 * Reads a note and checks every signature by a known key. Signatures by other keys are left alone,
 * even where their name or their id is that of a known one. Refuses, as BadLog, a note that
 * `parseNote` refuses, one with a bad signature by a known key, and one that no known key has signed.
 */
export function openNote(note: string, known: readonly Verifier[]): OpenNote {
  const { text, signatures } = parseNote(note);
  const message = Buffer.from(text);
  const signedBy = new Set<Verifier>();
  for (const { name, id, bytes } of signatures) {
    for (const key of known.filter((each) => each.name === name && each.id === id)) {
      if (!verify(null, message, key.publicKey, bytes)) {
        throw new BadLog(`The signature by ${name}+${id} is bad.`);
      }
      signedBy.add(key);
    }
  }
  if (signedBy.size === 0) {
    const names = known.map((key) => `${key.name}+${key.id}`).join(', ') || 'a known key';
    throw new BadLog(`The note has no signature by ${names}.`);
  }
  return { text, signatures, signedBy: [...signedBy] };
}

/** A tree's checkpoint as a signed note; its origin is the key's name. */
export const signCheckpoint = ({ size, root }: Tree, signer: Signer): string =>
  signNote(formatCheckpoint({ origin: signer.name, size, root }), [signer]);

/**
 * Reads a signed checkpoint of the log whose key is given. Refuses, as BadLog, what `openNote` and
 * `parseCheckpoint` refuse, and the checkpoint of another log: one whose origin is not the key's name.
 */
export function openCheckpoint(note: string, key: Verifier): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, [key]).text);
  if (checkpoint.origin === key.name) return checkpoint;
  throw new BadLog(`The checkpoint is of ${checkpoint.origin}, not of ${key.name}.`);
}

/** What a proof file proves of an entry: its place, and the checkpoint that it is in. */
export interface Proven {
  readonly index: number;
  readonly checkpoint: Checkpoint;
}

/**
 * Checks offline that a log holds an entry: by its proof file, its exact bytes and the log's key
 * (c2sp.org/tlog-proof). Refuses, as BadLog, what `parseProof`, `openCheckpoint` and
 * `verifyInclusion` refuse.
 */
export function verifyProofFile(file: string, entry: Uint8Array, key: Verifier): Proven {
  const { index, proof, checkpoint: note } = parseProof(file);
  const checkpoint = openCheckpoint(note, key);
  verifyInclusion(sha256, hashLeaf(sha256, entry), index, checkpoint, proof);
  return { index, checkpoint };
}
