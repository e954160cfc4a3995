import type { TokenStore } from '../store/token-store.ts';
import type { OidcSettings } from './oidc.ts';
import type { Actor } from './role.ts';
import { actorOfToken, TOKEN_PREFIX } from './token.ts';

/** Who a bearer token stands for. */
export interface Credentials {
  /** The actor of a token. Throws or rejects, as BadToken or NobodyToVouch, where there is none. */
  actorOf(token: string): Actor | Promise<Actor>;
  /** Does a token that let somebody in a while ago hold still? For answers that take long. */
  stillHolds(token: string): boolean;
}

/** When a JSON Web Token ends, in milliseconds; only to be asked of one whose signature was checked. */
function endOf(jwt: string): number {
  const claims = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(claims).exp * 1000;
}

const oidcActors = async (oidc: OidcSettings, now: () => number) =>
  (await import('./oidc.ts')).oidcActors(oidc, now);

/** The credentials that a server takes: the ledger's own tokens and, where an issuer is set, its JWTs. */
export function credentialsOf(
  tokens: TokenStore,
  oidc: OidcSettings | null,
  now: () => number,
): Credentials {
  const own = (token: string) => actorOfToken(tokens, token, now());
  const stillHolds = (token: string) => {
    try {
      return token.startsWith(TOKEN_PREFIX) ? own(token) !== undefined : endOf(token) > now();
    } catch {
      // Revoked, expired, or not to be known now: whoever comes again will be told.
      return false;
    }
  };
  if (oidc === null) return { actorOf: own, stillHolds };
  let issuer: ReturnType<typeof oidcActors> | undefined;
  return {
    stillHolds,
    actorOf: async (token) => {
      if (token.startsWith(TOKEN_PREFIX)) return own(token);
      // Loaded with the first such token: a server without an issuer never reads this code.
      issuer ??= oidcActors(oidc, now);
      return (await issuer)(token);
    },
  };
}
