import { hash } from 'node:crypto';
import type { Reader } from '../read/reader.ts';
import { isErased } from '../store/decode.ts';
import type { EventStore, Receipt, StoredEntry } from '../store/event-store.ts';
import { makeReceipt, readReceipt } from '../tlog/receipt.ts';
import { sameBytes } from '../tlog/strict.ts';
import { type Appended, refused } from './appended.ts';
import { fault, type Warning } from './refusals.ts';
import { warningsAgain } from './warnings-again.ts';

/** What an append is known by to who may send it again. */
export interface ReceiptAsked {
  /** 32 bytes: a hash of who asks and of the key that the client gave. */
  readonly key: Uint8Array;
  /** 32 bytes: a hash of all that is asked. */
  readonly request: Uint8Array;
}

/**
 * A request as it is kept: hashed with the salts of its entries, which an erasure takes away. So what is
 * kept never confirms to anybody what an erased payload said.
 */
const bound = (request: Uint8Array, entries: readonly Pick<StoredEntry, 'salt'>[]): Uint8Array =>
  hash('sha256', Buffer.concat([request, ...entries.map(({ salt }) => salt)]), 'buffer');

/** The receipt of an append that answers with these entries, in the order of its batch. */
export const receiptOf = (
  { key, request }: ReceiptAsked,
  entries: readonly Pick<StoredEntry, 'id' | 'salt'>[],
  appended: number,
  warnings: readonly Warning[],
): Receipt =>
  makeReceipt(key, bound(request, entries), {
    appended,
    entries: entries.map(({ id }) => id),
    warnings,
  });

async function entriesOf(store: EventStore, ids: readonly string[]): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (const id of ids) {
    const stored = await store.byId(id);
    if (stored === undefined) throw new Error(`a receipt names entry ${id}, which is not stored`);
    entries.push(stored);
  }
  return entries;
}

/** The key stands for another request, or nobody can tell any more. */
export function keyReused(entries: readonly StoredEntry[]): Appended {
  const gone = entries.find(isErased);
  return refused(
    gone === undefined
      ? fault(
          'key-reused',
          `This key stands for another request, which was answered with entry ${entries[0]?.id}; give each request a key of its own.`,
        )
      : fault(
          'erased',
          `This key stands for a request of which entry ${gone.id} was erased by law, so it cannot be compared; give a new request a key of its own.`,
        ),
  );
}

/**
 * The first answer to what is asked again under a key, or the refusal of another request under it;
 * undefined where nothing was answered under it yet. Throws where the receipt is damaged.
 */
export async function answerAgain(
  store: EventStore,
  reader: Reader,
  { key, request }: ReceiptAsked,
): Promise<Appended | undefined> {
  const kept = await store.receipt(key);
  if (kept === undefined) return undefined;
  const said = readReceipt(kept);
  const entries = await entriesOf(store, said.entries);
  if (!sameBytes(kept.request, bound(request, entries))) return keyReused(entries);
  const warnings = await warningsAgain(store, reader, said, entries);
  return { ok: true, entries, appended: said.appended, warnings, again: true };
}
