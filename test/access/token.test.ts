import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadToken } from '../../src/access/bad-token.ts';
import { actorOfToken, idIn, makeToken, stateOf } from '../../src/access/token.ts';
import type { StoredToken, TokenStore } from '../../src/store/token-store.ts';

const NOW = 1_000_000;
const world = {
  now: () => NOW,
  randomBytes: (length: number) => Uint8Array.from(randomBytes(length)),
};
const ADA = { name: 'Ada', roles: ['editor'], expires: null } as const;

const storeOf = (...tokens: StoredToken[]): TokenStore => ({
  find: (id) => tokens.find((each) => each.id === id),
  list: () => tokens,
  add: (token) => void tokens.push(token),
  revoke: () => undefined,
  close: () => undefined,
});

const saidOf = (store: TokenStore, text: string, now = NOW): string => {
  try {
    const { name, via } = actorOfToken(store, text, now);
    return `${name} by ${via}`;
  } catch (error) {
    if (!(error instanceof BadToken)) throw error;
    return error.message;
  }
};

describe('a new token', () => {
  test('can be told from other secrets, and holds 32 random bytes', () => {
    const drawn: number[] = [];
    const counted = (length: number) => {
      drawn.push(length);
      return new Uint8Array(length).fill(length);
    };
    const { text, kept } = makeToken(ADA, { now: () => 7, randomBytes: counted });
    expect(text).toMatch(/^hst_[0-9a-f]{12}_[\w-]{43}$/);
    expect(drawn).toEqual([6, 32]);
    expect(Buffer.from(text.slice(17), 'base64url')).toEqual(Buffer.alloc(32, 32));
    expect([kept.id, kept.created, kept.revoked]).toEqual([idIn(text), 7, null]);
  });

  test('is kept as the SHA-256 of its secret alone', () => {
    const { text, kept } = makeToken(ADA, world);
    const secret = text.slice(-43);
    expect(Buffer.from(kept.hash)).toEqual(createHash('sha256').update(secret).digest());
    expect(
      JSON.stringify({ ...kept, hash: Buffer.from(kept.hash).toString('utf8') }),
    ).not.toContain(secret);
  });

  test('is never the same as another', () => {
    const many = Array.from({ length: 500 }, () => makeToken(ADA, world).text);
    expect(new Set(many).size).toBe(500);
  });
});

describe('who shows a token', () => {
  const { text, kept } = makeToken(ADA, world);
  const other = makeToken({ ...ADA, name: 'Eve' }, world);
  const store = storeOf(kept, other.kept);

  test('is whom it names', () => {
    expect(actorOfToken(store, text, NOW)).toEqual({
      name: 'Ada',
      roles: ['editor'],
      via: kept.id,
    });
  });

  test('is nobody with the secret of another, or with any letter exchanged', () => {
    expect(saidOf(store, text.slice(0, 17) + other.text.slice(17))).toMatch(/not known/);
    for (let at = 17; at < text.length; at += 1) {
      const spoilt = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
      expect(saidOf(store, spoilt)).toMatch(/not known/);
    }
  });

  test('learns nothing of an id without its secret, be it known, expired or revoked', () => {
    const guess = (token: StoredToken) =>
      saidOf(storeOf(token), `hst_${token.id}_${'A'.repeat(43)}`);
    const unknown = saidOf(storeOf(), text);
    expect(unknown).toMatch(/not known/);
    for (const token of [kept, { ...kept, expires: 1 }, { ...kept, revoked: 1 }]) {
      expect(guess(token)).toBe(unknown);
    }
  });

  test('learns that it has expired or was revoked', () => {
    expect(saidOf(storeOf({ ...kept, expires: NOW }), text)).toMatch(/has expired/);
    expect(saidOf(storeOf({ ...kept, expires: NOW + 1 }), text)).toMatch(/^Ada/);
    expect(saidOf(storeOf({ ...kept, revoked: NOW }), text)).toMatch(/was revoked/);
    expect(saidOf(storeOf({ ...kept, revoked: NOW, expires: 1 }), text)).toMatch(/was revoked/);
  });

  test('has no role that this version does not know', () => {
    const [odd] = [storeOf({ ...kept, roles: ['owner', 'auditor', 'toString'] })];
    expect(actorOfToken(odd, text, NOW).roles).toEqual(['auditor']);
  });

  test('is nobody with what is no token, and hears nothing of it again', () => {
    const near = fc.constantFrom(
      'hst_',
      `hst_${kept.id}_`,
      text.slice(1),
      `${text}A`,
      ` ${text}`,
      `${text}\n`,
    );
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (odd) => {
        expect(saidOf(store, odd)).toBe(
          'This is no token of this ledger; ask whoever keeps it for one.',
        );
      }),
    );
  });
});

test('a token is valid until the instant that it expires', () => {
  const at = (expires: number | null, revoked: number | null) => stateOf({ expires, revoked }, NOW);
  expect([at(null, null), at(NOW + 1, null), at(NOW, null), at(null, 1), at(1, 1)]).toEqual([
    'valid',
    'valid',
    'expired',
    'revoked',
    'revoked',
  ]);
});
