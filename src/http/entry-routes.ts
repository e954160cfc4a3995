import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { ENTRY_COLUMNS, entryRows } from '../interchange/rows/entries.ts';
import { requireContest } from '../ledger/queries/asking.ts';
import { storedEntry } from '../ledger/queries/entry.ts';
import { askEntryProvenance } from '../ledger/queries/entry-provenance.ts';
import type { Service } from '../ledger/service.ts';
import { dayOfInstant } from '../time/day.ts';
import { validated } from './caching.ts';
import { ENTRY_PAGE, sendEntryPage } from './entry-pages.ts';
import { exportRoute } from './export-routes.ts';
import { operation, revalidated } from './openapi/operation.ts';
import { ContestName, EntryId, EXAMPLE, NOTHING } from './params.ts';
import { Problem } from './problem.ts';
import { FORMS, type Form, formOf, sendForm, suffixed, textOf } from './representation.ts';
import { EntriesPage } from './schemas/entries-page.ts';
import { EntryProvenance } from './schemas/entry-provenance.ts';
import { STATUS } from './status.ts';

/** What an answer about one entry depends on: all that was recorded since, the log, and today; `more`: its form. */
async function tagOf({ store, log, now }: Service, ...more: readonly string[]): Promise<string> {
  const { seq } = await store.head();
  const parts = [seq, store.generation(), log.latest()?.size ?? 0, dayOfInstant(now()), ...more];
  return `W/"${parts.join('.')}"`;
}

/** Sends an entry with all that became of it; as rows, its own as lists of entries have it. */
export async function sendEntry(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  form: Form,
): Promise<FastifyReply> {
  const tag = await tagOf(service, form);
  const body = await askEntryProvenance(service, id);
  const rows = () => ({ columns: ENTRY_COLUMNS, rows: entryRows([body.entry]) });
  const text = textOf({ body, rows }, form);
  reply.header('vary', 'accept');
  if (validated(request, reply, { tag, pinned: false })) return reply;
  return sendForm(reply, form, text);
}

/** The proof of an entry as a file. Refuses one that no checkpoint covers yet. */
async function proofOf({ store, log }: Service, id: string): Promise<string> {
  const { seq } = await storedEntry(store, id);
  const proof = await log.proofFile(seq);
  if (proof !== undefined) return proof;
  const detail = 'No checkpoint covers this entry yet; try again when the next is signed.';
  throw new Problem(STATUS.notFound, 'not-found', detail);
}

/** What one entry's resources document. */
const ofEntry = (id: string, summary: string, answer: Parameters<typeof revalidated>[0]) =>
  operation({
    ...revalidated(answer, answer.rows === true ? ['Vary'] : []),
    id,
    tag: 'entries',
    summary,
    params: EntryId,
    querystring: NOTHING,
    refuses: [
      STATUS.badRequest,
      STATUS.notFound,
      ...(answer.rows === true ? [STATUS.notAcceptable] : []),
    ],
    example: EXAMPLE,
  });

const config = { may: 'read' } as const;

/** What every list of entries documents. */
const LIST = {
  ...revalidated({ says: 'A page of entries.', json: EntriesPage, rows: true }, ['Vary', 'Link']),
  tag: 'entries',
  querystring: ENTRY_PAGE,
} as const;

function listRoutes(server: FastifyInstance, service: Service, suffix: Form | undefined): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  const hide = suffix !== undefined;
  typed.get(
    suffixed('/contests/:name/entries', suffix),
    {
      config,
      schema: operation({
        ...LIST,
        id: 'listEntries',
        summary: 'The entries of a contest, in order of recording',
        hide,
        params: ContestName,
        refuses: [STATUS.badRequest, STATUS.notFound, STATUS.notAcceptable],
        example: { ...EXAMPLE, knownAt: '800', limit: '20' },
      }),
    },
    async (request, reply) => {
      const { name } = request.params;
      await requireContest(service, name);
      return sendEntryPage(request, reply, service, name, suffix);
    },
  );
  typed.get(
    suffixed('/register/entries', suffix),
    {
      config,
      schema: operation({
        ...LIST,
        id: 'registerEntries',
        summary: 'The entries of the register, in order of recording',
        hide,
        refuses: [STATUS.badRequest, STATUS.notAcceptable],
      }),
    },
    async (request, reply) => sendEntryPage(request, reply, service, null, suffix),
  );
}

type OfEntry = FastifyRequest<{ Params: z.infer<typeof EntryId> }>;

function entryRoute(server: FastifyInstance, service: Service, suffix: Form | undefined): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  const answer = {
    says: 'The entry with all that became of it.',
    json: EntryProvenance,
    rows: true,
  };
  const summary = 'An entry, its sources, its history and its proof';
  const sends = (request: OfEntry, reply: FastifyReply) =>
    sendEntry(service, request, reply, request.params.id, formOf(request, suffix));
  for (const [below, id, says] of [
    ['', 'getEntry', summary],
    ['/provenance', 'getEntryProvenance', `${summary}, as getEntry gives it`],
  ] as const) {
    const schema = { ...ofEntry(id, says, answer), hide: suffix !== undefined };
    typed.get(suffixed(`/entries/:id${below}`, suffix), { config, schema }, sends);
  }
}

function oneRoutes(server: FastifyInstance, service: Service): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  const sending =
    (make: (id: string) => Promise<string>, type: string) =>
    async (request: OfEntry, reply: FastifyReply) => {
      const tag = await tagOf(service);
      const text = await make(request.params.id);
      if (validated(request, reply, { tag, pinned: false })) return reply;
      return reply.type(type).send(text);
    };
  typed.get(
    '/entries/:id/proof',
    {
      config,
      schema: ofEntry('getEntryProof', 'The proof of an entry (c2sp.org/tlog-proof)', {
        says: 'The proof as a file, with the signed checkpoint that it leads to.',
        as: { 'text/plain': 'text' },
      }),
    },
    sending((id) => proofOf(service, id), 'text/plain; charset=utf-8'),
  );
  typed.get(
    '/entries/:id/leaf',
    {
      config,
      schema: ofEntry('getEntryLeaf', 'The exact bytes of an entry that the log holds', {
        says: 'The leaf: the canonical JSON of the envelope.',
        as: { 'application/octet-stream': 'bytes' },
      }),
    },
    sending(
      async (id) => Buffer.from((await storedEntry(service.store, id)).leaf).toString('utf8'),
      'application/octet-stream',
    ),
  );
}

/** Entries by themselves: of a contest or the register in order, one with its provenance, its proof, and all as NDJSON. */
export function entryRoutes(server: FastifyInstance, service: Service): void {
  for (const suffix of [undefined, ...FORMS]) {
    listRoutes(server, service, suffix);
    entryRoute(server, service, suffix);
  }
  oneRoutes(server, service);
  exportRoute(server, service);
}
