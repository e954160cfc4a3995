import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf } from './actor.ts';
import { appendAnswer, warningsOf } from './append-answer.ts';
import type { Appending, Asked } from './appending.ts';
import { CLOCKS, COUNTS } from './asked.ts';
import type { Freshness } from './freshness.ts';
import { receiptOf } from './idempotency.ts';
import { preconditionOf, tagOf } from './preconditions.ts';
import { handlingOf } from './prefer.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** The parameters of an append. */
export const APPEND_QUERY = z.strictObject({
  'dry-run': z.enum(['true', 'false']).default('false').describe('only say what it would change'),
  asOf: CLOCKS.asOf.describe('of a dry run: the day of the standings; today'),
  reportedBy: CLOCKS.reportedBy.describe('of a dry run: going only by what was published by then'),
  counts: COUNTS.counts.describe('of a dry run: which acts count; acts'),
});
type Query = z.infer<typeof APPEND_QUERY>;

/** A dry run's parameters say nothing to a real append, nor to the register, which has no standings. */
function refuseIdle(query: Query, contest: string | null): void {
  const idle = (['asOf', 'reportedBy', 'counts'] as const).find(
    (name) => query[name] !== undefined,
  );
  if (idle === undefined || (query['dry-run'] === 'true' && contest !== null)) return;
  const detail = `${idle} is for the standings that a dry run for a contest shows; leave it out here.`;
  const errors = [{ pointer: `querystring/${idle}`, detail }];
  throw new Problem(STATUS.badRequest, 'bad-parameter', detail, errors);
}

/** The API's door to the ledger for appends: what a request asks, and how it is answered. */
export class AppendDoor {
  readonly #appending: Appending;
  readonly #freshness: Pick<Freshness, 'tell'>;

  constructor(appending: Appending, freshness: Pick<Freshness, 'tell'>) {
    this.#appending = appending;
    this.#freshness = freshness;
  }

  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    contest: string | null,
    query: Query,
  ): Promise<FastifyReply> {
    refuseIdle(query, contest);
    const handling = handlingOf(request.headers.prefer);
    const dryRun = query['dry-run'] === 'true';
    const recordedBy = actorOf(request).name;
    const sent = this.#appending.batch(request.body);
    const { body } = sent;
    const asked: Asked = {
      ...sent,
      contest,
      recordedBy,
      strict: handling === 'strict',
      condition: preconditionOf(request.headers),
      receipt: dryRun ? undefined : receiptOf(request.headers, recordedBy, { contest, body }),
    };
    reply.header('cache-control', 'no-store');
    const answer = dryRun
      ? await this.#effect(asked, query)
      : await this.#stored(asked, request, reply);
    if (handling !== undefined) reply.header('preference-applied', `handling=${handling}`);
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  }

  async #effect(asked: Asked, query: Query) {
    const { before, after, warnings } = await this.#appending.effect(asked, query);
    return { dryRun: true, before, after, warnings: warningsOf(warnings, asked.isList) };
  }

  async #stored(asked: Asked, request: FastifyRequest, reply: FastifyReply) {
    const done = await this.#appending.append(asked);
    const answer = appendAnswer(done, asked.contest, asked.isList);
    if (done.again === true) reply.header('idempotency-replayed', 'true');
    const [only, ...others] = done.entries;
    if (only !== undefined && others.length === 0) {
      reply.header('location', `/api/v1/entries/${only.id}`);
    }
    this.#freshness.tell(request, reply, answer.head.seq);
    reply.header('etag', tagOf(answer.revision));
    reply.code(done.appended > 0 ? STATUS.created : STATUS.ok);
    return answer;
  }
}
