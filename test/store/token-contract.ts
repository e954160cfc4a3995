import { hash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredToken, TokenStore } from '../../src/store/token-store.ts';

/** A place for tokens, which several stores may have open at once. */
export interface TokenPlace {
  /** Another process's view of the same place. */
  open(): TokenStore;
  remove(): void;
}

export const kept = (id: string, more: Partial<StoredToken> = {}): StoredToken => ({
  id,
  hash: Uint8Array.from(hash('sha256', id, 'buffer')),
  name: 'Ada',
  roles: ['editor'],
  created: 1_000,
  expires: null,
  revoked: null,
  ...more,
});

const plain = (token: StoredToken | undefined) =>
  token && { ...token, hash: Buffer.from(token.hash).toString('hex') };

/** What every token store must do; an adapter's own test calls it with a way to make an empty place. */
export function tokenStoreContract(name: string, make: () => TokenPlace): void {
  describe(`the token store contract on ${name}`, () => {
    let place: TokenPlace;
    let store: TokenStore;
    beforeEach(() => {
      place = make();
      store = place.open();
    });
    afterEach(() => place.remove());

    test('holds nothing at first', () => {
      expect(store.list()).toEqual([]);
      expect(store.find('a')).toBeUndefined();
      expect(store.revoke('a', 1)).toBeUndefined();
    });

    test('gives back what was added', () => {
      const token = kept('a', { name: 'Zoë 🗳', roles: ['editor', 'auditor'], expires: 9 });
      store.add(token);
      expect(plain(store.find('a'))).toEqual(plain(token));
      expect(plain(place.open().find('a'))).toEqual(plain(token));
      expect(store.find('A')).toBeUndefined();
    });

    test('lists the oldest first, and by id where they are of one age', () => {
      for (const [id, created] of [
        ['c', 2],
        ['b', 1],
        ['a', 2],
      ] as const)
        store.add(kept(id, { created }));
      expect(store.list().map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    });

    test('keeps several tokens of one name, and none twice', () => {
      store.add(kept('a'));
      store.add(kept('b'));
      expect(() => store.add(kept('a', { name: 'Eve' }))).toThrow();
      expect(store.list().map((each) => [each.id, each.name])).toEqual([
        ['a', 'Ada'],
        ['b', 'Ada'],
      ]);
    });

    test('revokes once, for ever, and only the one that is meant', () => {
      store.add(kept('a'));
      store.add(kept('b'));
      expect(store.revoke('a', 5)?.revoked).toBe(5);
      expect(store.revoke('a', 7)?.revoked).toBe(5);
      expect(store.find('a')?.revoked).toBe(5);
      expect(store.find('b')?.revoked).toBeNull();
      expect(store.list()).toHaveLength(2);
    });

    test('sees at the next call what another process did', () => {
      const other = place.open();
      expect(other.find('a')).toBeUndefined();
      store.add(kept('a'));
      expect(other.find('a')?.revoked).toBeNull();
      store.revoke('a', 5);
      expect(other.find('a')?.revoked).toBe(5);
      other.add(kept('b'));
      expect(store.list()).toHaveLength(2);
    });

    test('can be closed twice', () => {
      store.add(kept('a'));
      store.close();
      expect(() => store.close()).not.toThrow();
    });
  });
}
