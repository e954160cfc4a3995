import type { StoredEntry } from '../../store/event-store.ts';
import { parseCheckpoint } from '../../tlog/checkpoint.ts';
import { leafHash, sha256 } from '../../tlog/hash.ts';
import type { TransparencyLog } from '../../tlog/log.ts';
import { parseNote } from '../../tlog/note.ts';
import { writeBase64 } from '../../tlog/strict.ts';
import { type Tree, verifyInclusion } from '../../tlog/verify.ts';
import type { Sources } from './asking.ts';

/** What a query reads from that also proves what it answers. */
export interface LoggedSources extends Sources {
  readonly log: TransparencyLog;
}

/** Where an entry lies in the transparency log, and the proof of it. Hashes are in base64. */
export interface InclusionProof {
  readonly leafHash: string;
  readonly index: number;
  /** The tree that it is proven to be in: that of the latest checkpoint, else that of all entries. */
  readonly size: number;
  readonly root: string;
  readonly hashes: readonly string[];
  /** The signed checkpoint that covers it; null where none was signed yet. */
  readonly checkpoint: string | null;
}

/** The latest checkpoint that covers an entry, and its tree; undefined where none does. */
export function checkpointOver(
  log: TransparencyLog,
  index: number,
): { readonly note: string; readonly tree: Tree } | undefined {
  const last = log.latest();
  if (last === undefined || index >= last.size) return undefined;
  return { note: last.note, tree: parseCheckpoint(parseNote(last.note).text) };
}

/**
 * The proof that an entry is in the log, checked once before it is given. Throws BadLog where the
 * ledger does not hold what its own checkpoint says.
 */
export async function proofOf(log: TransparencyLog, stored: StoredEntry): Promise<InclusionProof> {
  const all = await log.catchUp();
  const signed = checkpointOver(log, stored.seq);
  const tree = signed?.tree ?? all;
  const leaf = leafHash(stored.leaf);
  const hashes = log.inclusion(stored.seq, tree.size);
  verifyInclusion(sha256, leaf, stored.seq, tree, hashes);
  return {
    leafHash: writeBase64(leaf),
    index: stored.seq,
    size: tree.size,
    root: writeBase64(tree.root),
    hashes: hashes.map(writeBase64),
    checkpoint: signed?.note ?? null,
  };
}
