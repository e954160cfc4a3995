import { z } from 'zod';
import { acceptorOf, UNSURE } from './acceptor.ts';
import {
  type DataOf,
  ENTRY_TYPES,
  type EntryType,
  isEntryType,
  kindOf,
  schemaOf,
  upcast,
} from './catalog.ts';
import { edtf, entryId, text } from './fields.ts';
import { shapeFault, shapeSentence } from './json-shape.ts';
import { type Fault, faultsOf, problemOf, sentenceOf } from './problem.ts';
import { Source } from './source.ts';

/** What is hashed into the leaf: no sequence number, no revision, no payload. */
export interface Envelope {
  readonly id: string;
  /** The contest's slug; null in the register, which holds in every contest. */
  readonly contest: string | null;
  readonly type: EntryType;
  readonly version: number;
  /** The appending copy's clock, a UTC instant, as stamped. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** `sha256:` and the hex digest of salt and canonical payload. */
  readonly payloadHash: string;
}

/** What an entry says, as the editor sent it: data in the version that the envelope names. */
export interface Payload {
  readonly on?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sources?: readonly Source[];
  readonly note?: string;
}

/** One recorded event, read in the current version of its type. */
export interface EntryOf<T extends EntryType> extends Envelope {
  readonly type: T;
  /** The entry's place in the whole ledger, from 0, dense. */
  readonly seq: number;
  /** The entry's place in its stream, from 0. */
  readonly revision: number;
  /** Has the law had its payload erased? Then it says nothing any more: no day, no data, no source. */
  readonly erased: boolean;
  readonly on: string | null;
  readonly data: DataOf<T>;
  readonly sources: readonly Source[];
  readonly note: string | null;
}

export type Entry = { [T in EntryType]: EntryOf<T> }[EntryType];

/** What a client sends to be appended: everything that the ledger does not give by itself. */
export interface Draft extends Payload {
  readonly id?: string;
  readonly type: EntryType;
  readonly version: number;
}

const FRAME = {
  id: entryId.optional(),
  type: z.string(),
  version: z.int().min(1).optional(),
  on: edtf.optional(),
  sources: z.array(Source).min(1).max(50).optional(),
  note: text(2000).optional(),
};
const Frame = z.strictObject({ ...FRAME, data: z.record(z.string(), z.json()) });
type Frame = z.infer<typeof Frame>;
type Data = Record<string, unknown>;

/** What is wrong with what a client sent: one sentence without its full stop, and each fault at its place. */
export interface Misread {
  readonly ok: false;
  readonly problem: string;
  readonly faults: readonly Fault[];
}

export type ParsedDraft = { readonly ok: true; readonly draft: Draft } | Misread;

const misread = (fault: Fault): Misread => ({
  ok: false,
  problem: sentenceOf(fault),
  faults: [fault],
});

const misreadBy = (error: z.ZodError, prefix: readonly PropertyKey[] = []): Misread => ({
  ok: false,
  problem: problemOf(error, prefix),
  faults: faultsOf(error, prefix),
});

/** What is wrong with an entry's `on` and sources for its type, or undefined. */
function misfit(type: EntryType, on: unknown, sources: unknown): Fault | undefined {
  const kind = kindOf(type);
  if (kind.on === 'required' && on === undefined) {
    const problem = `${type} needs the day of what it tells, as in "2010-07-14" or "[2010-06-27..2010-07-14]"`;
    return { path: ['on'], problem };
  }
  if (kind.on === 'none' && on !== undefined) {
    return { path: ['on'], problem: `${type} has no day of its own; leave it out` };
  }
  if (kind.sources === 'required' && sources === undefined) {
    const problem = `${type} is a claim about the world and needs at least one source`;
    return { path: ['sources'], problem };
  }
  return undefined;
}

const acceptFrame = acceptorOf(z.strictObject({ ...FRAME, data: z.unknown() }));

