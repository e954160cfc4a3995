import { type EntryType, isEntryType, kindOf, schemaOf } from '../../../events/catalog.ts';
import type { Envelope } from '../../../events/entry.ts';
import { MILLISECONDS_A_DAY, parseDay } from '../../time/day.ts';
import { parseInstant } from '../../time/instant.ts';
import { MAX_ENTRY } from '../hash.ts';
import { isCanonical } from './canonical-text.ts';
import { messageOf } from './fault.ts';

/** What an entry's leaf says that nothing else does. */
export interface LeafRead {
  readonly type: EntryType;
  readonly version: number;
  /** Milliseconds. */
  readonly recordedAt: number;
}

/** What the rest of the store says the leaf must say. */
export interface LeafExpected {
  /** The stored id, as it is written. */
  readonly id: string;
  /** The contest of its stream; null for the register. */
  readonly contest: string | null;
  /** The hex digest of salt and payload; undefined where they were erased. */
  readonly digest: string | undefined;
}

interface Tail {
  readonly type: EntryType;
  readonly version: number;
}

const KEYS = 'contest,id,payloadHash,recordedAt,recordedBy,type,version';
const DIGEST = '","payloadHash":"sha256:';
const RECORDED_AT = '","recordedAt":"';
const INSTANT = 'YYYY-MM-DDTHH:MM:SS.sssZ';
const ID_LENGTH = 36;
const DIGEST_LENGTH = 64;
const MOST_KEPT = 10_000;
const ZERO = 48;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A number of two or three digits at a place in a text; NaN where there are none. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Checks leaves. A leaf has one form for the values in it, so the quick way compares its text, piece by
 * piece, with what the stored id, the stream and the digest just made must give; only the instant is
 * read from it, and the end (who, type, version), which few texts share and each is checked once. A leaf
 * that differs anywhere goes the slow way, by JSON.parse and RFC 8785, which also says what is wrong.
 */
export class LeafCheck {
  readonly #tails = new Map<string, Tail>();
  readonly #days = new Map<string, number>();

  /** What a leaf says, or a sentence on what is wrong with it. */
  read(leaf: Buffer, expected: LeafExpected): LeafRead | string {
    return this.#quick(leaf.toString('latin1'), expected) ?? this.#slow(leaf, expected);
  }

  #quick(text: string, { id, contest, digest }: LeafExpected): LeafRead | undefined {
    if (digest === undefined || text.length > MAX_ENTRY) return undefined;
    const start = contest === null ? '{"contest":null,"id":"' : `{"contest":"${contest}","id":"`;
    let at = start.length;
    if (!text.startsWith(start) || !text.startsWith(id, at)) return undefined;
    at += ID_LENGTH;
    if (!text.startsWith(DIGEST, at) || !text.startsWith(digest, at + DIGEST.length))
      return undefined;
    at += DIGEST.length + DIGEST_LENGTH;
    if (!text.startsWith(RECORDED_AT, at)) return undefined;
    at += RECORDED_AT.length;
    const recordedAt = this.#instant(text, at);
    const tail = this.#tails.get(text.slice(at + INSTANT.length));
    return tail && recordedAt !== undefined ? { ...tail, recordedAt } : undefined;
  }

  #instant(text: string, at: number): number | undefined {
    const date = text.slice(at, at + 10);
    let day = this.#days.get(date);
    if (day === undefined) {
      day = parseDay(date);
      if (day === undefined) return undefined;
      if (this.#days.size >= MOST_KEPT) this.#days.clear();
      this.#days.set(date, day);
    }
    const hours = digits(text, at + 11, 2);
    const minutes = digits(text, at + 14, 2);
    const seconds = digits(text, at + 17, 2);
    const fits = hours < 24 && minutes < 60 && seconds < 60;
    const marks = `${text[at + 10]}${text[at + 13]}${text[at + 16]}${text[at + 19]}${text[at + 23]}`;
    const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + digits(text, at + 20, 3);
    return fits && marks === 'T::.Z' && !Number.isNaN(ms)
      ? day * MILLISECONDS_A_DAY + ms
      : undefined;
  }

  #slow(leaf: Buffer, expected: LeafExpected): LeafRead | string {
    if (leaf.length > MAX_ENTRY)
      return `its leaf has ${leaf.length} bytes; ${MAX_ENTRY} are the most`;
    let envelope: Partial<Envelope> | null;
    try {
      const text = utf8.decode(leaf);
      envelope = JSON.parse(text) as Partial<Envelope> | null;
      if (!isCanonical(text, envelope)) return 'its leaf is not in canonical form (RFC 8785)';
    } catch (error) {
      return `its leaf cannot be read (${messageOf(error)})`;
    }
    if (envelope === null || Object.keys(envelope).join() !== KEYS) {
      return `its leaf has not the fields of an entry (${KEYS})`;
    }
    const read = readEnvelope(envelope as Envelope, expected);
    if (typeof read === 'string') return read;
    const { type, version } = read;
    // The end begins after an instant of the usual length; with another it is never asked for.
    const text = leaf.toString('latin1');
    const ends = text.indexOf('","recordedBy":"');
    if (ends !== -1 && this.#tails.size < MOST_KEPT)
      this.#tails.set(text.slice(ends), { type, version });
    return read;
  }
}

function readEnvelope(envelope: Envelope, expected: LeafExpected): LeafRead | string {
  const { id, contest, payloadHash, type, version } = envelope;
  if (id !== expected.id) return `its leaf has the id ${id}, and it is stored under ${expected.id}`;
  if (contest !== expected.contest) {
    const said = (name: unknown) => (name === null ? 'the register' : `the contest ${name}`);
    return `its leaf is of ${said(contest)}, and it is stored in the stream of ${said(expected.contest)}`;
  }
  if (expected.digest !== undefined && payloadHash !== `sha256:${expected.digest}`) {
    return 'its salt and payload do not give the payloadHash in its leaf';
  }
  if (!/^sha256:[0-9a-f]{64}$/.test(String(payloadHash))) return 'its leaf has no payloadHash';
  const recordedAt = parseInstant(String(envelope.recordedAt));
  if (recordedAt === undefined)
    return `its leaf has no instant in recordedAt (${envelope.recordedAt})`;
  if (typeof envelope.recordedBy !== 'string') return 'its leaf does not say who recorded it';
  if (!isEntryType(String(type))) return `its leaf is of a type that is unknown (${type})`;
  if (schemaOf(type, version) === undefined) {
    return `its leaf is of version ${version} of ${type}, of which ${kindOf(type).version} is the last`;
  }
  return { type, version, recordedAt };
}
