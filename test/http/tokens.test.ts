/** Tokens over HTTP: made once, told without their secret, revoked at once. */
import fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, test } from 'vitest';
import { credentialsOf } from '../../src/access/credentials.ts';
import { makeToken } from '../../src/access/token.ts';
import { guard } from '../../src/http/guard.ts';
import { withProblems } from '../../src/http/problem.ts';
import { problemPages } from '../../src/http/problem-pages.ts';
import { Sessions } from '../../src/http/session.ts';
import { tokenRoutes } from '../../src/http/token-routes.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { folder } from '../cli/harness.ts';
import { expectProblem } from './problem-details.ts';
import type { Got } from './served.ts';

const { file } = folder();
const NOW = parseInstant('2026-06-01T12:00:00Z') ?? 0;
const AT = '/api/v1/tokens';

/** A server, whose first admin is there already. */
class Office {
  readonly server: FastifyInstance;
  readonly admin: string;
  readonly adminId: string;
  readonly tokens: TokenFile;
  now = NOW;
  #drawn = 0;

  constructor(oidc = false) {
    this.tokens = new TokenFile(file(`tokens-${Math.random()}.db`));
    const world = {
      now: () => this.now,
      randomBytes: (length: number) => new Uint8Array(length).fill(++this.#drawn),
    };
    const first = makeToken({ name: 'Adam', roles: ['admin'], expires: null }, world);
    this.tokens.add(first.kept);
    this.admin = first.text;
    this.adminId = first.kept.id;
    let asked = 0;
    const genReqId = () => `request-${++asked}`;
    this.server = fastify({ genReqId }) as unknown as FastifyInstance;
    withProblems(this.server);
    const credentials = credentialsOf(this.tokens, null, world.now);
    guard(this.server, { credentials, sessions: new Sessions(null), anonymous: 'read' });
    const routes = async (api: FastifyInstance) => {
      api.setValidatorCompiler(validatorCompiler);
      tokenRoutes(api, this.tokens, { ...world, oidc });
    };
    void this.server.register(routes, { prefix: '/api/v1' });
    problemPages(this.server);
  }

  async ask(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    sent?: unknown,
    token = this.admin,
  ): Promise<Got> {
    const answer = await this.server.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(sent === undefined ? {} : { payload: sent as object }),
    });
    const headers = answer.headers as Record<string, string>;
    return { status: answer.statusCode, headers, body: answer.body, bytes: answer.rawPayload };
  }

  make = (sent: unknown) => this.ask('POST', AT, sent);
}

const BOB = { name: 'Bob', roles: ['editor', 'auditor'] };

describe('a token', () => {
  test('is made, shown once, and opens what its roles allow', async () => {
    const office = new Office();
    const got = await office.make({
      ...BOB,
      roles: ['admin', 'admin'],
      expires: '2026-07-01T00:00:00Z',
    });
    expect([got.status, got.headers['cache-control']]).toEqual([201, 'no-store']);
    const { token, ...told } = JSON.parse(got.body);
    expect(told).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      name: 'Bob',
      roles: ['admin'],
      state: 'valid',
      created: '2026-06-01T12:00:00.000Z',
      expires: '2026-07-01T00:00:00.000Z',
      revoked: null,
    });
    expect((await office.ask('GET', AT, undefined, token)).status).toBe(200);
    const list = await office.ask('GET', AT);
    expect(list.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(list.body).tokens).toEqual([
      expect.objectContaining({ id: office.adminId, name: 'Adam', expires: null }),
      told,
    ]);
    expect(list.body).not.toContain(token.split('_')[2]);
    expect(list.body).not.toMatch(/hash|secret/);
    office.now = (parseInstant('2026-07-01T00:00:00Z') ?? 0) + 1;
    expect((await office.ask('GET', AT, undefined, token)).status).toBe(401);
  });

  test('is revoked at once, and again is no fault', async () => {
    const office = new Office();
    const { id, token } = JSON.parse((await office.make({ ...BOB, roles: ['admin'] })).body);
    for (const _ of [1, 2]) {
      const got = await office.ask('DELETE', `${AT}/${id}`);
      expect([got.status, got.body]).toEqual([204, '']);
      office.now += 1000;
    }
    expect((await office.ask('GET', AT, undefined, token)).status).toBe(401);
    const { tokens } = JSON.parse((await office.ask('GET', AT)).body);
    expect(tokens[1].revoked).toBe('2026-06-01T12:00:00.000Z');
  });

  test('that is not there is 404', async () => {
    const office = new Office();
    expectProblem(await office.ask('DELETE', `${AT}/000000000000`), 404, 'not-found');
  });

  test.each<[unknown, string]>([
    [{}, '/name'],
    [{ ...BOB, name: ' ' }, '/name'],
    [{ ...BOB, name: 'x'.repeat(201) }, '/name'],
    [{ ...BOB, roles: [] }, '/roles'],
    [{ ...BOB, roles: ['king'] }, '/roles/0'],
    [{ ...BOB, expires: 'soon' }, '/expires'],
    [{ ...BOB, expires: '2026-05-31T00:00:00Z' }, '/expires'],
    [{ ...BOB, token: 'mine' }, '/token'],
  ])('%o is not made', async (sent, pointer) => {
    const office = new Office();
    const { errors } = expectProblem(await office.make(sent), 400, 'malformed');
    expect(errors?.map((each) => each.pointer)).toContain(pointer);
    expect(office.tokens.list()).toHaveLength(1);
  });
});

describe('the last token that may administer', () => {
  test('stays, whatever others there are or were', async () => {
    const office = new Office();
    const editor = JSON.parse((await office.make(BOB)).body);
    const soon = { name: 'Soon', roles: ['admin'], expires: '2026-06-02T00:00:00Z' };
    await office.make(soon);
    office.now = parseInstant('2026-06-03T00:00:00Z') ?? 0;
    const got = await office.ask('DELETE', `${AT}/${office.adminId}`);
    expectProblem(got, 409, 'last-admin', /make another first/);
    expect((await office.ask('DELETE', `${AT}/${editor.id}`)).status).toBe(204);
    expect((await office.ask('GET', AT)).status).toBe(200);
    await office.make({ name: 'Eve', roles: ['admin'] });
    expect((await office.ask('DELETE', `${AT}/${office.adminId}`)).status).toBe(204);
    expect((await office.ask('GET', AT)).status).toBe(401);
  });

  test('goes where an issuer outside lets others in', async () => {
    const office = new Office(true);
    expect((await office.ask('DELETE', `${AT}/${office.adminId}`)).status).toBe(204);
  });
});

test.each([['historian'], ['editor'], ['auditor']])('no %s may', async (role) => {
  const office = new Office();
  const { token } = JSON.parse((await office.make({ name: 'Bob', roles: [role] })).body);
  expect((await office.ask('GET', AT, undefined, token)).status).toBe(403);
  expect((await office.ask('POST', AT, BOB, token)).status).toBe(403);
  expect((await office.ask('DELETE', `${AT}/${office.adminId}`, undefined, token)).status).toBe(
    403,
  );
});
