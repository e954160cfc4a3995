/** The whole server over a ledger in memory, and everybody who may knock at it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { ROLES, type Role } from '../../src/access/role.ts';
import { idIn, makeToken } from '../../src/access/token.ts';
import { configure, type ServeSettings } from '../../src/config.ts';
import { closeWithin } from '../../src/http/graceful.ts';
import { buildServer } from '../../src/http/server.ts';
import type { Service } from '../../src/ledger/service.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import { AUDIENCE, type Issuer, issuing, keyOf, seconds, signed } from '../access/issuer.ts';
import { SIGNER } from '../audit/audited-ledger.ts';
import { writableService } from './written.ts';

/** A route as it is registered. */
export interface Registered {
  readonly method: string;
  readonly url: string;
}

/** A server, all its routes, and who knocks: what each sends as Authorization. */
export interface Everybody {
  readonly server: FastifyInstance;
  readonly service: Service;
  readonly routes: readonly Registered[];
  /** By who it is; undefined sends nothing. */
  readonly knocks: Readonly<Record<string, string | undefined>>;
  /** Every secret that no answer may show. */
  readonly secrets: readonly string[];
  /** Everything that was logged as an error. */
  readonly failures: readonly string[];
  /** The tokens, as the server itself has them. */
  readonly tokens: TokenFile;
  /** Makes a token over another connection, with roles, and gives what to send. */
  bearer(roles: readonly Role[], expires?: number | null): string;
  /** Revokes it over another connection. */
  revoke(bearer: string): void;
  close(): Promise<void>;
}

const world = {
  now: () => Date.now(),
  randomBytes: (length: number) => Uint8Array.from(randomBytes(length)),
};

/** Where an issuer's tokens say who they are for. */
const oidcOf = (issuer: Issuer): ServeSettings['oidc'] => ({
  issuer: issuer.url,
  audience: AUDIENCE,
  jwks: issuer.jwks,
  roleClaim: 'roles',
  nameClaim: 'sub',
});

const KEY = 'a';

/** The JWTs: of every role, and of those that are none. */
async function jwts(issuer: Issuer): Promise<Record<string, string>> {
  const [key] = issuer.keys;
  if (key === undefined) throw new Error('the issuer has no key');
  const forged = await keyOf(KEY);
  const past = { roles: [...ROLES], exp: seconds(world.now()) - 3600 };
  const made: readonly (readonly [string, Promise<string>])[] = [
    ...ROLES.map((role) => [`${role} by JWT`, signed(key, issuer.url, { roles: [role] })] as const),
    ['editor+auditor by JWT', signed(key, issuer.url, { roles: ['editor', 'auditor'] })],
    ['no role by JWT', signed(key, issuer.url, { roles: ['queen'] })],
    ['expired JWT', signed(key, issuer.url, past)],
    ['forged JWT', signed(forged, issuer.url, { roles: [...ROLES] })],
    ['JWT for another', signed(key, issuer.url, { roles: [...ROLES], aud: 'another' })],
  ];
  const all = made.map(async ([who, jwt]) => [who, `Bearer ${await jwt}`] as const);
  return Object.fromEntries(await Promise.all(all));
}

interface Keys {
  readonly bearer: Everybody['bearer'];
  readonly revoke: Everybody['revoke'];
}

function knocksOf({ bearer, revoke }: Keys): Record<string, string | undefined> {
  const revoked = bearer(ROLES);
  revoke(revoked);
  const good = bearer(ROLES);
  const wrongSecret = `${good.slice(0, -43)}${'A'.repeat(43)}`;
  return {
    nobody: undefined,
    'another scheme': 'Basic YTpi',
    ...Object.fromEntries(ROLES.map((role) => [role, bearer([role])])),
    'editor+auditor': bearer(['editor', 'auditor']),
    expired: bearer(ROLES, world.now() - 1),
    revoked,
    malformed: 'Bearer hst_abc',
    'two tokens': `${good} ${good.slice('Bearer '.length)}`,
    empty: 'Bearer ',
    'unknown id': `Bearer hst_${'0'.repeat(12)}_${'A'.repeat(43)}`,
    'wrong secret': wrongSecret,
  };
}

/** Has every secret of these in one list, by its part that nobody may guess. */
const secretsOf = (knocks: Everybody['knocks']): string[] =>
  Object.values(knocks).flatMap((sent) =>
    /^Bearer \S{30,}/.test(`${sent}`) ? `${sent}`.slice(-40) : [],
  );

/** What a server is started over. */
interface Ground {
  readonly service: Service;
  readonly tokens: TokenFile;
  readonly issuer: Issuer;
  readonly settings: Partial<ServeSettings>;
}

async function started({ service, tokens, issuer, settings }: Ground) {
  const routes: Registered[] = [];
  const failures: string[] = [];
  const listing = (server: FastifyInstance) =>
    void server.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) routes.push({ method: each, url });
    });
  const server = await buildServer({
    service,
    tokens,
    keys: [SIGNER],
    version: '9.8.7',
    logger: pino({ level: 'error' }, { write: (line: string) => void failures.push(line) }),
    settings: {
      ...configure({}, {}).serve,
      rateLimit: 0,
      eventLoopDelayMilliseconds: 0,
      oidc: oidcOf(issuer),
      ...settings,
    },
    // What traces requests is handed the server before any route.
    tracing: { trace: listing, end: async () => undefined },
    randomBytes: world.randomBytes,
  });
  await server.ready();
  return { server, routes, failures };
}

/** Puts the server together; `fill` gives the ledger its entries. */
export async function everybody(
  settings: Partial<ServeSettings>,
  fill: (service: Service) => Promise<unknown>,
): Promise<Everybody> {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-everybody-'));
  const issuer = await issuing(await keyOf(KEY));
  const [tokens, elsewhere] = [new TokenFile(join(folder, 'a')), new TokenFile(join(folder, 'a'))];
  const service = writableService();
  await fill(service);
  await service.log.sign([SIGNER]);
  const { server, routes, failures } = await started({ service, tokens, issuer, settings });
  const bearer: Everybody['bearer'] = (roles, expires = null) => {
    const { text, kept } = makeToken({ name: `${roles.join(' and ')}`, roles, expires }, world);
    elsewhere.add(kept);
    return `Bearer ${text}`;
  };
  const revoke: Everybody['revoke'] = (sent) =>
    void elsewhere.revoke(idIn(sent.slice('Bearer '.length)) ?? '', world.now());
  const knocks = { ...knocksOf({ bearer, revoke }), ...(await jwts(issuer)) };
  return {
    server,
    service,
    routes,
    knocks,
    secrets: secretsOf(knocks),
    failures,
    tokens,
    bearer,
    revoke,
    close: async () => {
      await closeWithin(server, 1000);
      await service.store.close();
      await issuer.close();
      tokens.close();
      elsewhere.close();
      rmSync(folder, { recursive: true });
    },
  };
}
