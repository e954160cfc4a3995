import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AskedClocks } from '../ledger/clocks.ts';
import { decodeEnvelope } from '../store/decode.ts';
import type { EventStore } from '../store/event-store.ts';
import { parseInstant } from '../time/instant.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** The three clocks as parameters; what they may hold is for the ledger to say. */
export const CLOCKS = {
  asOf: z.string().optional().meta({
    format: 'date',
    description: 'how things stood on this day, as in 2010-07-14; today',
  }),
  reportedBy: z.string().optional().meta({
    format: 'date',
    description: 'going only by what was surely published by this day',
  }),
  knownAt: z.string().optional().meta({
    pattern: '^(?:\\d{1,15}|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z)$',
    description: 'going only by what the ledger held then: a sequence number or a UTC instant',
  }),
};

/** The counting policy as a parameter. */
export const COUNTS = {
  counts: z.string().optional().meta({
    pattern: '^(?:acts|nominations|endorsements|stage:[a-z0-9]+(?:-[a-z0-9]+)*)$',
    description: 'acts, nominations, endorsements, or stage: and the id of a stage; acts',
  }),
};

/** The clocks of a request, and the moment of recorded time that Accept-Datetime asked for. */
export interface Asked {
  readonly clocks: AskedClocks;
  /** True where knownAt comes from Accept-Datetime (RFC 7089) and not from the address. */
  readonly negotiated: boolean;
}

/** An HTTP date (RFC 9110 section 5.6.7, IMF-fixdate) as milliseconds; undefined where it is none. */
export function parseHttpDate(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) || new Date(time).toUTCString() !== text ? undefined : time;
}

/** Milliseconds as an HTTP date. */
export const formatHttpDate = (time: number): string => new Date(time).toUTCString();

/** What was known at an HTTP date; undefined in an empty ledger, of which there is one state only. */
async function knownBy(store: EventStore, time: number, now: number): Promise<string | undefined> {
  const head = await store.head();
  if (head.seq < 0) return undefined;
  // An HTTP date names a whole second: what was recorded within it was known by its end.
  const end = time + 999;
  // Before the first moment there was the first (RFC 7089 section 4.5.2).
  return `${end >= now ? head.seq : Math.max(0, await store.seqAt(end))}`;
}

/**
 * Reads the clocks of a request. Where the address has no knownAt, Accept-Datetime sets it (RFC 7089): one
 * before the first entry means the first, one after the last the last. Refuses a date that is none.
 */
export async function askedOf(
  request: FastifyRequest,
  clocks: AskedClocks,
  store: EventStore,
  now: number,
): Promise<Asked> {
  const header = request.headers['accept-datetime'];
  if (clocks.knownAt !== undefined || typeof header !== 'string') {
    return { clocks, negotiated: false };
  }
  const time = parseHttpDate(header);
  if (time === undefined) {
    const detail = 'Accept-Datetime must be an HTTP date, as in Wed, 14 Jul 2010 00:00:00 GMT.';
    const errors = [{ pointer: 'headers/accept-datetime', detail }];
    throw new Problem(STATUS.badRequest, 'bad-parameter', detail, errors);
  }
  const knownAt = await knownBy(store, time, now);
  return { clocks: { ...clocks, knownAt }, negotiated: knownAt !== undefined };
}

/** When an entry was recorded, in milliseconds; undefined in an empty ledger. */
export async function recordedAt(store: EventStore, seq: number): Promise<number | undefined> {
  const [stored] = seq < 0 ? [] : await store.readAll(seq, 1);
  return stored === undefined ? undefined : parseInstant(decodeEnvelope(stored).recordedAt);
}
