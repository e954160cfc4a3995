import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ENTRY_TYPES, type EntryType } from '../../events/catalog.ts';
import {
  RECORDED_COLUMNS,
  RECORDERS_COLUMNS,
  recordedRows,
  recordersRows,
} from '../interchange/rows/recorded.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { requireContest } from '../ledger/queries/asking.ts';
import { askRecorded, firstPlace, type RecordedFilter } from '../ledger/queries/recorded.ts';
import type { Service } from '../ledger/service.ts';
import type { Auditing } from './auditing.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { LIMIT } from './entry-pages.ts';
import { operation } from './openapi/operation.ts';
import {
  type Answer,
  FORMS,
  type Form,
  formOf,
  sendForm,
  suffixed,
  textOf,
} from './representation.ts';
import { AuditLogPage } from './schemas/audit-log.ts';
import { Recorders } from './schemas/recorders.ts';
import { STATUS } from './status.ts';

const config = { may: 'audit' } as const;

/** The parameters of the list of who appended what. */
export const AUDIT_LOG = z.strictObject({
  recordedBy: z.string().min(1).max(200).optional().describe('only what this one recorded'),
  contest: z.string().min(1).max(100).optional().describe('only the entries of this contest'),
  register: z.enum(['true']).optional().describe('true: only the entries of the register'),
  type: z
    .enum(ENTRY_TYPES as [EntryType, ...EntryType[]])
    .optional()
    .describe('only entries of this type'),
  from: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a sequence number, as in 411')
    .default('0')
    .describe('only from this sequence number on'),
  cursor: z.string().max(300).optional().describe('where an earlier page ended'),
  limit: LIMIT.describe('how many a page has, at most 1000'),
});
type Query = z.infer<typeof AUDIT_LOG>;

/** Names the list that a filter gives, so that no cursor goes on in another. */
const listOf = ({ recordedBy, contest, type, since }: RecordedFilter): string =>
  `audit ${hash('sha256', JSON.stringify([recordedBy, contest, type, since]), 'hex').slice(0, 16)}`;

/** Which entries are asked for. Refuses the register with a contest: no entry is of both. */
function filterOf({ recordedBy, contest, register, type, from }: Query): RecordedFilter {
  const rest = { recordedBy, type, since: Number(from) };
  if (register === undefined) return { ...rest, contest };
  if (contest === undefined) return { ...rest, contest: null };
  throw new BadQuestion('register', 'register cannot be said with a contest: say one of the two.');
}

async function page(service: Service, asked: Query) {
  const { store } = service;
  const { cursor, limit, contest } = asked;
  const filter = filterOf(asked);
  if (contest !== undefined) await requireContest(service, contest);
  const list = listOf(filter);
  const { seq } = await store.head();
  const begun =
    cursor === undefined ? { from: firstPlace(filter), known: seq } : readCursor(list, cursor, seq);
  const found = await askRecorded(store, filter, begun.from, begun.known, limit);
  const next =
    found.next === null ? null : writeCursor(list, { from: found.next, known: begun.known });
  return { knownAt: begun.known, entries: found.entries, next };
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  suffix: Form | undefined,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  const form = formOf(request, suffix);
  // Who works here is not for a cache to keep.
  reply.headers({ ...headers, 'cache-control': 'no-store', vary: 'accept' });
  return sendForm(reply, form, textOf(answer, form));
}

/** Where the next page is, as a header (RFC 8288); nothing on the last. */
function nextOf(url: string, cursor: string | null): Record<string, string> {
  if (cursor === null) return {};
  const [path = '', search = ''] = url.split('?', 2);
  const other = new URLSearchParams(search);
  other.set('cursor', cursor);
  return { link: `<${path}?${other}>; rel="next"` };
}

/** Sends a page of who appended what, asked for as AUDIT_LOG has it. */
export async function sendAuditLog(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  suffix: Form | undefined,
): Promise<FastifyReply> {
  const body = await page(service, request.query as Query);
  const rows = () => ({ columns: RECORDED_COLUMNS, rows: recordedRows(body.entries) });
  return send(request, reply, { body, rows }, suffix, nextOf(request.url, body.next));
}

function logRoute(server: FastifyInstance, service: Service, suffix: Form | undefined): void {
  const schema = operation({
    id: suffixed('auditLog', suffix).replace('.', ''),
    tag: 'auditing',
    summary: 'Who appended what, the newest last',
    description:
      'A page may be short, or even empty, where few of many entries fit: there is more as long as next is not null. The cursor pins what is known.',
    querystring: AUDIT_LOG,
    hide: suffix !== undefined,
    answers: {
      [STATUS.ok]: {
        says: 'A page of who appended what.',
        json: AuditLogPage,
        rows: true,
        headers: ['Link', 'Vary'],
      },
    },
    refuses: [STATUS.badRequest, STATUS.notFound, STATUS.notAcceptable],
  });
  server.get(suffixed('/audit/log', suffix), { config, schema }, (request, reply) =>
    sendAuditLog(service, request, reply, suffix),
  );
}

function recordersRoute(
  server: FastifyInstance,
  recorders: Auditing['recorders'],
  suffix: Form | undefined,
): void {
  const schema = operation({
    id: suffixed('auditRecorders', suffix).replace('.', ''),
    tag: 'auditing',
    summary: 'Who recorded how many entries, and the first and last of them',
    querystring: z.strictObject({}),
    hide: suffix !== undefined,
    answers: {
      [STATUS.ok]: {
        says: 'Who recorded how much.',
        json: Recorders,
        rows: true,
        headers: ['Vary'],
      },
    },
    refuses: [STATUS.badRequest, STATUS.notAcceptable],
  });
  server.get(suffixed('/audit/recorders', suffix), { config, schema }, async (request, reply) => {
    const body = await recorders.ask();
    const rows = () => ({ columns: RECORDERS_COLUMNS, rows: recordersRows(body.recorders) });
    return send(request, reply, { body, rows }, suffix);
  });
}

/** Who appended what, for auditors alone. */
export function auditRoutes(
  server: FastifyInstance,
  service: Service,
  { recorders }: Pick<Auditing, 'recorders'>,
): void {
  for (const suffix of [undefined, ...FORMS]) {
    logRoute(server, service, suffix);
    recordersRoute(server, recorders, suffix);
  }
}
