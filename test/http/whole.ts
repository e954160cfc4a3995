/** The whole server over a copy of the samples: its log signed, with a token for each role. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { ROLES, type Role } from '../../src/access/role.ts';
import { makeToken } from '../../src/access/token.ts';
import { configure } from '../../src/config.ts';
import { buildServer } from '../../src/http/server.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import { folder, sampleLedger, VERSION } from '../cli/harness.ts';
import { SIGNER } from '../support/logged.ts';
import type { Came } from './answer-check.ts';
import { serviceAt } from './served.ts';

/** A request as the tests send it. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, but for a text, which is sent as it is. */
  readonly payload?: unknown;
  readonly as?: Role | undefined;
}

/** A server and how to ask it. */
export interface Whole {
  ask(url: string, sent?: Sent): Promise<Came>;
  json(url: string): Promise<unknown>;
  /** An address at which it listens. */
  listen(): Promise<string>;
}

const draws = { randomBytes: (length: number) => Uint8Array.from(randomBytes(length)) };

async function askOf(
  server: FastifyInstance,
  url: string,
  { method = 'GET', headers = {}, payload }: Sent,
  token: string | undefined,
): Promise<Came> {
  const isText = typeof payload === 'string';
  const type = payload === undefined || isText ? {} : { 'content-type': 'application/json' };
  const answer = await server.inject({
    method: method as 'GET',
    url,
    headers: {
      ...type,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload: isText ? payload : JSON.stringify(payload) }),
  });
  const named = Object.entries(answer.headers).map(([name, value]) => [name, `${value}`]);
  return { status: answer.statusCode, headers: Object.fromEntries(named), body: answer.body };
}

/** Makes it before the tests of a file, and closes it after them. */
export function whole(): Whole {
  const ledger = sampleLedger();
  const { file } = folder();
  const tokens = new Map<Role, string>();
  let server: FastifyInstance;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const service = serviceAt(ledger.path, Date.now, false);
    await service.log.sign([SIGNER]);
    const kept = new TokenFile(file('tokens.db'));
    for (const role of ROLES) {
      const token = { name: `a test's ${role}`, roles: [role], expires: null };
      const made = makeToken(token, { now: Date.now, ...draws });
      kept.add(made.kept);
      tokens.set(role, made.text);
    }
    server = await buildServer({
      service,
      tokens: kept,
      keys: [SIGNER],
      version: VERSION,
      logger: pino({ level: 'silent' }),
      settings: { ...configure({}, {}).serve, rateLimit: 0, eventLoopDelayMilliseconds: 0 },
      ...draws,
    });
    close = async () => {
      await server.close();
      await service.store.close();
      kept.close();
    };
  });
  afterAll(() => close());
  const ask: Whole['ask'] = (url, sent = {}) =>
    askOf(server, url, sent, sent.as === undefined ? undefined : tokens.get(sent.as));
  return {
    ask,
    json: async (url) => {
      const { status, body } = await ask(url);
      if (status !== 200) throw new Error(`${url}: ${status} ${body}`);
      return JSON.parse(body);
    },
    listen: () => server.listen({ port: 0, host: '127.0.0.1' }),
  };
}
