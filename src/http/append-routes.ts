import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { APPEND_QUERY, AppendDoor } from './append-door.ts';
import { APPEND_EXAMPLE } from './append-example.ts';
import type { Appending } from './appending.ts';
import type { Freshness } from './freshness.ts';
import { withJsonBodies } from './json-body.ts';
import { type Operation, operation } from './openapi/operation.ts';
import { ContestName, EXAMPLE } from './params.ts';
import { Appended, AppendRequest, DryRun } from './schemas/append.ts';
import { STATUS } from './status.ts';

const DESCRIPTION =
  'One entry, or a list that is stored whole or not at all. Say which state you saw: If-Match with the ETag of the contest (or *), or If-None-Match: * to open a new one; without either it is 428, and where somebody came first 412, with what came between. With an Idempotency-Key the first success is kept for ever: the same request again has the same answer, whatever else it says, and another request under that key is 422. With dry-run=true nothing is stored, the effect on the standings is told, and neither header is needed. Prefer: handling=strict has warnings refuse.';

/** What both routes document. */
const DOCUMENTED = {
  tag: 'writing',
  description: DESCRIPTION,
  querystring: APPEND_QUERY,
  headers: ['If-Match', 'If-None-Match', 'Idempotency-Key', 'Prefer'],
  body: { json: AppendRequest, example: APPEND_EXAMPLE },
  answers: {
    [STATUS.created]: {
      says: 'What was appended.',
      json: Appended,
      headers: ['ETag', 'Location', 'Hustings-Seq', 'Idempotency-Replayed', 'Preference-Applied'],
    },
    [STATUS.ok]: {
      says: 'All of it was there already; or, with dry-run=true, what it would change.',
      json: z.union([Appended, DryRun]),
      headers: ['ETag', 'Location', 'Hustings-Seq', 'Idempotency-Replayed', 'Preference-Applied'],
    },
  },
  refuses: [
    STATUS.badRequest,
    STATUS.notFound,
    STATUS.conflict,
    STATUS.stale,
    STATUS.tooLarge,
    STATUS.unsupported,
    STATUS.unprocessable,
    STATUS.preconditionRequired,
  ],
} as const satisfies Partial<Operation<never, typeof APPEND_QUERY>>;

/** Appending to a contest and to the register: the only way in which an entry comes in over HTTP. */
export function appendRoutes(
  server: FastifyInstance,
  appending: Appending,
  freshness: Pick<Freshness, 'tell'>,
): void {
  const door = new AppendDoor(appending, freshness);
  withJsonBodies(server, (scope) => {
    const typed = scope.withTypeProvider<ZodTypeProvider>();
    typed.post(
      '/contests/:name/entries',
      {
        config: { may: 'append' },
        schema: operation({
          ...DOCUMENTED,
          id: 'appendEntries',
          summary: 'Append entries to a contest',
          params: ContestName,
          example: { name: EXAMPLE.name },
        }),
      },
      async (request, reply) => door.answer(request, reply, request.params.name, request.query),
    );
    typed.post(
      '/register/entries',
      {
        config: { may: 'append' },
        schema: operation({
          ...DOCUMENTED,
          id: 'appendToRegister',
          summary: 'Append merges of endorsers to the register',
        }),
      },
      async (request, reply) => door.answer(request, reply, null, request.query),
    );
  });
}
