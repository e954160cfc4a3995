import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppendOptions as LedgerOptions } from '../ledger/ledger.ts';
import { askEffect } from '../ledger/queries/effect.ts';
import type { ReceiptAsked } from '../ledger/receipts.ts';
import type { Refusal } from '../ledger/refusals.ts';
import type { Service } from '../ledger/service.ts';
import type { Expected } from '../store/event-store.ts';
import { actorOf } from './actor.ts';
import { type Accepted, appendAnswer, warningsOf } from './append-answer.ts';
import { batchOf, type SentBatch } from './append-body.ts';
import { CLOCKS, COUNTS } from './asked.ts';
import { receiptOf } from './idempotency.ts';
import type { Meter } from './meter.ts';
import { expectedBy, NEVER, type Precondition, preconditionOf, tagOf } from './preconditions.ts';
import { handlingOf } from './prefer.ts';
import { Problem } from './problem.ts';
import { problemOfRefusal } from './refusal-problem.ts';
import { type Place, staleProblem, unsaid } from './stale.ts';
import { STATUS } from './status.ts';

/** What appending counts, and how much it takes. */
export interface AppendOptions {
  readonly meter: Meter;
  /** How many entries may come in one step. */
  readonly batchLimit: number;
}

/** The parameters of an append. */
export const APPEND_QUERY = z.strictObject({
  'dry-run': z.enum(['true', 'false']).default('false').describe('only say what it would change'),
  asOf: CLOCKS.asOf.describe('of a dry run: the day of the standings; today'),
  reportedBy: CLOCKS.reportedBy.describe('of a dry run: going only by what was published by then'),
  counts: COUNTS.counts.describe('of a dry run: which acts count; acts'),
});
type Query = z.infer<typeof APPEND_QUERY>;

/** An append as a request asks for it. */
interface Asked extends SentBatch {
  readonly contest: string | null;
  readonly recordedBy: string;
  readonly strict: boolean;
  readonly condition: Precondition;
  readonly receipt: ReceiptAsked | undefined;
}

/** The place as it is now. */
async function placeNow({ reader }: Service, contest: string | null): Promise<Place> {
  const columns = await reader.of(contest);
  return { contest, revision: columns.length - 1 };
}

const expectedAt = (condition: Precondition, { contest, revision }: Place): Expected | undefined =>
  expectedBy(condition, revision, contest === null || revision >= 0);

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

/** The door to the ledger for appends: what is asked, whether it may be, and how it is answered. */
export class AppendDoor {
  readonly #service: Service;
  readonly #options: AppendOptions;

  constructor(service: Service, options: AppendOptions) {
    this.#service = service;
    this.#options = options;
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
    const sent = batchOf(request.body, this.#options.batchLimit);
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
    const answer = dryRun ? await this.#effect(asked, query) : await this.#stored(asked, reply);
    if (handling !== undefined) reply.header('preference-applied', `handling=${handling}`);
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  }

  async #effect(asked: Asked, { asOf, reportedBy, counts }: Query) {
    const { contest, drafts, condition, isList, recordedBy, strict } = asked;
    const expected = expectedAt(condition, await placeNow(this.#service, contest));
    const how = { recordedBy, strict, ...(expected === undefined ? {} : { expected }) };
    const effect =
      contest === null
        ? await this.#registerEffect(drafts, how)
        : await askEffect(this.#service, contest, drafts, {
            ...how,
            clocks: { asOf, reportedBy },
            counts,
          });
    if (!effect.ok) throw await this.#refusal(asked, effect.refusal);
    const { before, after, warnings } = effect;
    return { dryRun: true, before, after, warnings: warningsOf(warnings, isList) };
  }

  /** The register holds in every contest and has no standings of its own: only its rules are tried. */
  async #registerEffect(drafts: Asked['drafts'], how: LedgerOptions) {
    const tried = await this.#service.ledger.append(null, drafts, { ...how, dryRun: true });
    return tried.ok ? { ...tried, before: null, after: null } : tried;
  }

  async #stored(asked: Asked, reply: FastifyReply) {
    const { contest, isList } = asked;
    const { meter } = this.#options;
    const done = await this.#append(asked);
    const answer = appendAnswer(done, contest, isList);
    if (done.again === true) {
      meter.replayed();
      reply.header('idempotency-replayed', 'true');
    } else {
      meter.appended(done.appended);
    }
    const [only, ...others] = done.entries;
    if (only !== undefined && others.length === 0) {
      reply.header('location', `/api/v1/entries/${only.id}`);
    }
    reply.header('etag', tagOf(answer.revision));
    reply.code(done.appended > 0 ? STATUS.created : STATUS.ok);
    return answer;
  }

  /** Was a request answered under this key before? It is known by that alone, whatever state it saw. */
  async #isReplay(receipt: ReceiptAsked | undefined): Promise<boolean> {
    return receipt !== undefined && (await this.#service.store.receipt(receipt.key)) !== undefined;
  }

  async #append(asked: Asked): Promise<Accepted> {
    const { contest, drafts, condition, receipt, recordedBy, strict } = asked;
    const { ledger } = this.#service;
    const place = await placeNow(this.#service, contest);
    const expected = expectedAt(condition, place);
    if (expected === undefined && !(await this.#isReplay(receipt))) throw unsaid(place);
    const done = await ledger.append(contest, drafts, {
      recordedBy,
      strict,
      expected: expected ?? NEVER,
      ...(receipt === undefined ? {} : { receipt }),
    });
    if (done.ok) return done;
    this.#options.meter.refused(done.refusal.code);
    throw await this.#refusal(asked, done.refusal);
  }

  async #refusal(asked: Asked, refusal: Refusal): Promise<Problem> {
    if (refusal.code !== 'wrong-revision') return problemOfRefusal(this.#service, refusal, asked);
    const place = await placeNow(this.#service, asked.contest);
    return staleProblem(this.#service.store, place, asked.condition);
  }
}
