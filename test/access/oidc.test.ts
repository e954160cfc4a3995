import { createHmac } from 'node:crypto';
import { exportSPKI } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadToken, NobodyToVouch } from '../../src/access/bad-token.ts';
import { type OidcSettings, oidcActors } from '../../src/access/oidc.ts';
import {
  AUDIENCE,
  type Issuer,
  type IssuerKey,
  issuing,
  keyOf,
  seconds,
  signed,
} from './issuer.ts';

const MINUTE = 60_000;

type Ask = ReturnType<typeof oidcActors>;

let issuer: Issuer;
let key: IssuerKey;
let clock: number;

beforeEach(async () => {
  key = await keyOf('one');
  issuer = await issuing(key);
  clock = Date.now();
});
afterEach(() => issuer.close());

const trusting = (more: Partial<OidcSettings> = {}): Ask => {
  const { url, jwks } = issuer;
  const usual = { issuer: url, audience: AUDIENCE, jwks, roleClaim: 'roles', nameClaim: 'sub' };
  return oidcActors({ ...usual, ...more }, () => clock);
};

const token = (claims: Readonly<Record<string, unknown>> = {}, header = {}) =>
  signed(key, issuer.url, claims, header);

/** What became of a token: the actor, or the sentence of its refusal. */
async function came(credentials: Ask, text: string): Promise<unknown> {
  try {
    return await credentials(text);
  } catch (error) {
    if (error instanceof BadToken || error instanceof NobodyToVouch) {
      expect(error.message).not.toContain(text.slice(-20));
      return `${error.constructor.name}: ${error.message}`;
    }
    throw error;
  }
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => seconds(Date.now());

describe('the token of an issuer', () => {
  test('names an actor', async () => {
    expect(await came(trusting(), await token())).toEqual({
      name: 'ada',
      roles: ['editor'],
      via: 'oidc',
    });
    expect(issuer.asked).toEqual(['/keys']);
  });

  test('may be signed in every way that has two keys', async () => {
    for (const alg of ['RS256', 'PS384', 'ES512', 'EdDSA']) {
      const other = await keyOf(alg, alg);
      issuer.keys = [other];
      expect(await came(trusting(), await signed(other, issuer.url))).toMatchObject({
        name: 'ada',
      });
    }
  });

  test.each(['at+jwt', 'application/at+jwt', 'JWT', 'AT+JWT'])(
    'may say that it is %s',
    async (typ) => {
      expect(await came(trusting(), await token({}, { typ }))).toMatchObject({ name: 'ada' });
    },
  );

  test('may be for several, this ledger among them', async () => {
    expect(await came(trusting(), await token({ aud: ['other', AUDIENCE] }))).toMatchObject({
      name: 'ada',
    });
  });

  const refused: readonly [string, () => Promise<string>, RegExp][] = [
    [
      'signed with a key that is not published',
      async () => signed(await keyOf('two'), issuer.url),
      /not signed by/,
    ],
    [
      'signed with another key under a known name',
      async () => signed(await keyOf('one'), issuer.url),
      /not signed by/,
    ],
    ['of another issuer', () => signed(key, 'https://id.example'), /its iss /],
    ['of the issuer with a slash', () => signed(key, `${issuer.url}/`), /its iss /],
    ['without an issuer', () => token({ iss: undefined }), /its iss is missing/],
    ['for somebody else', () => token({ aud: 'other' }), /its aud /],
    ['for nobody', () => token({ aud: undefined }), /its aud /],
    ['that has expired', () => token({ exp: now() - 40 }), /has expired/],
    ['that never expires', () => token({ exp: undefined }), /its exp is missing/],
    ['whose expiry is a text', () => token({ exp: `${now() + 100}` }), /its exp /],
    ['that is not valid yet', () => token({ nbf: now() + 40 }), /its nbf /],
    ['without a name', () => token({ sub: undefined }), /claim sub .* 1 to 200/],
    ['with a blank name', () => token({ sub: ' ' }), /1 to 200/],
    ['with a name of 201 characters', () => token({ sub: 'x'.repeat(201) }), /1 to 200/],
    ['with half a character', () => token({ sub: '\ud800' }), /1 to 200/],
    ['whose name is a number', () => token({ sub: 7 }), /1 to 200/],
    ['that ends a session', () => token({}, { typ: 'logout+jwt' }), /no access token/],
    ['that proves a key', () => token({}, { typ: 'dpop+jwt' }), /no access token/],
    ['that is none', async () => 'abc', /not signed by/],
    ['of three empty parts', async () => '..', /not signed by/],
    ['cut off', async () => (await token()).slice(0, -2), /not signed by/],
  ];
  test.each(refused)('is refused: one %s', async (_, make, says) => {
    const said = await came(trusting(), await make());
    expect(said).toMatch(/^BadToken: /);
    expect(said).toMatch(says);
  });

  test('is refused without a signature, whatever the spelling of none', async () => {
    const claims = part({
      iss: issuer.url,
      aud: AUDIENCE,
      sub: 'eve',
      roles: ['admin'],
      exp: now() + 300,
    });
    for (const alg of ['none', 'None', 'NONE', '']) {
      expect(await came(trusting(), `${part({ alg, kid: 'one' })}.${claims}.`)).toMatch(
        /^BadToken: /,
      );
    }
    expect(issuer.asked).toEqual([]);
  });

  test('is refused where the public key was taken for a shared secret', async () => {
    const claims = part({
      iss: issuer.url,
      aud: AUDIENCE,
      sub: 'eve',
      roles: ['admin'],
      exp: now() + 300,
    });
    for (const secret of [
      await exportSPKI(key.publicKey),
      (await exportSPKI(key.publicKey)).trim(),
    ]) {
      const signedPart = `${part({ alg: 'HS256', kid: 'one' })}.${claims}`;
      const mac = createHmac('sha256', secret).update(signedPart).digest('base64url');
      expect(await came(trusting(), `${signedPart}.${mac}`)).toMatch(/^BadToken: .*not signed by/);
    }
    expect(issuer.asked).toEqual([]);
  });

  test('brings no key of its own', async () => {
    const eve = await keyOf('one');
    const { publicKey } = eve;
    const { exportJWK } = await import('jose');
    const jwk = await exportJWK(publicKey);
    const header = { jwk, jku: `${issuer.url}/eve`, x5u: `${issuer.url}/eve` } as object;
    expect(await came(trusting(), await signed(eve, issuer.url, {}, header as never))).toMatch(
      /not signed by/,
    );
    expect(issuer.asked).toEqual(['/keys']);
  });

  test('may be half a minute off', async () => {
    const close = await token({ exp: now() - 20, nbf: now() + 20 });
    expect(await came(trusting(), close)).toMatchObject({ name: 'ada' });
  });

  test('is judged by the clock that was passed in', async () => {
    const good = await token();
    clock += 10 * MINUTE;
    expect(await came(trusting(), good)).toMatch(/has expired/);
  });
});
