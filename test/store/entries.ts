import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type EntryType, kindOf } from '../../events/catalog.ts';
import { type Envelope, type Payload, readEntry } from '../../events/entry.ts';
import type { Source } from '../../events/source.ts';
import type { Target } from '../../projections/details.ts';
import { factsOf } from '../../projections/facts.ts';
import type { NewEntry } from '../../src/store/event-store.ts';
import { formatInstant } from '../../src/time/instant.ts';

/** 2026-01-01T00:00:00Z: when the first entry that a factory makes is recorded, each a second later. */
export const FIRST_INSTANT = 1_767_225_600_000;

/** What may be chosen about an entry; the rest is made up. */
export interface EntryWish {
  readonly id?: string;
  readonly contest?: string;
  readonly type?: EntryType;
  readonly version?: number;
  readonly on?: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly sources?: readonly Source[];
  readonly note?: string;
  readonly recordedAt?: number;
  readonly recordedBy?: string;
  /** Makes the salt another one, as a retry would. */
  readonly attempt?: number;
}

export const SOURCE: Source = {
  url: 'https://example.org/labour/2010',
  publisher: 'LabourList',
  title: 'Who backs whom',
  published: '2010-07-14',
};

const canonical = (value: unknown): Uint8Array => Buffer.from(canonicalize(value) ?? '', 'utf8');

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The id that a factory gives its nth entry, from 0. */
export const idOf = (index: number): string =>
  `01900000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;

/** Makes entries as the ledger would, but with ids, salts and a clock that are the same every time. */
export class EntryFactory {
  #made: number;
  readonly #targets = new Map<string, Target>();

  /** Factories that begin far enough from each other make different entries. */
  constructor(first = 0) {
    this.#made = first;
  }

  /** An entry: an endorsement of a candidate by an endorser of its own, unless wished otherwise. */
  make(wish: EntryWish = {}): NewEntry {
    const index = this.#made;
    this.#made += 1;
    const id = wish.id ?? idOf(index);
    const type = wish.type ?? 'EndorsementMade';
    const version = wish.version ?? kindOf(type).version;
    const recordedAt = wish.recordedAt ?? FIRST_INSTANT + index * 1000;
    const on = wish.on === undefined ? '2010-07-10' : wish.on;
    const payload: Payload = {
      ...(on === null ? {} : { on }),
      data: wish.data ?? endorsementOf(`endorser-${index}`, 'ed-miliband'),
      sources: wish.sources ?? [SOURCE],
      ...(wish.note === undefined ? {} : { note: wish.note }),
    };
    const salt = sha256(id, String(wish.attempt ?? 0)).subarray(0, 16);
    const payloadBytes = canonical(payload);
    const envelope: Envelope = {
      id,
      contest: wish.contest ?? 'labour-leader-2010',
      type,
      version,
      recordedAt: formatInstant(recordedAt),
      recordedBy: wish.recordedBy ?? 'editor',
      payloadHash: `sha256:${sha256(salt, payloadBytes).toString('hex')}`,
    };
    const entry = readEntry(envelope, { seq: 0, revision: 0 }, payload);
    const facts = factsOf(entry, (named) => this.#targets.get(named));
    this.#targets.set(id, { type, version });
    return { id, leaf: canonical(envelope), salt, payload: payloadBytes, recordedAt, facts };
  }

  /** Several entries that differ in their ids and endorsers only. */
  batch(count: number, wish: EntryWish = {}): NewEntry[] {
    return Array.from({ length: count }, () => this.make(wish));
  }
}

/** The data of an endorsement of one candidate. */
export const endorsementOf = (
  endorser: string,
  candidate: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  endorser,
  choices: [{ candidate, rank: 1 }],
  form: 'endorsement',
  ...more,
});
