/** A bearer token as it is kept: whom it names and what it may, never its secret. */
export interface StoredToken {
  /** Its public part: it finds the token and stands in lists and logs. */
  readonly id: string;
  /** SHA-256 of its secret, 32 bytes. */
  readonly hash: Uint8Array;
  /** Whom entries will name; several tokens may share a name while one takes the other's place. */
  readonly name: string;
  /** Names of roles. What each allows is not for the store to say. */
  readonly roles: readonly string[];
  /** When it was made, in milliseconds. */
  readonly created: number;
  /** From when on it gives no access, in milliseconds; null: never. */
  readonly expires: number | null;
  /** When it was revoked, in milliseconds; null where it was not. */
  readonly revoked: number | null;
}

/**
 * Where the tokens are kept, apart from the ledger: what is lent with a ledger must hold no credentials.
 *
 * - Whatever another process did, adding or revoking, holds at the very next call: nothing is remembered.
 * - A token is never removed, only revoked; a place where there is nothing yet holds no tokens.
 * - When a token was last used is not kept: each request would then have to wait for a write.
 */
export interface TokenStore {
  /** The token with this public id. */
  find(id: string): StoredToken | undefined;
  /** All tokens, the oldest first, and by id where they are of one age. */
  list(): StoredToken[];
  /** Keeps a new token. Throws where there is one with its id. */
  add(token: StoredToken): void;
  /**
   * Revokes a token from an instant on, and answers with it; one that is revoked stays as it is.
   * Undefined where there is none with this id.
   */
  revoke(id: string, at: number): StoredToken | undefined;
  close(): void;
}
