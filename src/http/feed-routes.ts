import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import Negotiator from 'negotiator';
import { z } from 'zod';
import { requireContest } from '../ledger/queries/asking.ts';
import type { Service } from '../ledger/service.ts';
import { contestStream, REGISTER_STREAM, type StoredEntry } from '../store/event-store.ts';
import { type Arrivals, mayLag } from './arrival.ts';
import { Feed, type FeedTimes } from './feed.ts';
import type { Meter } from './meter.ts';
import { operation } from './openapi/operation.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** What the feeds of a server may take, unless it is set otherwise: a hundred at once. */
export const FEED_LIMITS: FeedLimits = {
  feeds: 100,
  heartbeat: 15_000,
  stall: 30_000,
  ending: 1000,
  retry: 3000,
};

/** How many feeds there may be at once, and how patient they are. */
export interface FeedLimits extends FeedTimes {
  readonly feeds: number;
}

/** What the feeds are made of. */
export interface FeedOptions {
  readonly service: Service;
  readonly arrivals: Pick<Arrivals, 'whereabouts'>;
  readonly meter: Pick<Meter, 'feedOpened'>;
  readonly limits?: FeedLimits;
  /** Ends all feeds when it aborts, as it must before the server closes. */
  readonly stopping: AbortSignal;
  /** Asked at each heartbeat: does whoever asked still have the right to read? */
  stillMay?(request: FastifyRequest): boolean;
}

const MEDIA = 'text/event-stream';
const Name = z.string().min(1).max(100);

const SCHEMA = operation({
  id: 'followEntries',
  tag: 'following',
  summary: 'Every entry as it is recorded, as server-sent events',
  description:
    'An event `entry` for each entry, its `id` the sequence number and its `data` the entry as /entries/{id} has it. A client that connects again with Last-Event-ID misses nothing and has nothing twice. An event with an `id` alone moves Last-Event-ID on and tells nothing; a comment comes at least every quarter of a minute.',
  querystring: z.strictObject({
    contest: z
      .union([Name, z.array(Name).max(100)])
      .optional()
      .describe('only entries of this contest, or of these, and merges, which hold in all; all'),
    after: z
      .string()
      .optional()
      .describe('goes on after this sequence number, -1 for all from the start; the head'),
  }),
  headers: ['Last-Event-ID'],
  example: { contest: 'labour-leader-2010', after: '800' },
  answers: { [STATUS.ok]: { says: 'The feed; it goes on.', as: { [MEDIA]: 'text' } } },
  refuses: [STATUS.badRequest, STATUS.notFound, STATUS.notAcceptable],
});

function requireAcceptable({ headers: { accept } }: FastifyRequest): void {
  const nothing = accept === undefined || /^[\s,]*$/.test(accept);
  if (nothing || new Negotiator({ headers: { accept } }).mediaType([MEDIA]) === MEDIA) return;
  throw new Problem(STATUS.notAcceptable, 'not-acceptable', `The feed comes as ${MEDIA} only.`);
}

/** Is a place beyond the head one all the same, since the entry has only not come to this copy yet? */
async function isElsewhere(
  { service: { store }, arrivals }: FeedOptions,
  seq: number,
): Promise<boolean> {
  if (!mayLag(store)) return false;
  // Where nothing is known the client is believed: browsers never ask again for a feed that was refused.
  if (!store.currency().current) return true;
  const { signal: leaving } = new AbortController();
  return (await arrivals.whereabouts(seq, { leaving, mayCome: false })) !== 'nowhere';
}

/** Where a client goes on: the header goes before the parameter. Refuses what is no place, or none yet. */
async function placeAsked(
  options: FeedOptions,
  header: string | undefined,
  after: string | undefined,
): Promise<number> {
  const { seq: head } = await options.service.store.head();
  const said = header ?? after;
  if (said === undefined) return head;
  const seq = /^(?:-1|\d{1,15})$/.test(said) ? Number(said) : undefined;
  if (seq !== undefined && (seq <= head || (await isElsewhere(options, seq)))) return seq;
  const [name, pointer] =
    header === undefined
      ? ['after', 'querystring/after']
      : ['Last-Event-ID', 'headers/last-event-id'];
  const detail =
    seq === undefined
      ? `${name} must be a sequence number, as in 411, or -1 for all from the start.`
      : `${name} ${seq} is beyond the head of this ledger, which is ${head}.`;
  throw new Problem(STATUS.badRequest, 'bad-parameter', detail, [{ pointer, detail }]);
}

/** Which entries are about these contests: the register's are about all; no contests are every one. */
function aboutAny(contests: readonly string[]): (stored: StoredEntry) => boolean {
  if (contests.length === 0) return () => true;
  const streams = new Set([REGISTER_STREAM, ...contests.map(contestStream)]);
  return ({ stream }) => streams.has(stream);
}

/** The feeds that are open, and whether there may be one more. */
class OpenFeeds {
  readonly #feeds = new Set<Feed>();
  readonly #limit: number;
  readonly #stopping: AbortSignal;

  constructor(limit: number, stopping: AbortSignal) {
    this.#limit = limit;
    this.#stopping = stopping;
    stopping.addEventListener('abort', () => this.endAll());
  }

  requireRoom(): void {
    if (this.#stopping.aborted) {
      const detail = 'This server is stopping; connect again.';
      throw new Problem(STATUS.unavailable, 'stopping', detail);
    }
    if (this.#feeds.size < this.#limit) return;
    const detail = `All ${this.#limit} live feeds of this server are taken; try again later.`;
    throw new Problem(STATUS.unavailable, 'overloaded', detail);
  }

  add(feed: Feed): void {
    this.#feeds.add(feed);
  }

  delete(feed: Feed): void {
    this.#feeds.delete(feed);
  }

  endAll(): void {
    for (const feed of this.#feeds) feed.end();
  }
}

/**
 * The live feed: every entry as it is recorded, as server-sent events, without gap or duplicate across a
 * reconnect. It ends when the server stops, and for a reader who takes nothing for too long.
 */
export function feedRoutes(server: FastifyInstance, options: FeedOptions): void {
  const { service, meter, stopping, limits = FEED_LIMITS, stillMay = () => true } = options;
  const open = new OpenFeeds(limits.feeds, stopping);
  server
    .withTypeProvider<ZodTypeProvider>()
    .get('/feed', { schema: SCHEMA, config: { may: 'read' } }, async (request, reply) => {
      requireAcceptable(request);
      const { contest = [], after: asked } = request.query;
      const contests = typeof contest === 'string' ? [contest] : contest;
      for (const each of contests) await requireContest(service, each);
      const id = request.headers['last-event-id'];
      const after = await placeAsked(options, typeof id === 'string' ? id : undefined, asked);
      // The client may be gone by now, and then nobody would say that the feed is over.
      if (reply.raw.closed) return reply;
      open.requireRoom();
      reply.type(MEDIA).header('cache-control', 'no-store').header('x-accel-buffering', 'no');
      const counted = meter.feedOpened();
      const feed: Feed = new Feed(
        {
          store: service.store,
          after,
          times: limits,
          wants: aboutAny(contests),
          stillMay: () => stillMay(request),
        },
        reply.raw,
        {
          dropped: () => {
            counted('dropped');
            request.log.warn('feed dropped: its reader takes nothing');
          },
          closed: () => {
            counted('ended');
            open.delete(feed);
          },
        },
      );
      open.add(feed);
      return reply.send(feed.stream);
    });
}
