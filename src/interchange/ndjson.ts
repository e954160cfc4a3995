import { createReadStream, statSync } from 'node:fs';
import { z } from 'zod';
import { isEntryType, kindOf, schemaOf } from '../../events/catalog.ts';
import { type Draft, type Envelope, parseDraft } from '../../events/entry.ts';
import { entryId, slug } from '../../events/fields.ts';
import { shapeProblem } from '../../events/json-shape.ts';
import { problemOf } from '../../events/problem.ts';
import type { Arriving } from '../ledger/arrival.ts';
import { payloadBytes } from '../ledger/seal.ts';
import { decodeEnvelope, isErased } from '../store/decode.ts';
import type { StoredEntry } from '../store/event-store.ts';
import { parseInstant } from '../time/instant.ts';
import { commitment } from '../tlog/commitment.ts';
import { BadInput, unreadable } from './bad-input.ts';
import { linesOf, type TextLine } from './lines.ts';

/** A line of a file: an entry and the stream that it is for (`null`: the register). */
export interface Line {
  /** Its number in the file, from 1. */
  readonly line: number;
  readonly contest: string | null;
  readonly draft: Arriving;
}

/** How many random bytes salt a payload. */
const SALT_BYTES = 16;

const Exported = z.strictObject({
  leaf: z.strictObject({
    id: entryId,
    contest: slug.nullable(),
    type: z.string().refine(isEntryType, 'is no type of entry'),
    version: z.int().min(1),
    recordedAt: z
      .string()
      .refine((text) => parseInstant(text) !== undefined, 'must be a UTC instant'),
    recordedBy: z.string().min(1).max(200),
    payloadHash: z.string(),
  }),
  salt: z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').length === SALT_BYTES, 'must be 16 bytes')
    .optional(),
  payload: z.record(z.string(), z.json()).optional(),
});

const NO_SALT = new Uint8Array(0);

type Read = { readonly contest: string | null; readonly draft: Arriving } | string;

/** An entry whose payload was erased: its leaf keeps its place. */
function leafAlone(envelope: Envelope): Read {
  const { id, type, version, contest, payloadHash } = envelope;
  if (type === 'ContestOpened' || type === 'PayloadErased') {
    return `payload: is missing, and that of ${type} is never erased; export the entry anew`;
  }
  if (schemaOf(type, version) === undefined) {
    return `leaf.version: ${type} has no version ${version}; the current one is ${kindOf(type).version}`;
  }
  if (!/^sha256:[0-9a-f]{64}$/.test(payloadHash)) {
    return 'leaf.payloadHash: must be sha256: and 64 hexadecimal digits';
  }
  const sealed = { envelope, salt: NO_SALT, erased: true };
  return { contest, draft: { id, type, version, data: {}, sealed } };
}

/** An entry as `export` writes it: leaf, salt and payload, checked against one another. */
function exported(value: unknown): Read {
  const parsed = Exported.safeParse(value);
  if (!parsed.success) return problemOf(parsed.error);
  const { leaf, payload } = parsed.data;
  const envelope = leaf as Envelope;
  if (payload === undefined && parsed.data.salt === undefined) return leafAlone(envelope);
  if (payload === undefined || parsed.data.salt === undefined) {
    const [missing, there] = payload === undefined ? ['payload', 'salt'] : ['salt', 'payload'];
    return `${missing}: is missing, though there is a ${there}; export the entry anew`;
  }
  const salt = Buffer.from(parsed.data.salt, 'base64');
  const draft = parseDraft({ ...payload, id: leaf.id, type: leaf.type, version: leaf.version });
  if (!draft.ok) return draft.problem;
  if (commitment(salt, payloadBytes(draft.draft)) !== leaf.payloadHash) {
    return 'payload and salt do not match leaf.payloadHash, so they were changed after they were recorded; export the entry anew';
  }
  return {
    contest: leaf.contest,
    draft: { ...draft.draft, sealed: { envelope, salt, erased: false } },
  };
}

/** A draft with its `contest` beside it; without one it belongs to the register. */
function drafted(value: Record<string, unknown>): Read {
  const { contest = null, ...rest } = value;
  const place = slug.nullable().safeParse(contest);
  if (!place.success) return problemOf(place.error, ['contest']);
  const parsed = parseDraft(rest);
  if (!parsed.ok) return parsed.problem;
  const { type } = parsed.draft;
  if (place.data === null && kindOf(type).stream === 'contest') {
    return `contest: ${type} belongs to a contest, so name it, as in "contest": "labour-leader-2010"`;
  }
  return { contest: place.data, draft: parsed.draft };
}

/** Why a text is no JSON, by where in the file it stands. */
function noJson(error: unknown, { text, ended }: TextLine): string {
  const message = error instanceof Error ? error.message : '';
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
  const atEnd = message.includes('end of JSON') || position >= text.length;
  if (!ended && atEnd) return 'is cut off; the file is not whole, so export or copy it anew';
  const place = Number.isNaN(position) ? '' : ` (see character ${position + 1})`;
  return `is not JSON${place}; each line must be one entry as a JSON object`;
}

/** Reads a line as an entry; a sentence says what is wrong with it. */
export function readLine(line: TextLine): Read {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    return noJson(error, line);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'must be one JSON object';
  }
  // First of all: what reads it next goes down as deep as the JSON does.
  const shape = shapeProblem(value);
  if (shape !== undefined) return shape;
  return 'leaf' in value ? exported(value) : drafted(value as Record<string, unknown>);
}

/** Opens a file to be read by `readNdjson`. Refuses, as BadInput, what is none. */
export function openNdjson(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    if (!statSync(file).isDirectory()) return createReadStream(file, { signal });
  } catch (error) {
    throw unreadable(file, error);
  }
  throw new BadInput(`${file} is a directory; name an NDJSON file in it.`);
}

/**
 * The entries of NDJSON, line by line, whatever its size; blank lines are passed over. Refuses, as
 * BadInput, what cannot be read and the first line that is no entry, by number.
 */
export async function* readNdjson(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Line> {
  try {
    for await (const each of linesOf(chunks, name)) {
      if (each.text.trim() === '') continue;
      const read = readLine(each);
      if (typeof read === 'string') throw new BadInput(`${name}:${each.line}: ${read}.`);
      yield { line: each.line, ...read };
    }
  } catch (error) {
    const fromSystem = typeof (error as { syscall?: unknown }).syscall === 'string';
    throw fromSystem ? unreadable(name, error) : error;
  }
}

/** An entry as a line that any ledger can import: its leaf, salt and payload, as stored; of an erased one the leaf alone. */
export function exportLine(stored: StoredEntry): string {
  if (isErased(stored)) return JSON.stringify({ leaf: decodeEnvelope(stored) });
  const payload = JSON.parse(Buffer.from(stored.payload).toString('utf8')) as Draft;
  const salt = Buffer.from(stored.salt).toString('base64');
  return JSON.stringify({ leaf: decodeEnvelope(stored), salt, payload });
}
