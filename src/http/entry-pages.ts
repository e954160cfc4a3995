import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ENTRY_COLUMNS, entryRows } from '../interchange/rows/entries.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { clocksOf } from '../ledger/queries/asking.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import { streamOf } from '../store/event-store.ts';
import { CLOCKS } from './asked.ts';
import { validated } from './caching.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { type Form, formOf, sendForm, textOf } from './representation.ts';

/** How many of a list a page has; digits alone. */
export const LIMIT = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a number from 1 to 1000')
  .transform(Number)
  .pipe(z.int().min(1).max(1000))
  .default(100);

/** The parameters of a page of entries. */
export const ENTRY_PAGE = z.strictObject({
  knownAt: CLOCKS.knownAt,
  cursor: z.string().max(300).optional().describe('where an earlier page ended'),
  limit: LIMIT.describe('how many a page has, at most 1000'),
});
/** A page of entries as it is asked for. */
export type EntryPageAsked = z.infer<typeof ENTRY_PAGE>;

/** Where a page begins, and what is known in it. */
async function begun(
  service: Service,
  list: string,
  { cursor, knownAt }: EntryPageAsked,
): Promise<Cursor> {
  if (cursor === undefined) {
    const { clocks } = await clocksOf(service, { knownAt });
    return { from: 0, known: clocks.knownAt };
  }
  if (knownAt !== undefined) {
    throw new BadQuestion('knownAt', 'knownAt stands in the cursor already; give one of them.');
  }
  return readCursor(list, cursor, (await service.store.head()).seq);
}

/**
 * The entries of a contest, or of the register (null), in order of recording; the cursor pins what is
 * known, so that pages do not shift. Refuses a cursor that no page of this list gave.
 */
export async function entryPage(service: Service, contest: string | null, asked: EntryPageAsked) {
  const list = contest ?? '';
  const { from, known } = await begun(service, list, asked);
  const stream = streamOf(contest);
  const stored = await service.store.readStream(stream, from, asked.limit + 1);
  const seen = stored.filter((each) => each.seq <= known);
  const entries = seen.slice(0, asked.limit).map(decodeEntry);
  const more = seen.length > asked.limit;
  const next = more ? writeCursor(list, { from: from + asked.limit, known }) : null;
  return { contest, knownAt: known, entries, next };
}

/** Sends a page of entries in the form that is asked for; it stays as it is once knownAt is pinned. */
export async function sendEntryPage(
  request: FastifyRequest,
  reply: FastifyReply,
  service: Service,
  contest: string | null,
  suffix?: Form,
): Promise<FastifyReply> {
  const asked = request.query as EntryPageAsked;
  const form = formOf(request, suffix);
  const generation = service.store.generation();
  const page = await entryPage(service, contest, asked);
  const { cursor = '', knownAt = '', limit } = asked;
  const path = request.url.split('?', 1)[0] ?? '';
  if (page.next !== null) {
    reply.header('link', `<${path}?cursor=${page.next}&limit=${limit}>; rel="next"`);
  }
  const pinned = cursor !== '' || /^\d+$/.test(knownAt);
  const tag = `W/"${page.knownAt}.${cursor}.${limit}.${generation}.${form}"`;
  reply.header('vary', 'accept');
  if (validated(request, reply, { tag, pinned })) return reply;
  const rows = () => ({ columns: ENTRY_COLUMNS, rows: entryRows(page.entries) });
  return sendForm(reply, form, textOf({ body: page, rows }, form));
}
