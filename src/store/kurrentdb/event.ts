import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { parseInstant } from '../../time/instant.ts';
import type { BareEntry } from '../copy-store.ts';
import type { Expected, NewEntry, Receipt } from '../event-store.ts';
import { idOfBytes, isId } from '../id-bytes.ts';
import type { KeptCheckpoint } from '../log-store.ts';

/** All that Hustings writes lies in streams whose names begin so. */
export const PREFIX = 'hustings-';

/** The stream of the checkpoints of the transparency log that were signed. */
export const CHECKPOINTS = 'hustings-checkpoints';

const RECEIPT_TYPE = 'AppendReceipt';
const CHECKPOINT_TYPE = 'CheckpointSigned';
const END_TYPE = 'WriteEnded';

/** The version of how events are written; a copy that does not know one can number nothing after it. */
const VERSION = 1;

/** An event as it is handed to the client: its data and metadata become JSON. */
export interface EventToWrite {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** An event as it is read. */
export interface EventRead {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** One event of a write, and its place in that. */
export interface Piece {
  readonly index: number;
  readonly of: number;
  readonly expected: Expected;
  readonly holds:
    | { readonly kind: 'entry'; readonly entry: BareEntry }
    | { readonly kind: 'receipt'; readonly receipt: Receipt }
    | { readonly kind: 'checkpoint'; readonly checkpoint: KeptCheckpoint };
}

const text = new TextDecoder('utf-8', { fatal: true });

/** Bytes that are canonical JSON (RFC 8785) as the value that they spell; others as their text. */
function spelled(bytes: Uint8Array): unknown {
  const said = text.decode(bytes);
  try {
    const value: unknown = JSON.parse(said);
    return typeof value === 'object' && canonicalize(value) === said ? value : said;
  } catch {
    return said;
  }
}

const bytesOf = (value: unknown): Uint8Array =>
  Buffer.from(typeof value === 'string' ? value : (canonicalize(value) ?? ''), 'utf8');

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (said: string): Uint8Array => Uint8Array.from(Buffer.from(said, 'base64'));

/** An id that is the same for the same bytes: a UUID of version 8 (RFC 9562 section 5.8). */
function idFrom(digest: Uint8Array): string {
  const bytes = Uint8Array.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return idOfBytes(bytes);
}

const receiptEvent = ({ key, request, answer, sum }: Receipt) => ({
  id: idFrom(sum),
  type: RECEIPT_TYPE,
  data: { key: base64(key), request: base64(request), answer, sum: base64(sum) },
});

const entryEvent = ({ id, leaf, salt, payload }: NewEntry) => {
  const envelope = spelled(leaf) as { readonly type?: unknown };
  return {
    id,
    type: typeof envelope.type === 'string' ? envelope.type : 'Entry',
    data: { leaf: envelope, salt: base64(salt), payload: spelled(payload) },
  };
};

/**
 * The events of an append, which are to be written at once: its receipt, then its entries. `revision` is
 * the last revision of the stream that the append was decided for, -1 without a stream.
 */
export function eventsOf(
  entries: readonly NewEntry[],
  receipt: Receipt | undefined,
  revision: number,
): EventToWrite[] {
  const events = [
    ...(receipt === undefined ? [] : [receiptEvent(receipt)]),
    ...entries.map(entryEvent),
  ];
  const said = entries.length === 0 ? {} : { revision };
  return events.map((event, index) => ({
    ...event,
    metadata: { hustings: VERSION, index, of: events.length, ...said },
  }));
}

/** The event of a signed checkpoint. The same checkpoint always has the same id. */
export const checkpointEvent = ({ size, note }: KeptCheckpoint): EventToWrite => ({
  id: idFrom(hash('sha256', note, 'buffer')),
  type: CHECKPOINT_TYPE,
  data: { size, note },
  metadata: { hustings: VERSION, index: 0, of: 1 },
});

/**
 * An event that is nothing but an end to what stands before it. The same one for the same event before it:
 * it does no harm where several copies write it.
 */
export const endEvent = (before: string): EventToWrite => ({
  id: idFrom(hash('sha256', `end of ${before}`, 'buffer')),
  type: END_TYPE,
  data: {},
  metadata: {},
});

type Said = Readonly<Record<string, unknown>>;

const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value);

function entryIn(id: string, { leaf, salt, payload }: Said): BareEntry | undefined {
  if (typeof salt !== 'string' || leaf === undefined || payload === undefined) return undefined;
  try {
    const bytes = bytesOf(leaf);
    const envelope = JSON.parse(text.decode(bytes)) as Said;
    const recordedAt = parseInstant(`${envelope.recordedAt}`);
    if (envelope.id !== id || !isId(id) || recordedAt === undefined) return undefined;
    return { id, leaf: bytes, salt: fromBase64(salt), payload: bytesOf(payload), recordedAt };
  } catch {
    return undefined;
  }
}

function receiptIn({ key, request, answer, sum }: Said): Receipt | undefined {
  const known = [key, request, answer, sum].every((each) => typeof each === 'string');
  if (!known) return undefined;
  return {
    key: fromBase64(`${key}`),
    request: fromBase64(`${request}`),
    answer: `${answer}`,
    sum: fromBase64(`${sum}`),
  };
}

function heldBy({ id, type, stream, data }: EventRead): Piece['holds'] | undefined {
  if (!isSaid(data)) return undefined;
  if (type === RECEIPT_TYPE) {
    const receipt = receiptIn(data);
    return receipt && { kind: 'receipt', receipt };
  }
  if (type === CHECKPOINT_TYPE && stream === CHECKPOINTS) {
    const { size, note } = data;
    if (!isCount(size) || typeof note !== 'string') return undefined;
    return { kind: 'checkpoint', checkpoint: { size, note } };
  }
  const entry = entryIn(id, data);
  return entry && { kind: 'entry', entry };
}

const expectedIn = ({ revision }: Said): Expected | undefined => {
  if (revision === undefined) return 'any';
  if (!isCount(revision) || revision < -1) return undefined;
  return revision === -1 ? 'no-stream' : revision;
};

/**
 * Reads an event. Undefined: Hustings has not written it. 'newer': a later version has, in a way that this
 * one does not know.
 */
export function pieceOf(event: EventRead): Piece | 'newer' | undefined {
  const { metadata } = event;
  if (!isSaid(metadata) || !isCount(metadata.hustings)) return undefined;
  if (metadata.hustings > VERSION) return 'newer';
  const { index, of } = metadata;
  const expected = expectedIn(metadata);
  const holds = heldBy(event);
  if (!isCount(index) || !isCount(of) || expected === undefined || holds === undefined) {
    return undefined;
  }
  return index < 0 || index >= of ? undefined : { index, of, expected, holds };
}
