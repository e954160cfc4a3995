import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askContest, askRegister, type StreamState } from '../ledger/queries/contest.ts';
import type { Service } from '../ledger/service.ts';
import { CLOCKS } from './asked.ts';
import { validated } from './caching.ts';
import { type Operation, operation, revalidated } from './openapi/operation.ts';
import { ContestName, EXAMPLE } from './params.ts';
import { tagOf } from './preconditions.ts';
import { Contest, Register } from './schemas/contest.ts';
import { STATUS } from './status.ts';

const Known = z.strictObject({ knownAt: CLOCKS.knownAt });

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
    ...revalidated({ says, json }),
    tag: 'reading',
    querystring: Known,
    refuses: [STATUS.badRequest, STATUS.notFound],
  }) as const satisfies Partial<Operation<never, typeof Known>>;

const config = { may: 'read' } as const;

/** A contest and the register by themselves, under the tags that appending asks for. */
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
        params: ContestName,
        example: { name: EXAMPLE.name },
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
}
