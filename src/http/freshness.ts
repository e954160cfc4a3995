import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../ledger/service.ts';
import { type Arrivals, mayLag } from './arrival.ts';
import { Problem } from './problem.ts';
import { isSafe, type Sessions } from './session.ts';
import { STALE_SINCE, staleNow } from './staleness.ts';
import { STATUS } from './status.ts';

/** The field by which an append says the sequence number of its last entry. */
export const SEQ = 'hustings-seq';
const MIN_SEQ = 'hustings-min-seq';

/** A sequence number as a client repeats it. */
const NUMBER = /^(?:0|[1-9]\d{0,14})$/;
/** Where an address says what was known by sequence number. */
const KNOWN = ['knownAt', 'fromKnownAt', 'toKnownAt'];
const RETRY_SECONDS = '1';
const IMMUTABLE = 'immutable';

/** What a request wants to be here before it is answered. */
interface Wish {
  readonly seq: number;
  /** By what it is said: the header that a program sends, a browser's cookie, or the address. */
  readonly by: 'header' | 'cookie' | 'address';
}

/** What may be asked of the freshness of answers. */
export interface FreshnessOptions {
  readonly service: Service;
  readonly sessions: Sessions;
  readonly arrivals: Arrivals;
}

function minimum(header: string | string[]): number {
  if (typeof header === 'string' && NUMBER.test(header.trim())) return Number(header);
  const detail = 'Hustings-Min-Seq must be a sequence number, as in 411: what Hustings-Seq said.';
  const errors = [{ pointer: `headers/${MIN_SEQ}`, detail }];
  throw new Problem(STATUS.badRequest, 'bad-parameter', detail, errors);
}

/** Does a request read the ledger? Then it says what it needs, and more than anybody may ask. */
function reads({ is404, routeOptions: { config } }: FastifyRequest): boolean {
  return !is404 && config.may !== undefined && config.may !== 'anyone';
}

/** What is the same for ever is not older than anything, and caches would keep for as long that it might be. */
function leavesPinned(server: FastifyInstance): void {
  server.addHook('onSend', async (_, reply, payload) => {
    const said = reply.getHeader('cache-control');
    if (typeof said === 'string' && said.includes(IMMUTABLE)) reply.removeHeader(STALE_SINCE);
    return payload;
  });
}

/**
 * Sees to it that no answer is older than what its reader has seen, and that one that may be older than the
 * ledger says so. It matters where a copy of the service reads a copy of the ledger.
 */
export class Freshness {
  readonly #options: FreshnessOptions;
  /** May others have seen what is not here yet? */
  readonly #lags: boolean;

  constructor(options: FreshnessOptions) {
    this.#options = options;
    this.#lags = mayLag(options.service.store);
  }

  /** Has all that reads the ledger wait for what its reader has seen. Register it after the guard. */
  keeps(server: FastifyInstance): void {
    server.decorateRequest('staleSince', null);
    if (this.#lags) leavesPinned(server);
    server.addHook('onRequest', (request, reply, done) => {
      // A store that is no copy is never behind: nothing is to be found out about most requests.
      const asks = this.#lags || request.headers[MIN_SEQ] !== undefined;
      if (!asks || !reads(request)) return done();
      let wishes: Wish[];
      try {
        wishes = this.#wishesOf(request);
      } catch (error) {
        return done(error as Error);
      }
      const settled = (error?: Error) => {
        this.#admits(request, reply);
        done(error);
      };
      if (wishes.length === 0) return settled();
      this.#grant(request, reply, wishes).then(() => settled(), settled);
    });
  }

  /** Says the last entry that an append has stored or found, to be asked for by whoever reads next. */
  tell(request: FastifyRequest, reply: FastifyReply, seq: number): void {
    reply.header(SEQ, `${seq}`);
    const isPage = request.routeOptions.config.pages === true;
    if (isPage && this.#lags) this.#options.sessions.saw(request, reply, seq);
  }

  /** Says since when what is about to be read may be older than the ledger. */
  #admits(request: FastifyRequest, reply: FastifyReply): void {
    const since = staleNow(this.#options.service.store);
    request.staleSince = since;
    if (since !== null && isSafe(request)) reply.header(STALE_SINCE, since);
  }

  #wishesOf(request: FastifyRequest): Wish[] {
    const wishes: Wish[] = [];
    const header = request.headers[MIN_SEQ];
    if (header !== undefined) wishes.push({ seq: minimum(header), by: 'header' });
    if (!this.#lags) return wishes;
    const seen = this.#options.sessions.seenBy(request);
    if (seen !== undefined) wishes.push({ seq: seen, by: 'cookie' });
    const query = request.query as Readonly<Record<string, unknown>>;
    for (const name of KNOWN) {
      const said = query[name];
      if (typeof said !== 'string' || !NUMBER.test(said)) continue;
      wishes.push({ seq: Number(said), by: 'address' });
    }
    return wishes;
  }

  async #grant(
    request: FastifyRequest,
    reply: FastifyReply,
    wishes: readonly Wish[],
  ): Promise<void> {
    const { service, sessions, arrivals } = this.#options;
    const left = new AbortController();
    const leave = () => left.abort();
    reply.raw.once('close', leave);
    try {
      for (const { seq, by } of wishes) {
        const mayCome = by === 'header';
        const found = await arrivals.whereabouts(seq, { leaving: left.signal, mayCome });
        if (found === 'unknown') throw await behind(service, seq);
        // A cookie of another ledger at this address; what an address asks for is refused elsewhere.
        if (found === 'nowhere' && by === 'cookie') sessions.forgetSeen(request, reply);
      }
    } finally {
      reply.raw.off('close', leave);
    }
  }
}

async function behind({ store }: Service, seq: number): Promise<Problem> {
  const { seq: head } = await store.head();
  const end = head < 0 ? 'nothing has come here yet' : `what has come here ends at entry ${head}`;
  const detail = `Entry ${seq} is not here yet: ${end}. Ask again in a moment.`;
  const headers = { 'retry-after': RETRY_SECONDS };
  return new Problem(STATUS.unavailable, 'behind', detail, [], {}, headers);
}
