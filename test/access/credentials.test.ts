import { expect, test, vi } from 'vitest';
import { BadToken } from '../../src/access/bad-token.ts';
import { credentialsOf } from '../../src/access/credentials.ts';
import { makeToken } from '../../src/access/token.ts';
import { AUDIENCE, issuing, keyOf, signed } from './issuer.ts';

const loaded: string[] = [];
vi.mock('../../src/access/oidc.ts', async (original) => {
  loaded.push('oidc');
  return original();
});

const world = { now: () => 1, randomBytes: (length: number) => new Uint8Array(length) };
const { text, kept } = makeToken({ name: 'Ada', roles: ['editor'], expires: null }, world);
const tokens = {
  find: (id: string) => (id === kept.id ? kept : undefined),
  list: () => [kept],
  add: () => undefined,
  revoke: () => undefined,
  close: () => undefined,
};

test('tokens of the ledger and of an issuer are told apart, and what reads JWTs is loaded when one comes', async () => {
  const key = await keyOf('one');
  const issuer = await issuing(key);
  const jwt = await signed(key, issuer.url);
  const claims = { roleClaim: 'roles', nameClaim: 'sub' };
  const trusted = { issuer: issuer.url, audience: AUDIENCE, jwks: issuer.jwks, ...claims };

  const alone = credentialsOf(tokens, null, Date.now);
  expect(alone.actorOf(text)).toMatchObject({ name: 'Ada', via: kept.id });
  expect(() => alone.actorOf(jwt)).toThrow(BadToken);
  const both = credentialsOf(tokens, trusted, Date.now);
  expect(await both.actorOf(text)).toMatchObject({ name: 'Ada', via: kept.id });
  await expect(both.actorOf(`${text}A`)).rejects.toThrow(BadToken);
  expect([loaded, issuer.asked]).toEqual([[], []]);

  expect(await both.actorOf(jwt)).toMatchObject({ name: 'ada', via: 'oidc' });
  await expect(both.actorOf('none')).rejects.toThrow(BadToken);
  expect([loaded, issuer.asked]).toEqual([['oidc'], ['/keys']]);
  expect(both.stillHolds(jwt)).toBe(true);
  await issuer.close();
});

test('a token of the ledger holds until it expires, is revoked or cannot be looked up', () => {
  const clock = { now: 5 };
  const token = { ...kept, expires: 10 as number | null, revoked: null as number | null };
  const found = { find: () => token };
  const { stillHolds } = credentialsOf({ ...tokens, ...found }, null, () => clock.now);
  expect(stillHolds(text)).toBe(true);
  clock.now = 10;
  expect(stillHolds(text)).toBe(false);
  token.expires = null;
  expect(stillHolds(text)).toBe(true);
  token.revoked = 9;
  expect(stillHolds(text)).toBe(false);
  token.revoked = null;
  found.find = () => {
    throw new Error('no disk');
  };
  const failing = credentialsOf({ ...tokens, ...found }, null, () => clock.now);
  expect(failing.stillHolds(text)).toBe(false);
});

test('a JSON Web Token holds until it ends', async () => {
  const end = Math.floor(Date.now() / 1000) + 300;
  const jwt = await signed(await keyOf('one'), 'https://id.example', { exp: end });
  const at = (now: number) => credentialsOf(tokens, null, () => now).stillHolds(jwt);
  expect([at(end * 1000 - 1), at(end * 1000)]).toEqual([true, false]);
  for (const odd of ['abc', 'a.b.c', '..', '']) {
    expect(credentialsOf(tokens, null, () => 1).stillHolds(odd)).toBe(false);
  }
});
