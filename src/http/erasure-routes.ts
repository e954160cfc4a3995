import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Erasure, eraseEntry } from '../ledger/erasure.ts';
import type { Service } from '../ledger/service.ts';
import { actorOf } from './actor.ts';
import { receivedOf } from './append-answer.ts';
import type { Freshness } from './freshness.ts';
import { withJsonBodies } from './json-body.ts';
import type { Meter } from './meter.ts';
import { operation } from './openapi/operation.ts';
import { EntryId } from './params.ts';
import { problemOfRefusal } from './refusal-problem.ts';
import { Erased } from './schemas/erased.ts';
import { ErasureRequest } from './schemas/erasure.ts';
import { STATUS } from './status.ts';
import { MaybeStored } from './store-problem.ts';

const Query = z.strictObject({
  'dry-run': z.enum(['true', 'false']).default('false').describe('only list what would be erased'),
});

const DESCRIPTION =
  'Removes what the entry says for good, and what all entries say that correct, end, strike, dispute or replace it, or that it names in that way: from the ledger, its log and every later export. Their leaves, their places and all proofs stay, and so does the legal basis. What is erased already is only looked through again. With dry-run=true it lists what would be erased.';

const SCHEMA = operation({
  id: 'eraseEntry',
  tag: 'administration',
  summary: 'Erase what an entry says, where the law requires it',
  description: DESCRIPTION,
  params: EntryId,
  querystring: Query,
  body: {
    json: ErasureRequest,
    example: { legalBasis: 'Art. 17(1)(c) GDPR, request of 2026-11-20' },
    validated: true,
  },
  answers: {
    [STATUS.created]: {
      says: 'What was erased.',
      json: Erased,
      headers: ['Location', 'Hustings-Seq'],
    },
    [STATUS.ok]: {
      says: 'What was erased before, or what would be erased.',
      json: Erased,
      headers: ['Hustings-Seq'],
    },
  },
  refuses: [
    STATUS.badRequest,
    STATUS.notFound,
    STATUS.conflict,
    STATUS.tooLarge,
    STATUS.unsupported,
    STATUS.unprocessable,
  ],
});

function bodyOf(
  { covered, wasGone, by }: Erasure & { readonly ok: true },
  dryRun: boolean,
  legalBasis: string,
) {
  return {
    dryRun,
    erased: wasGone || !dryRun,
    legalBasis,
    entries: covered.map(({ id }) => id),
    by: by === undefined ? null : receivedOf(by),
  };
}

/** What erasing counts, and how it says what it has stored. */
export interface ErasureOptions {
  readonly meter: Meter;
  readonly freshness: Pick<Freshness, 'tell'>;
}

/** What the law requires: the only way in which bytes of the ledger go. */
export function erasureRoutes(
  server: FastifyInstance,
  service: Service,
  { meter, freshness }: ErasureOptions,
): void {
  const config = { may: 'administer' } as const;
  withJsonBodies(server, (scope) => {
    const typed = scope.withTypeProvider<ZodTypeProvider>();
    typed.post('/entries/:id/erasure', { config, schema: SCHEMA }, async (request, reply) => {
      const { legalBasis } = request.body as z.infer<typeof ErasureRequest>;
      const dryRun = request.query['dry-run'] === 'true';
      const recordedBy = actorOf(request).name;
      const options = { recordedBy, dryRun };
      const done = await eraseEntry(service, request.params.id, legalBasis, options).catch(
        (error: unknown) => {
          throw MaybeStored.from(error);
        },
      );
      if (!done.ok) {
        if (!dryRun) meter.refused(done.refusal.code);
        throw await problemOfRefusal(service, done.refusal, { contest: null, isList: false });
      }
      reply.header('cache-control', 'no-store');
      if (!dryRun && done.by !== undefined) freshness.tell(request, reply, done.by.seq);
      if (!dryRun && !done.wasGone && done.by !== undefined) {
        meter.appended(1);
        reply.code(STATUS.created).header('location', `/api/v1/entries/${done.by.id}`);
      }
      return bodyOf(done, dryRun, legalBasis);
    });
  });
}
