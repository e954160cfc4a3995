import type { z } from 'zod';
import { acceptorOf, UNSURE } from '../../events/acceptor.ts';
import type { Draft, Envelope } from '../../events/entry.ts';
import { slug, text } from '../../events/fields.ts';
import type { Facts } from '../../projections/facts.ts';
import { decodeEnvelope } from '../store/decode.ts';
import type { NewEntry, StoredEntry } from '../store/event-store.ts';
import { parseInstant } from '../time/instant.ts';
import { canonical } from '../tlog/commitment.ts';
import type { Proposed } from './decide.ts';
import { fault, type Refusal } from './refusals.ts';
import { payloadBytes, type Stamp, seal } from './seal.ts';

/** The bytes that another ledger made of an entry: taken over as they are. */
export interface Sealed {
  readonly envelope: Envelope;
  /** Empty where the payload was erased. */
  readonly salt: Uint8Array;
  /** Was its payload erased there? */
  readonly erased: boolean;
}

/** A draft, or an entry that another ledger sealed and exported. */
export interface Arriving extends Draft {
  readonly sealed?: Sealed;
}

/** A draft with its id and the bytes of its payload. */
export interface Ready extends Proposed {
  readonly draft: Arriving;
  readonly payload: Uint8Array;
}

/** The largest payload, in bytes. */
export const LARGEST_PAYLOAD = 32 * 1024;

/** Gives each draft an id, where it brings none, and its payload's bytes. */
export const arrive = (drafts: readonly Arriving[], newId: () => string): Ready[] =>
  drafts.map((draft) => {
    const erased = draft.sealed?.erased === true;
    const payload = erased ? new Uint8Array(0) : payloadBytes(draft);
    return {
      id: draft.id ?? newId(),
      draft,
      payload,
      erased,
      accepted: draft.sealed !== undefined,
    };
  });

/** Does a stored entry say what an arrival says? Of what was erased here, another ledger's leaf tells. */
export function saysTheSame(
  { id, draft, payload }: Ready,
  stream: string,
  stored: StoredEntry,
): boolean {
  const { type, version, payloadHash } = decodeEnvelope(stored);
  const committed = draft.sealed !== undefined && draft.sealed.envelope.payloadHash === payloadHash;
  return (
    stored.id === id &&
    stored.stream === stream &&
    type === draft.type &&
    version === draft.version &&
    (committed || Buffer.compare(stored.payload, payload) === 0)
  );
}

const Recorder = text(200);

const fits = (schema: z.ZodType, value: string): boolean =>
  acceptorOf(schema)(value) !== UNSURE || schema.safeParse(value).success;

/** What is wrong with where a batch goes, or with who records it. */
export function misplacedIn(contest: string | null, recordedBy: string): Refusal | undefined {
  if (contest !== null && !fits(slug, contest)) {
    const message = `${JSON.stringify(contest.slice(0, 100))} is no contest: its name must be kebab-case, as in labour-leader-2010.`;
    return { ...fault('malformed', message), index: 0 };
  }
  if (fits(Recorder, recordedBy)) return undefined;
  const message = 'Who records must be named in 1 to 200 characters of well-formed text.';
  return { ...fault('malformed', message), index: 0 };
}

/** What is wrong with one entry whatever the ledger holds; `erasing`: bytes are removed with it. */
export function malformedEntry(
  { payload, draft }: Ready,
  index: number,
  erasing: boolean,
): Refusal | undefined {
  if (payload.length > LARGEST_PAYLOAD) {
    const message = `The entry's payload has ${payload.length} bytes, and ${LARGEST_PAYLOAD} are allowed; cite long texts by URL and sha256.`;
    return { ...fault('too-large', message), index };
  }
  if (draft.type === 'PayloadErased' && !erasing) {
    const message =
      'An erasure removes bytes for good, so it is not appended like a claim: run hustings erase ENTRY, or strike the entry to stop it counting.';
    return { ...fault('erase-instead', message), index };
  }
  return undefined;
}

/** What is wrong with a batch whatever the ledger holds; `erasing`: bytes are removed with it. */
export function malformedIn(
  batch: readonly Ready[],
  contest: string | null,
  recordedBy: string,
  erasing: boolean,
): Refusal | undefined {
  const wrong = misplacedIn(contest, recordedBy);
  if (wrong !== undefined) return wrong;
  if (batch.length === 0) {
    return { ...fault('malformed', 'The batch holds no entry; give at least one.'), index: 0 };
  }
  const seen = new Set<string>();
  for (const [index, ready] of batch.entries()) {
    if (seen.has(ready.id)) {
      const message = `The batch gives two entries the id ${ready.id}; give each its own.`;
      return { ...fault('id-reused', message), index };
    }
    seen.add(ready.id);
    const malformed = malformedEntry(ready, index, erasing);
    if (malformed !== undefined) return malformed;
  }
  return undefined;
}

/** Makes an arrival's bytes final, or takes over those that another ledger made. */
export function sealArrival(ready: Ready, stamp: Omit<Stamp, 'id'>, facts: Facts): NewEntry {
  const { id, draft, payload } = ready;
  if (draft.sealed === undefined) return seal(draft, payload, { ...stamp, id }, facts);
  const { envelope, salt } = draft.sealed;
  const recordedAt = parseInstant(envelope.recordedAt) ?? stamp.recordedAt;
  return { id, leaf: canonical(envelope), salt, payload, recordedAt, facts };
}
