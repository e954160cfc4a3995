import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BAD, type Guarded, guarded, REALM, ROUTES, said, WHO, YES } from './guarded.ts';

let here: Guarded;
beforeEach(async () => {
  here = await guarded();
});
afterEach(() => here.close());

describe('how a token is sent', () => {
  test('alone: nothing may stand before it or after it', async () => {
    const good = here.token(['editor']);
    for (const field of [`${good} x`, `x ${good}`, `${good} ${good}`, `${good}, Bearer ${good}`]) {
      expect(said(await here.ask('append', `Bearer ${field}`))).toBe(BAD);
    }
  });

  test.each([['bearer'], ['BEARER'], ['Bearer  ']])(
    'the scheme may be written %j',
    async (scheme) => {
      expect(said(await here.ask('append', `${scheme} ${here.token(['editor'])}`))).toBe(YES);
    },
  );

  test.each([
    ['Bearer'],
    ['Bearer '],
    ['Bearer a b'],
    ['Bearer "a"'],
    ['Bearer =a'],
    ['Bearer a,b'],
    ['Bearer\ta'],
    ['Bearer, a'],
  ])('%j is no token, and said to be none', async (authorization) => {
    expect(said(await here.ask('read', authorization))).toBe(BAD);
    expect(said(await here.ask('append', authorization))).toBe(BAD);
  });

  test.each([['Basic YTpi'], ['Digest a="b"'], ['Bearish abc'], ['hst_abc'], ['']])(
    '%j is no bearer token: as if none were sent',
    async (authorization) => {
      expect(said(await here.ask('read', authorization))).toBe(YES);
      expect(said(await here.ask('append', authorization))).toBe(WHO);
    },
  );

  test('or anything else: never lets in by chance, never fails, never shows in the log', async () => {
    const good = here.token(['editor']);
    const scheme = fc.constantFrom('Bearer ', 'bearer', 'Bearer  ', 'Basic ', '');
    const rest = fc.oneof(
      fc.string({ minLength: 12, maxLength: 60 }),
      fc.nat({ max: good.length }).map((cut) => `${good.slice(0, cut)}${good.slice(cut + 1)}`),
      fc.constantFrom(
        `${good} `,
        ` ${good}`,
        `${good}\u00a0`,
        good.toUpperCase(),
        encodeURI(`${good}é`),
      ),
    );
    await fc.assert(
      fc.asyncProperty(scheme, rest, async (first, second) => {
        const field = `${first}${second}`;
        const isGood = /^bearer +/i.test(field) && field.replace(/^bearer +/i, '').trim() === good;
        fc.pre(!isGood);
        expect((await here.ask('append', field)).statusCode).toBe(401);
        expect([200, 401]).toContain((await here.ask('read', field)).statusCode);
      }),
      { numRuns: 300 },
    );
    expect(here.logged()).not.toContain(good.slice(-20));
  });

  test('is not looked for in an address or a cookie', async () => {
    const token = here.token(['editor']);
    expect(said(await here.ask(`append?access_token=${token}`))).toBe(WHO);
    const headers = { cookie: `access_token=${token}`, 'x-authorization': `Bearer ${token}` };
    expect(said(await here.server.inject({ url: '/append', headers }))).toBe(WHO);
  });

  test('once: of two, neither counts', async () => {
    const address = await here.server.listen({ port: 0, host: '127.0.0.1' });
    const bearer = `Bearer ${here.token(['editor'])}`;
    const both = async (...fields: string[]) => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1');
      const lines = fields.map((field) => `${field}\r\n`).join('');
      socket.end(`GET /append HTTP/1.1\r\nHost: a\r\n${lines}Connection: close\r\n\r\n`);
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += `${chunk}`;
      });
      await once(socket, 'close');
      return text;
    };
    expect(await both(`Authorization: ${bearer}`)).toMatch(/^HTTP\/1\.1 200 /);
    for (const other of [bearer, 'Bearer b', 'Basic YTpi', '']) {
      for (const [one, two] of [
        [bearer, other],
        [other, bearer],
      ]) {
        const text = await both(`Authorization: ${one}`, `authorization: ${two}`);
        expect(text).toMatch(/^HTTP\/1\.1 400 /);
        expect(text).toContain(`www-authenticate: ${REALM}, error="invalid_request"`);
      }
    }
  });
});

test('no token is ever logged', async () => {
  const good = here.token(['editor']);
  const bad = [
    `${good}x`,
    good.slice(0, -1),
    `hst_${'0'.repeat(12)}_${'B'.repeat(43)}`,
    'a.secret.c',
  ];
  for (const token of [good, ...bad]) {
    for (const field of [`Bearer ${token}`, `Bearer ${token} ${token}`, `Basic ${token}`, token]) {
      for (const route of ROUTES) await here.ask(route, field);
    }
  }
  const log = here.logged();
  expect(log.split('\n').length).toBeGreaterThan(200);
  for (const token of [good, ...bad]) expect(log).not.toContain(token.slice(-30));
  expect(log).not.toMatch(/authorization/i);
});
