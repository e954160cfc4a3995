/** A tiny server with a route of each permission behind the guard, and the tokens that it takes. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import type { Credentials } from '../../src/access/credentials.ts';
import { credentialsOf } from '../../src/access/credentials.ts';
import { PERMISSIONS, type Role } from '../../src/access/role.ts';
import { makeToken } from '../../src/access/token.ts';
import { actorOf } from '../../src/http/actor.ts';
import { type GuardOptions, guard, stillMay } from '../../src/http/guard.ts';
import { withProblems } from '../../src/http/problem.ts';
import { Sessions } from '../../src/http/session.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';

/** What is to be guarded, one of each kind; `unsaid` says nothing of who may. */
export const ROUTES = [...PERMISSIONS, 'anyone', 'unsaid'] as const;
export type Route = (typeof ROUTES)[number];

export interface Guarded {
  readonly server: FastifyInstance;
  /** Everything that was logged, at every level. */
  readonly logged: () => string;
  /** The tokens as another process has them open. */
  readonly elsewhere: TokenFile;
  readonly clock: { now: number };
  /** What happens while a request is answered. */
  readonly meanwhile: (() => void)[];
  /** Makes a token and answers with its text. */
  token(roles: readonly Role[], expires?: number | null): string;
  ask(route: string, authorization?: string): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** Puts the guard before a server's routes; what is given back says whether a token holds still. */
function guardedBy(
  server: FastifyInstance,
  credentials: Credentials,
  anonymous: GuardOptions['anonymous'],
) {
  const sessions = new Sessions(null);
  sessions.reads(server);
  guard(server, { credentials, sessions, anonymous });
  return stillMay({ credentials, sessions });
}

export async function guarded(
  anonymous: GuardOptions['anonymous'] = 'read',
  more?: Credentials,
): Promise<Guarded> {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-guard-'));
  const [own, elsewhere] = [new TokenFile(join(folder, 'a')), new TokenFile(join(folder, 'a'))];
  const clock = { now: 1_000_000 };
  const meanwhile: (() => void)[] = [];
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const server = fastify({ loggerInstance: logger }) as unknown as FastifyInstance;
  withProblems(server);
  const credentials = more ?? credentialsOf(own, null, () => clock.now);
  const still = guardedBy(server, credentials, anonymous);
  for (const route of ROUTES) {
    const config = route === 'unsaid' ? {} : { may: route };
    server.all(`/${route}`, { config }, async (request) => {
      for (const happens of meanwhile) happens();
      return { actor: actorOf(request), still: still(request) };
    });
  }
  const world = {
    now: () => clock.now,
    randomBytes: (length: number) => Uint8Array.from(randomBytes(length)),
  };
  return {
    server,
    logged: () => lines.join(''),
    elsewhere,
    clock,
    meanwhile,
    token: (roles, expires = null) => {
      const { text, kept } = makeToken({ name: `the ${roles.join('-')}`, roles, expires }, world);
      elsewhere.add(kept);
      return text;
    },
    ask: (route, authorization) =>
      server.inject({
        url: `/${route}`,
        headers: authorization === undefined ? {} : { authorization },
      }),
    close: async () => {
      await server.close();
      own.close();
      elsewhere.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const REALM = 'Bearer realm="hustings"';
const INVALID = `${REALM}, error="invalid_token"`;
const SCOPE = `${REALM}, error="insufficient_scope"`;

/** What an answer says: its status, and what it wants. */
export const said = ({ statusCode, headers }: LightMyRequestResponse) =>
  `${statusCode} ${headers['www-authenticate'] ?? ''}`.trimEnd();

export const YES = '200';
export const WHO = `401 ${REALM}`;
export const BAD = `401 ${INVALID}`;
export const NOT_YOU = `403 ${SCOPE}`;
