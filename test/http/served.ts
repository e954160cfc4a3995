/** A server over a ledger, to be asked without a socket. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { configure, type ServeSettings } from '../../src/config.ts';
import { buildServer } from '../../src/http/server.ts';
import { type Service, serviceOver } from '../../src/ledger/service.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import type { TokenStore } from '../../src/store/token-store.ts';
import type { Verifier } from '../../src/tlog/keys.ts';
import type { Bench } from '../support/given.ts';
import { logged } from '../support/logged.ts';

export type Headers = Readonly<Record<string, string>>;

/** An answer as the tests look at it. */
export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly bytes: Buffer;
}

/** A server, what it reads from, and how to ask it. */
export interface Served {
  readonly server: FastifyInstance;
  readonly service: Service;
  ask(method: 'GET' | 'HEAD' | 'POST' | 'DELETE', url: string, headers?: Headers): Promise<Got>;
  get(url: string, headers?: Headers): Promise<Got>;
  json(url: string, headers?: Headers): Promise<Record<string, unknown>>;
}

const quiet = pino({ level: 'silent' });

/** A service over a ledger's file, at a moment that stands still. */
export const serviceAt = (ledger: string, now: () => number, readOnly = true): Service =>
  serviceOver(
    openSqliteStore(ledger, { readOnly, busyMilliseconds: 20 }),
    { now, randomBytes: (length) => Uint8Array.from(randomBytes(length)) },
    !readOnly,
  );

/** There is no such file, and so there are no tokens. */
const noTokens = (): TokenFile =>
  new TokenFile(join(tmpdir(), `no-tokens-${randomBytes(8).toString('hex')}`));

/** Puts a server together over a service. */
export async function servedOver(
  service: Service,
  keys: readonly Verifier[] = [],
  settings: Partial<ServeSettings> = {},
  tokens: TokenStore = noTokens(),
): Promise<Served> {
  const server = await buildServer({
    service,
    keys,
    version: '9.8.7',
    logger: quiet,
    // What answers here also asks, so that it may be late.
    settings: {
      ...configure({}, {}).serve,
      rateLimit: 0,
      eventLoopDelayMilliseconds: 0,
      ...settings,
    },
    tokens,
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
  });
  const ask: Served['ask'] = async (method, url, headers = {}) => {
    const {
      statusCode,
      headers: sent,
      body,
      rawPayload,
    } = await server.inject({
      method,
      url,
      headers,
    });
    const named = Object.entries(sent).map(([name, value]) => [name, `${value}`]);
    return { status: statusCode, headers: Object.fromEntries(named), body, bytes: rawPayload };
  };
  const get: Served['get'] = (url, headers) => ask('GET', url, headers);
  const json: Served['json'] = async (url, headers) => {
    const { status, body } = await get(url, headers);
    if (status !== 200) throw new Error(`${url}: ${status} ${body}`);
    return JSON.parse(body);
  };
  return { server, service, ask, get, json };
}

/** Puts a server together over a bench, whose ledger can go on. */
export function benchServed(bench: Bench, keys: readonly Verifier[] = []): Promise<Served> {
  const { ledger, store } = bench;
  return servedOver({ ...logged(bench), ledger, store }, keys);
}

/** A server over a ledger's file for all tests of a file, closed when they are done. */
export function served(ledger: string, now: () => number = Date.now): Served {
  let made: Served;
  beforeAll(async () => {
    made = await servedOver(serviceAt(ledger, now));
  });
  afterAll(async () => {
    await made.server.close();
    await made.service.store.close();
  });
  return {
    get server() {
      return made.server;
    },
    get service() {
      return made.service;
    },
    ask: (...asked) => made.ask(...asked),
    get: (...asked) => made.get(...asked),
    json: (...asked) => made.json(...asked),
  };
}

/** The address of a route of questions, below /api/v1. */
export function addressOf(path: string, name: string, query: Headers = {}): string {
  const parameters = new URLSearchParams(query).toString();
  const filled = path.replace(':name', encodeURIComponent(name));
  return `/api/v1${filled}${parameters === '' ? '' : `?${parameters}`}`;
}