function draftOf(
  { id, on, sources, note }: Frame,
  type: EntryType,
  version: number,
  data: Data,
): Draft {
  return {
    ...(id === undefined ? {} : { id }),
    type,
    version,
    ...(on === undefined ? {} : { on }),
    data,
    ...(sources === undefined ? {} : { sources }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The draft, where it is surely right; else undefined. */
function accepted(input: unknown): ParsedDraft | undefined {
  const frame = acceptFrame(input);
  if (frame === UNSURE) return undefined;
  const sent = frame as Frame;
  const { type, on, sources } = sent;
  if (!isEntryType(type)) return undefined;
  const version = sent.version ?? kindOf(type).version;
  const data = acceptedData(type, version, sent.data);
  if (data === undefined || misfit(type, on, sources) !== undefined) return undefined;
  return { ok: true, draft: draftOf(sent, type, version, data) };
}

/**
 * Reads what a client sent. Refuses, with one sentence naming the place: an unknown type, version or
 * field, a malformed value, a missing day or source.
 */
export const parseDraft = (input: unknown): ParsedDraft => accepted(input) ?? examined(input);

/** The draft as the schemas read it, or all that is wrong with it. */
export function examined(input: unknown): ParsedDraft {
  const shape = shapeFault(input);
  if (shape !== undefined) return { ...misread(shape), problem: shapeSentence(shape) };
  const frame = Frame.safeParse(input);
  if (!frame.success) return misreadBy(frame.error);
  const { type, version: given, on, sources } = frame.data;
  if (!isEntryType(type)) {
    const problem = `there is no ${JSON.stringify(type)}; the types are ${ENTRY_TYPES.join(', ')}`;
    return misread({ path: ['type'], problem });
  }
  const version = given ?? kindOf(type).version;
  const data = examinedData(type, version, frame.data.data);
  if (!data.ok) return data;
  const fault = misfit(type, on, sources);
  if (fault !== undefined) return misread(fault);
  return { ok: true, draft: draftOf(frame.data, type, version, data.data) };
}

/**
 * A draft, in the current version of its type, of a day and sources that were read before, as `parseDraft` would
 * read it; undefined where that would refuse it.
 */
export function partsAsDraft(
  type: string,
  said: unknown,
  on: string | undefined,
  sources: readonly Source[],
): ParsedDraft | undefined {
  if (!isEntryType(type) || sources.length > 50) return undefined;
  const { version } = kindOf(type);
  const data = acceptedData(type, version, said) ?? dataOrNothing(type, version, said);
  const cited = sources.length === 0 ? {} : { sources };
  if (data === undefined || misfit(type, on, cited.sources) !== undefined) return undefined;
  const day = on === undefined ? {} : { on };
  return { ok: true, draft: { type, version, ...day, data, ...cited } };
}

function dataOrNothing(type: EntryType, version: number, said: unknown): Data | undefined {
  if (shapeFault(said) !== undefined) return undefined;
  const data = examinedData(type, version, said);
  return data.ok ? data.data : undefined;
}

function acceptedData(type: EntryType, version: number, input: unknown): Data | undefined {
  const schema = schemaOf(type, version);
  const data = schema === undefined ? UNSURE : acceptorOf(schema)(input);
  return data === UNSURE ? undefined : (data as Data);
}

type ParsedData = { readonly ok: true; readonly data: Data } | Misread;

/** Reads data of a version of a type, normalised but not upcast; refuses what does not fit. */
export function parseData(type: EntryType, version: number, input: unknown): ParsedData {
  const data = acceptedData(type, version, input);
  return data === undefined ? examinedData(type, version, input) : { ok: true, data };
}

function examinedData(type: EntryType, version: number, input: unknown): ParsedData {
  const schema = schemaOf(type, version);
  if (schema === undefined) {
    const problem = `${type} has no version ${version}; the current one is ${kindOf(type).version}`;
    return misread({ path: ['version'], problem });
  }
  const data = schema.safeParse(input);
  if (!data.success) return misreadBy(data.error, ['data']);
  return { ok: true, data: data.data as Data };
}

/** Puts envelope, place and payload together as an entry of the current version; null: it was erased. */
export function readEntry(
  envelope: Envelope,
  place: { readonly seq: number; readonly revision: number },
  payload: Payload | null,
): Entry {
  if (payload === null) {
    const { seq, revision } = place;
    const nothing = { on: null, data: {}, sources: [], note: null };
    return { ...envelope, seq, revision, erased: true, ...nothing } as unknown as Entry;
  }
  return {
    ...envelope,
    seq: place.seq,
    revision: place.revision,
    erased: false,
    on: payload.on ?? null,
    data: upcast(envelope.type, envelope.version, payload.data),
    sources: payload.sources ?? [],
    note: payload.note ?? null,
  } as Entry;
}
