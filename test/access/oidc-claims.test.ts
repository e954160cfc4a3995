import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OidcSettings, oidcActors } from '../../src/access/oidc.ts';
import { AUDIENCE, type Issuer, type IssuerKey, issuing, keyOf, signed } from './issuer.ts';

let issuer: Issuer;
let key: IssuerKey;
beforeAll(async () => {
  key = await keyOf('one');
  issuer = await issuing(key);
});
afterAll(() => issuer.close());

async function actorOf(
  claims: Readonly<Record<string, unknown>>,
  more: Partial<OidcSettings> = {},
) {
  const { url, jwks } = issuer;
  const usual = { issuer: url, audience: AUDIENCE, jwks, roleClaim: 'roles', nameClaim: 'sub' };
  const ask = oidcActors({ ...usual, ...more }, Date.now);
  return ask(await signed(key, url, claims));
}

test.each<[string, Readonly<Record<string, unknown>>, string, readonly string[]]>([
  ['a list', { roles: ['auditor', 'editor'] }, 'roles', ['auditor', 'editor']],
  ['a text', { roles: 'admin' }, 'roles', ['admin']],
  ['a text of several words', { scope: 'openid editor auditor' }, 'scope', ['editor', 'auditor']],
  ['a path', { realm_access: { roles: ['editor'] } }, 'realm_access.roles', ['editor']],
  [
    'a name with dots',
    { 'https://a.example/roles': ['editor'] },
    'https://a.example/roles',
    ['editor'],
  ],
  ['unknown roles beside a known one', { roles: ['root', 'editor', 7, null] }, 'roles', ['editor']],
  ['one twice', { roles: ['editor', 'editor'] }, 'roles', ['editor']],
  ['other letters', { roles: ['Editor'] }, 'roles', []],
  ['none', { roles: undefined }, 'roles', []],
  ['an empty list', { roles: [] }, 'roles', []],
  ['an object', { roles: { editor: true } }, 'roles', []],
  ['a path that ends early', { realm_access: 'editor' }, 'realm_access.roles', []],
  ['a path through what every object has', {}, 'constructor.name', []],
  ['a path through __proto__', {}, '__proto__.constructor', []],
])('roles as %s', async (_, claims, roleClaim, roles) => {
  expect((await actorOf(claims, { roleClaim })).roles).toEqual(roles);
});

test('a name may stand in another claim, and has one way of writing', async () => {
  const actor = await actorOf({ profile: { name: 'Zoe\u0308' } }, { nameClaim: 'profile.name' });
  expect(actor.name).toBe('Zo\u00eb');
});
