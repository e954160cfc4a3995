/** A server that can be written to, with an actor for each role, over a ledger of its own. */
import { randomBytes } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { BadToken } from '../../src/access/bad-token.ts';
import type { Actor, Role } from '../../src/access/role.ts';
import { appendRoutes } from '../../src/http/append-routes.ts';
import { Appending } from '../../src/http/appending.ts';
import { Arrivals } from '../../src/http/arrival.ts';
import { auditRoutes } from '../../src/http/audit-routes.ts';
import { Auditing } from '../../src/http/auditing.ts';
import { contestRoutes } from '../../src/http/contest-routes.ts';
import { entryRoutes } from '../../src/http/entry-routes.ts';
import { erasureRoutes } from '../../src/http/erasure-routes.ts';
import { Freshness } from '../../src/http/freshness.ts';
import { guard } from '../../src/http/guard.ts';
import type { Meter } from '../../src/http/meter.ts';
import { withProblems } from '../../src/http/problem.ts';
import { problemPages } from '../../src/http/problem-pages.ts';
import { Sessions } from '../../src/http/session.ts';
import { verificationRoutes } from '../../src/http/verification-routes.ts';
import { type Service, serviceOver } from '../../src/ledger/service.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { CONTEST, draft, FRAME, type Sent } from '../support/given.ts';
import type { Got, Headers } from './served.ts';

/** How a request is sent, beside its body. */
export interface How {
  readonly as?: string | null;
  readonly headers?: Headers;
  readonly query?: string;
  readonly contest?: string | null;
}

const actor = (name: string, ...roles: Role[]): Actor => ({ name, roles, via: `token-of-${name}` });

/** Whose tokens there are: each person's is their name. */
const ACTORS: Readonly<Record<string, Actor>> = {
  ada: actor('Ada Lovelace', 'editor'),
  // The same person with a new token.
  'ada-renewed': actor('Ada Lovelace', 'editor'),
  bob: actor('Bob', 'editor', 'auditor'),
  audrey: actor('Audrey', 'auditor'),
  adam: actor('Adam', 'admin'),
};

/** What was counted, call by call. */
export class Counted implements Meter {
  readonly calls: (string | number)[] = [];
  appended(entries: number): void {
    this.calls.push('appended', entries);
  }
  refused(code: string): void {
    this.calls.push('refused', code);
  }
  replayed(): void {
    this.calls.push('replayed');
  }
  feedOpened(): () => void {
    return () => undefined;
  }
}

/** A service over a ledger's file, or one in memory. */
export const writableService = (file = ':memory:', now: () => number = Date.now): Service =>
  serviceOver(openSqliteStore(file), {
    now,
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
  });

/** A server that can be written to. */
export class Written {
  readonly service: Service;
  readonly server: FastifyInstance;
  readonly counted = new Counted();
  #asked = 0;

  constructor(service: Service = writableService(), batchLimit = 1000) {
    this.service = service;
    const genReqId = () => `request-${++this.#asked}`;
    this.server = fastify({ genReqId }) as unknown as FastifyInstance;
    withProblems(this.server);
    const actorOf = (token: string): Actor => {
      const known = Object.hasOwn(ACTORS, token) ? ACTORS[token] : undefined;
      if (known === undefined) throw new BadToken('This token is not known here.');
      return known;
    };
    const sessions = new Sessions(null);
    const arrivals = new Arrivals(service, new AbortController().signal);
    const freshness = new Freshness({ service, sessions, arrivals });
    guard(this.server, { credentials: { actorOf }, sessions, anonymous: 'read' });
    const routes = async (api: FastifyInstance): Promise<void> => {
      api.setValidatorCompiler(validatorCompiler);
      entryRoutes(api, service);
      contestRoutes(api, service);
      const { counted: meter } = this;
      appendRoutes(api, new Appending(service, { meter, batchLimit }), freshness);
      erasureRoutes(api, service, { meter, freshness });
      const auditing = new Auditing(service, [], (length) => Uint8Array.from(randomBytes(length)));
      auditRoutes(api, service, auditing);
      verificationRoutes(api, auditing);
    };
    void this.server.register(routes, { prefix: '/api/v1' });
    problemPages(this.server);
  }

  async ask(
    method: 'GET' | 'HEAD' | 'POST' | 'DELETE',
    url: string,
    { as = null, headers = {}, query = '' }: How = {},
    payload?: string | Buffer,
  ): Promise<Got> {
    const answer = await this.server.inject({
      method,
      url: `${url}${query === '' ? '' : `?${query}`}`,
      headers: { ...(as === null ? {} : { authorization: `Bearer ${as}` }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    const named = Object.entries(answer.headers).map(([name, value]) => [name, `${value}`]);
    const { statusCode: status, body, rawPayload: bytes } = answer;
    return { status, headers: Object.fromEntries(named), body, bytes };
  }

  get(url: string, how: How = {}): Promise<Got> {
    return this.ask('GET', url, how);
  }

  /** Sends JSON, or text as it is, to be appended, as Ada where nobody else is named. */
  post(sent: unknown, how: How = {}): Promise<Got> {
    const { contest = CONTEST, as = 'ada', headers = {} } = how;
    const place = contest === null ? 'register' : `contests/${contest}`;
    const payload =
      typeof sent === 'string' || sent instanceof Buffer ? sent : JSON.stringify(sent);
    const all = { 'content-type': 'application/json', ...headers };
    return this.ask('POST', `/api/v1/${place}/entries`, { ...how, as, headers: all }, payload);
  }

  /** Appends what must be accepted, whatever is there. */
  async accept(sent: readonly Sent[], contest: string | null = CONTEST): Promise<void> {
    const options = { recordedBy: 'a tester' };
    const done = await this.service.ledger.append(contest, sent.map(draft), options);
    if (!done.ok) throw new Error(`${done.refusal.code}: ${done.refusal.message}`);
  }

  /** All entries of a stream, as they are stored. */
  async stored(contest: string | null = CONTEST) {
    const stream = contest === null ? 'hustings-register' : `hustings-contest-${contest}`;
    return this.service.store.readStream(stream, 0, 1_000_000);
  }
}

/** A server over a ledger that holds the frame of a contest, and these. */
export async function framed(...sent: readonly Sent[]): Promise<Written> {
  const written = new Written();
  const got = await written.post([...FRAME, ...sent], { headers: { 'if-none-match': '*' } });
  if (got.status !== 201) throw new Error(`${got.status} ${got.body}`);
  written.counted.calls.length = 0;
  return written;
}
