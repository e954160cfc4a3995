import { hash, timingSafeEqual } from 'node:crypto';
import type { StoredToken, TokenStore } from '../store/token-store.ts';
import { formatInstant } from '../time/instant.ts';
import { BadToken } from './bad-token.ts';
import { type Actor, isRole, type Role } from './role.ts';

/** How many random bytes a token's parts are made of. */
const BYTES = { id: 6, secret: 32 };

/** `hst_`, the public id in hexadecimal, `_`, 32 bytes in base64url (RFC 4648 section 5). */
const FORM = /^hst_(?<id>[0-9a-f]{12})_(?<secret>[\w-]{43})$/;

const NOBODY = new Uint8Array(32);

/** What a bearer token of this ledger begins with, as scanners for leaked secrets know it. */
export const TOKEN_PREFIX = 'hst_';

/** What somebody gives away with a new token. */
export interface NewToken {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Milliseconds; null: never. */
  readonly expires: number | null;
}

/** The public id of a token's text; undefined where it is no token. */
export const idIn = (text: string): string | undefined => FORM.exec(text)?.groups?.id;

/**
 * SHA-256 of a secret as it is written. A slow hash would add nothing: it makes guessing dear where people
 * choose passwords, while nobody guesses 256 random bits; but every request would pay for it.
 */
const hashed = (secret: string): Uint8Array => hash('sha256', secret, 'buffer');

/** Makes a token: its text, which is shown once, and what is kept of it. */
export function makeToken(
  { name, roles, expires }: NewToken,
  world: { now(): number; randomBytes(length: number): Uint8Array },
): { readonly text: string; readonly kept: StoredToken } {
  const id = Buffer.from(world.randomBytes(BYTES.id)).toString('hex');
  const secret = Buffer.from(world.randomBytes(BYTES.secret)).toString('base64url');
  const created = world.now();
  return {
    text: `${TOKEN_PREFIX}${id}_${secret}`,
    kept: { id, hash: hashed(secret), name, roles, created, expires, revoked: null },
  };
}

/** How it stands with a token at a moment. */
export function stateOf(
  { revoked, expires }: Pick<StoredToken, 'revoked' | 'expires'>,
  now: number,
): 'valid' | 'expired' | 'revoked' {
  if (revoked !== null) return 'revoked';
  return expires !== null && expires <= now ? 'expired' : 'valid';
}

/** A token as it is told to whoever may administer: nothing by which anybody could use it. */
export function toldToken(token: StoredToken, now: number) {
  const { id, name, roles, created, expires, revoked } = token;
  return {
    id,
    name,
    roles,
    state: stateOf(token, now),
    created: formatInstant(created),
    expires: expires === null ? null : formatInstant(expires),
    revoked: revoked === null ? null : formatInstant(revoked),
  };
}

/**
 * The actor of a token at a moment. Throws a BadToken; only who has the secret learns that a token
 * has expired or was revoked, and an id that is unknown takes as long as one that is known.
 */
export function actorOfToken(tokens: TokenStore, text: string, now: number): Actor {
  const { id, secret } = FORM.exec(text)?.groups ?? {};
  if (id === undefined || secret === undefined) {
    throw new BadToken('This is no token of this ledger; ask whoever keeps it for one.');
  }
  const found = tokens.find(id);
  const same = timingSafeEqual(hashed(secret), found?.hash ?? NOBODY);
  if (found === undefined || !same) {
    throw new BadToken('This token is not known here; ask for another.');
  }
  const state = stateOf(found, now);
  if (state !== 'valid') {
    const why = state === 'expired' ? 'has expired' : 'was revoked';
    throw new BadToken(`This token ${why}; ask for another.`);
  }
  return { name: found.name, roles: found.roles.filter(isRole), via: id };
}
