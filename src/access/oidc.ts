import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { text } from '../../events/fields.ts';
import { BadToken, NobodyToVouch } from './bad-token.ts';
import { type Actor, isRole, type Role } from './role.ts';

/** An issuer of JSON Web Tokens (OpenID Connect Core 1.0) whose word is taken for who asks. */
export interface OidcSettings {
  /** Exactly as its tokens say it in `iss`. */
  readonly issuer: string;
  /** What its tokens for this ledger say in `aud`. */
  readonly audience: string;
  /** Where its keys are (RFC 7517); null: where its discovery document says. */
  readonly jwks: string | null;
  /** The claim that holds the roles: its name, or a path with dots, as in realm_access.roles. */
  readonly roleClaim: string;
  /** The claim that holds whom entries are to name. */
  readonly nameClaim: string;
}

/** Signatures by a key pair alone: with a shared secret (HS*) a public key could be taken for the secret. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** Access tokens say at+jwt (RFC 9068), JWT or nothing: logout tokens, DPoP proofs and others are none. */
const TYPES: readonly unknown[] = ['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt'];

/** In seconds: how far an issuer's clock may be off. */
const TOLERANCE = 30;

/**
 * In milliseconds: how long the issuer may take to answer; how soon after its keys were read they are
 * read again for the sake of an unknown one; how long it is left alone after it failed.
 */
const WAIT = { answer: 5000, unknownKey: 30_000, afterFailure: 5000 };

/** What jose throws for tokens that are wrong; all else is the issuer's failing, or the way there. */
const WRONG = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Asks an issuer, and not again for a while after it failed, however many tokens come. */
function politely(now: () => number): Fetch {
  let restsUntil = Number.NEGATIVE_INFINITY;
  return async (url, options) => {
    if (now() < restsUntil) throw new Error('the issuer failed a moment ago');
    try {
      const response = await fetch(url, options);
      if (response.status !== 200) throw new Error(`the issuer answered ${response.status}`);
      return response;
    } catch (error) {
      restsUntil = now() + WAIT.afterFailure;
      throw error;
    }
  };
}

/** Where an issuer says that its keys are (OpenID Connect Discovery 1.0 section 4). */
async function discovered(issuer: string, ask: Fetch): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await ask(address, {
    redirect: 'manual',
    signal: AbortSignal.timeout(WAIT.answer),
  });
  const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer) throw new Error('the discovery document names another issuer');
  const { protocol } = new URL(`${found.jwks_uri}`);
  if (protocol !== 'https:' && protocol !== new URL(issuer).protocol) {
    throw new Error('the discovery document names keys that are not on https');
  }
  return `${found.jwks_uri}`;
}

/** The claim of a name; where no claim has it as it is, its dots lead into claims. */
function claimAt(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((found, part) => {
    const inside = typeof found === 'object' && found !== null && Object.hasOwn(found, part);
    return inside ? (found as Readonly<Record<string, unknown>>)[part] : undefined;
  }, claims);
}

/** The roles that a claim names, as a list or as words of a text; whatever is no role here is left out. */
function rolesIn(claim: unknown): Role[] {
  const named: unknown[] = typeof claim === 'string' ? claim.split(/\s+/) : [claim].flat();
  return [...new Set(named.filter(isRole))];
}

const Name = text(200);

function actorIn(claims: JWTPayload, { roleClaim, nameClaim }: OidcSettings): Actor {
  const name = Name.safeParse(claimAt(claims, nameClaim));
  if (!name.success) {
    throw new BadToken(
      `The claim ${nameClaim} of this token must name you in 1 to 200 characters of well-formed text.`,
    );
  }
  return { name: name.data, roles: rolesIn(claimAt(claims, roleClaim)), via: 'oidc' };
}

/** What is wrong with a token, in words that tell nothing of what is in it. */
function complaint(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'This token has expired; ask for another.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `This token cannot be used here: its ${error.claim} is missing or is not what it must be.`;
  }
  return 'This token is not signed by the issuer that this ledger trusts.';
}

/**
 * Who the JWTs of an issuer stand for (RFC 7519, RFC 8725); its keys are read when they are first needed.
 * What is given back rejects as BadToken or NobodyToVouch.
 */
export function oidcActors(
  settings: OidcSettings,
  now: () => number,
): (token: string) => Promise<Actor> {
  const { issuer, audience } = settings;
  const ask = politely(now);
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  const keysOf = async () => {
    if (keys !== undefined) return keys;
    const address = settings.jwks ?? (await discovered(issuer, ask));
    keys ??= createRemoteJWKSet(new URL(address), {
      timeoutDuration: WAIT.answer,
      cooldownDuration: WAIT.unknownKey,
      [customFetch]: ask,
    });
    return keys;
  };
  return async (token) => {
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        async (...asked) => (await keysOf())(...asked),
        {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          clockTolerance: TOLERANCE,
          requiredClaims: ['exp'],
          currentDate: new Date(now()),
        },
      );
      const { typ = 'jwt' } = protectedHeader;
      if (!TYPES.includes(`${typ}`.toLowerCase())) {
        throw new BadToken('This is no access token; its typ says that it is for something else.');
      }
      return actorIn(payload, settings);
    } catch (error) {
      if (error instanceof BadToken) throw error;
      if (WRONG.some((kind) => error instanceof kind)) throw new BadToken(complaint(error));
      const sentence = 'Who you are cannot be checked now; try again later.';
      throw new NobodyToVouch(sentence, { cause: error });
    }
  };
}
