import type { NewEntry, Receipt } from './event-store.ts';
import { isId } from './id-bytes.ts';

const LEAF_BYTES = 65_535;
const PAYLOAD_BYTES = 32 * 1024;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

function demand(fits: boolean, problem: string): void {
  if (!fits) throw new RangeError(problem);
}

function checkReceipt(receipt: Receipt): void {
  for (const part of ['key', 'request', 'sum'] as const) {
    const { length } = receipt[part];
    demand(
      length === HASH_BYTES,
      `the ${part} of a receipt has ${length} bytes, not ${HASH_BYTES}`,
    );
  }
}

/** Refuses a batch that could not be stored as it is, by a RangeError. */
export function checkEntries(entries: readonly NewEntry[], receipt?: Receipt): void {
  demand(
    entries.length > 0 || receipt !== undefined,
    'an append needs at least one entry, or a receipt',
  );
  if (receipt !== undefined) checkReceipt(receipt);
  for (const { id, leaf, salt, payload, recordedAt } of entries) {
    demand(isId(id), `${JSON.stringify(id)} is no UUID in lower case`);
    demand(
      leaf.length <= LEAF_BYTES,
      `the leaf of entry ${id} has ${leaf.length} bytes; ${LEAF_BYTES} are the most`,
    );
    demand(
      payload.length <= PAYLOAD_BYTES,
      `the payload of entry ${id} has ${payload.length} bytes; ${PAYLOAD_BYTES} are the most`,
    );
    const salted = payload.length === 0 ? 0 : SALT_BYTES;
    demand(salt.length === salted, `the salt of entry ${id} has not ${salted} bytes`);
    demand(
      Number.isSafeInteger(recordedAt),
      `entry ${id} was recorded at no whole millisecond: ${recordedAt}`,
    );
  }
}
