/** Whoever can have an issuer send its readers elsewhere cannot have tokens of their own taken for its. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NobodyToVouch } from '../../src/access/bad-token.ts';
import { oidcActors } from '../../src/access/oidc.ts';
import { AUDIENCE, type Issuer, issuing, keyOf, signed } from '../access/issuer.ts';

let issuer: Issuer;
let eve: Issuer;
beforeEach(async () => {
  [issuer, eve] = [await issuing(await keyOf('one')), await issuing(await keyOf('one'))];
  eve.discovery = { issuer: issuer.url, jwks_uri: eve.jwks };
});
afterEach(async () => {
  await issuer.close();
  await eve.close();
});

test.each([
  ['where its keys are told', null, '/.well-known/openid-configuration'],
  ['where its keys are', 'keys', '/keys'],
])('a redirection %s leads elsewhere in vain', async (_, jwks, path) => {
  issuer.fails = (response) => response.writeHead(302, { location: `${eve.url}${path}` }).end();
  const settings = { issuer: issuer.url, audience: AUDIENCE, roleClaim: 'roles', nameClaim: 'sub' };
  const actorOf = oidcActors({ ...settings, jwks: jwks === null ? null : issuer.jwks }, Date.now);
  const [key] = eve.keys;
  if (key === undefined) throw new Error('there is no key');
  await expect(actorOf(await signed(key, issuer.url))).rejects.toThrow(NobodyToVouch);
  expect(eve.asked).toEqual([]);
});
