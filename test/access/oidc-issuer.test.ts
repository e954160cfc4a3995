import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BadToken, NobodyToVouch } from '../../src/access/bad-token.ts';
import { oidcActors } from '../../src/access/oidc.ts';
import { AUDIENCE, type Issuer, type IssuerKey, issuing, keyOf, signed } from './issuer.ts';

type Ask = ReturnType<typeof oidcActors>;

let issuer: Issuer;
let key: IssuerKey;
beforeEach(async () => {
  // jose looks at the clock itself when it asks whether keys are old.
  vi.useFakeTimers({ toFake: ['Date'] });
  key = await keyOf('one');
  issuer = await issuing(key);
});
afterEach(async () => {
  vi.useRealTimers();
  await issuer.close();
});

const trusting = (jwks: string | null): Ask => {
  const claims = { roleClaim: 'roles', nameClaim: 'sub' };
  return oidcActors({ issuer: issuer.url, audience: AUDIENCE, jwks, ...claims }, Date.now);
};

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const token = () => signed(key, issuer.url);
const CONFIGURATION = '/.well-known/openid-configuration';

describe('the keys of an issuer', () => {
  test('are found by its discovery document, read once and late', async () => {
    const credentials = trusting(null);
    expect(issuer.asked).toEqual([]);
    for (let times = 0; times < 3; times += 1) await credentials(await token());
    expect(issuer.asked).toEqual([CONFIGURATION, '/keys']);
  });

  test('are read once for many tokens at once', async () => {
    const credentials = trusting(issuer.jwks);
    const good = await token();
    await Promise.all(Array.from({ length: 50 }, () => credentials(good)));
    expect(issuer.asked).toEqual(['/keys']);
  });

  test('are read again for a new one, but not for each that nobody knows', async () => {
    const credentials = trusting(issuer.jwks);
    await credentials(await token());
    const old = await token();
    const next = await keyOf('two');
    issuer.keys = [next];
    const young = () => signed(next, issuer.url);
    await expect(credentials(await young())).rejects.toThrow(BadToken);
    expect(issuer.asked).toHaveLength(1);
    later(31_000);
    expect(await credentials(await young())).toMatchObject({ name: 'ada' });
    expect(issuer.asked).toHaveLength(2);
    await expect(credentials(old)).rejects.toThrow(BadToken);
  });

  test('do not hold for ever', async () => {
    const credentials = trusting(issuer.jwks);
    await credentials(await token());
    issuer.keys = [await keyOf('two')];
    later(11 * 60_000);
    await expect(credentials(await token())).rejects.toThrow(BadToken);
  });
});

describe('an issuer that fails', () => {
  const failures: readonly [string, () => void][] = [
    ['answers 500', () => (issuer.fails = (response) => response.writeHead(500).end())],
    ['answers 404', () => (issuer.fails = (response) => response.writeHead(404).end())],
    [
      'sends elsewhere',
      () => (issuer.fails = (response) => response.writeHead(302, { location: issuer.jwks }).end()),
    ],
    ['hangs up', () => (issuer.fails = (response) => response.destroy())],
    ['answers in text', () => (issuer.fails = (response) => response.end('no keys'))],
    ['answers with no keys', () => (issuer.fails = (response) => response.end('{"keys":7}'))],
    ['is another', () => (issuer.discovery.issuer = 'https://id.example')],
    ['has keys on no web', () => (issuer.discovery.jwks_uri = 'file:///etc/passwd')],
    ['says nothing of keys', () => delete issuer.discovery.jwks_uri],
  ];
  test.each(failures)('says neither yes nor no: one that %s', async (_, spoil) => {
    const credentials = trusting(null);
    spoil();
    const error = await credentials(await token()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NobodyToVouch);
    expect(`${(error as Error).message}`).toBe(
      'Who you are cannot be checked now; try again later.',
    );
  });

  test('is left alone for a while, then asked again', async () => {
    const credentials = trusting(issuer.jwks);
    issuer.fails = (response) => response.writeHead(500).end();
    for (let times = 0; times < 5; times += 1) {
      await expect(credentials(await token())).rejects.toThrow(NobodyToVouch);
    }
    expect(issuer.asked).toHaveLength(1);
    issuer.fails = undefined;
    later(6000);
    expect(await credentials(await token())).toMatchObject({ name: 'ada' });
  });

  test('does not matter while its keys are known', async () => {
    const credentials = trusting(issuer.jwks);
    await credentials(await token());
    issuer.fails = (response) => response.writeHead(500).end();
    expect(await credentials(await token())).toMatchObject({ name: 'ada' });
  });
});
