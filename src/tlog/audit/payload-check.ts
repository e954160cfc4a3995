import { type EntryType, kindOf, schemaOf } from '../../../events/catalog.ts';
import { type Payload, parseDraft } from '../../../events/entry.ts';
import { retrieved } from '../../../events/fields.ts';
import { parseEdtf } from '../../time/edtf.ts';
import { canonical } from '../commitment.ts';
import { isCanonical } from './canonical-text.ts';
import { messageOf } from './fault.ts';

const MAX_PAYLOAD = 32 * 1024;
const MOST_SOURCES = 50;
const MOST_KEPT = 100_000;
const KEYS: ReadonlySet<string> = new Set(['on', 'data', 'sources', 'note']);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SHA256 = /^[0-9a-f]{64}$/;
const BLANK = 32;

/** Texts that a check has accepted, so that it is asked once for each: days and instants repeat. */
class Accepted {
  readonly #known = new Set<string>();
  readonly #accepts: (text: string) => boolean;

  constructor(accepts: (text: string) => boolean) {
    this.#accepts = accepts;
  }

  has(text: unknown): boolean {
    if (typeof text !== 'string') return false;
    if (this.#known.has(text)) return true;
    if (!this.#accepts(text)) return false;
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.add(text);
    return true;
  }
}

const DATES = new Accepted((text) => parseEdtf(text).ok);
const SEEN = new Accepted((text) => retrieved.safeParse(text).success);

/** Addresses up to their path, whatever comes in which an address stays one (url.spec.whatwg.org). */
const HOSTS = new Accepted((text) => /^https?:\/\//.test(text) && URL.canParse(`${text}/`));

/** Is this ASCII one that every schema of text takes: not too long, and no blank at its beginning? */
const isPlain = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.length <= most && value.charCodeAt(0) > BLANK;

function isPlainUrl(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 2000) return false;
  const path = value.indexOf('/', 'https://'.length);
  return path !== -1 && HOSTS.has(value.slice(0, path));
}

const SOURCE = new Map<string, (value: unknown) => boolean>(
  Object.entries({
    url: isPlainUrl,
    archivedUrl: isPlainUrl,
    publisher: (value: unknown) => isPlain(value, 200),
    title: (value: unknown) => isPlain(value, 500),
    published: (value: unknown) => DATES.has(value),
    retrieved: (value: unknown) => SEEN.has(value),
    sha256: (value: unknown) => typeof value === 'string' && SHA256.test(value),
    locator: (value: unknown) => isPlain(value, 200),
    quote: (value: unknown) => isPlain(value, 300),
    dateBasis: (value: unknown) => isPlain(value, 500),
  }),
);

function isPlainSource(source: unknown): boolean {
  if (typeof source !== 'object' || source === null) return false;
  const fields = source as Readonly<Record<string, unknown>>;
  for (const key in fields) if (SOURCE.get(key)?.(fields[key]) !== true) return false;
  const { url, publisher, title } = fields;
  return url !== undefined && publisher !== undefined && title !== undefined;
}

/**
 * Is a payload of nothing but ASCII surely one that `parseDraft` takes as it is? The schema of its data
 * is asked; of the rest, where zod takes longer than all else here, a plain form is enough: ASCII needs
 * no normalising and no look for lone surrogates. "No" says nothing.
 */
export function isPlainPayload(type: EntryType, version: number, payload: Payload): boolean {
  const { on, data, sources, note } = payload;
  const kind = kindOf(type);
  for (const key in payload) if (!KEYS.has(key)) return false;
  const dated = on === undefined ? kind.on !== 'required' : kind.on !== 'none' && DATES.has(on);
  const noted = note === undefined || isPlain(note, 2000);
  const cited =
    sources === undefined
      ? kind.sources !== 'required'
      : Array.isArray(sources) &&
        sources.length > 0 &&
        sources.length <= MOST_SOURCES &&
        sources.every(isPlainSource);
  return dated && noted && cited && schemaOf(type, version)?.safeParse(data).success === true;
}

function unreadable(type: EntryType, version: number, payload: Payload, text: string) {
  const parsed = parseDraft({ ...payload, type, version });
  if (!parsed.ok) return `its payload is none that its type can have (${parsed.problem})`;
  const { on, data, sources, note } = parsed.draft;
  const again = utf8.decode(canonical({ on, data, sources, note }));
  return again === text ? undefined : 'its payload is not as the ledger would have written it';
}

/** A payload, or a sentence on what is wrong with it. */
export function readPayload(bytes: Buffer, type: EntryType, version: number): Payload | string {
  if (bytes.length > MAX_PAYLOAD) {
    return `its payload has ${bytes.length} bytes; ${MAX_PAYLOAD} are the most`;
  }
  try {
    const quick = bytes.toString('utf8');
    // What is no UTF-8 comes as U+FFFD, which may also have been written: the strict reading decides.
    const text = quick.includes('\uFFFD') ? utf8.decode(bytes) : quick;
    const payload = JSON.parse(text) as Payload;
    if (!isCanonical(text, payload)) return 'its payload is not in canonical form (RFC 8785)';
    // Text beyond ASCII may need normalising, which plain forms do not look at.
    const plain = text.length === bytes.length && isPlainPayload(type, version, payload);
    return plain ? payload : (unreadable(type, version, payload, text) ?? payload);
  } catch (error) {
    return `its payload cannot be read (${messageOf(error)})`;
  }
}
