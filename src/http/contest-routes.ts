import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askContest, askRegister, type StreamState } from '../ledger/queries/contest.ts';
import type { Service } from '../ledger/service.ts';
import { CLOCKS } from './asked.ts';
import { validated } from './caching.ts';
import { ENTRY_PAGE, sendEntryPage } from './entry-pages.ts';
import { type Operation, operation } from './openapi/operation.ts';
import { tagOf } from './preconditions.ts';
import { FORMS, type Form } from './representation.ts';
import { Contest, Register } from './schemas/contest.ts';
import { EntriesPage } from './schemas/entries-page.ts';
import { STATUS } from './status.ts';

const Name = z.object({ name: z.string().min(1).max(100) });
const Known = z.strictObject({ knownAt: CLOCKS.knownAt });

const VALIDATED = ['ETag', 'Cache-Control'] as const;
const UNCHANGED = { says: 'The answer that you have is still good.', headers: VALIDATED } as const;

/**
 * Sends a stream's state under its strong tag: its revision alone, which If-Match takes. A past state has
 * the store's generation in its tag, for an erasure since may have taken something from it.
 */
function sendState(
  request: FastifyRequest,
  reply: FastifyReply,
  { store }: Service,
  state: StreamState,
): FastifyReply {
  const { knownAt } = request.query as { knownAt?: string };
  const tag =
    knownAt === undefined ? tagOf(state.revision) : `"${state.revision}.${store.generation()}"`;
  if (validated(request, reply, { tag, pinned: /^\d+$/.test(knownAt ?? '') })) return reply;
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(state));
}

/** What both resources document. */
const documented = (json: z.ZodType, says: string) =>
  ({
    tag: 'reading',
    headers: ['If-None-Match'],
    querystring: Known,
    answers: {
      [STATUS.ok]: { says, json, headers: VALIDATED },
      [STATUS.notModified]: UNCHANGED,
    },
    refuses: [STATUS.badRequest, STATUS.notFound],
  }) as const satisfies Partial<Operation<never, typeof Known>>;

const config = { may: 'read' } as const;

function entriesRoute(server: FastifyInstance, service: Service, suffix: Form | undefined): void {
  server.get(
    `/register/entries${suffix === undefined ? '' : `.${suffix}`}`,
    {
      config,
      schema: operation({
        id: suffix === undefined ? 'registerEntries' : `registerEntries${suffix}`,
        tag: 'entries',
        summary: 'The entries of the register, in order of recording',
        querystring: ENTRY_PAGE,
        hide: suffix !== undefined,
        headers: ['If-None-Match'],
        answers: {
          [STATUS.ok]: {
            says: 'A page of entries.',
            json: EntriesPage,
            rows: true,
            headers: ['ETag', 'Cache-Control', 'Vary', 'Link'],
          },
          [STATUS.notModified]: { ...UNCHANGED, headers: [...VALIDATED, 'Vary', 'Link'] },
        },
        refuses: [STATUS.badRequest, STATUS.notAcceptable],
      }),
    },
    async (request, reply) => sendEntryPage(request, reply, service, null, suffix),
  );
}

/** A contest and the register by themselves, under the tags that appending asks for; the register's entries. */
export function contestRoutes(server: FastifyInstance, service: Service): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/contests/:name',
    {
      config,
      schema: operation({
        ...documented(Contest, 'The contest; its ETag is what appending to it takes as If-Match.'),
        id: 'contest',
        summary: 'A contest as its entries frame it, and how far they go',
        params: Name,
        example: { name: 'labour-leader-2010' },
      }),
    },
    async (request, reply) => {
      const { params, query } = request;
      return sendState(request, reply, service, await askContest(service, params.name, query));
    },
  );
  typed.get(
    '/register',
    {
      config,
      schema: operation({
        ...documented(
          Register,
          'The register; its ETag is what appending to it takes as If-Match.',
        ),
        id: 'register',
        summary: 'How far the register of merged endorsers goes',
      }),
    },
    async (request, reply) =>
      sendState(request, reply, service, await askRegister(service, request.query)),
  );
  for (const suffix of [undefined, ...FORMS]) entriesRoute(server, service, suffix);
}
