import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Receipt } from '../store/event-store.ts';
import { sameBytes } from './strict.ts';

const Count = z.int().min(0);

const Answer = z.strictObject({
  appended: Count,
  entries: z.array(z.guid()).min(1),
  warnings: z.array(z.strictObject({ code: z.string().min(1), index: Count })),
});

/** What a receipt says of the first answer; the rest of it is read from the entries again. */
export interface ReceiptAnswer {
  /** How many of the entries were new. */
  readonly appended: number;
  /** The ids of all entries of the batch, in its order. */
  readonly entries: readonly string[];
  /** What was warned of, without words: a warning's sentence quotes payloads, which may be erased. */
  readonly warnings: readonly { readonly code: string; readonly index: number }[];
}

const sumOf = ({ key, request, answer }: Omit<Receipt, 'sum'>): Uint8Array =>
  hash('sha256', Buffer.concat([key, request, Buffer.from(answer)]), 'buffer');

/** Makes a receipt's bytes, once and for ever. */
export function makeReceipt(key: Uint8Array, request: Uint8Array, said: ReceiptAnswer): Receipt {
  const { appended, entries, warnings } = said;
  const plain = warnings.map(({ code, index }) => ({ code, index }));
  // Names in their order, whole numbers and ids: this is RFC 8785, without the cost of finding it out.
  const answer = JSON.stringify({ appended, entries, warnings: plain });
  const parts = { key, request, answer };
  return { ...parts, sum: sumOf(parts) };
}

/** What a receipt says. Throws, with what is wrong in words, where it is not as it was made. */
export function readReceipt(receipt: Receipt): ReceiptAnswer {
  if (!sameBytes(receipt.sum, sumOf(receipt))) {
    throw new Error('its checksum is not that of its key, request and answer: a byte was changed');
  }
  const read = Answer.safeParse(JSON.parse(receipt.answer));
  if (!read.success) throw new Error('its answer has not the form of one');
  return read.data;
}
