/** An OpenID Connect issuer on this machine, as good or as bad as a test wants it. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';

/** A key pair of an issuer. */
export interface IssuerKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export const AUDIENCE = 'hustings';

export async function keyOf(kid: string, alg = 'ES256'): Promise<IssuerKey> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

const jwkOf = async ({ kid, alg, publicKey }: IssuerKey): Promise<JWK> => ({
  ...(await exportJWK(publicKey)),
  kid,
  alg,
  use: 'sig',
});

/** The issuer: what it publishes can be changed at any time. */
export interface Issuer {
  readonly url: string;
  readonly jwks: string;
  /** The addresses that it was asked for. */
  readonly asked: string[];
  /** The keys that it publishes. */
  keys: IssuerKey[];
  /** What its discovery document says. */
  discovery: Record<string, unknown>;
  /** What it answers instead. */
  fails: ((response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

export async function issuing(...keys: IssuerKey[]): Promise<Issuer> {
  const server = createServer(async (request, response) => {
    issuer.asked.push(`${request.url}`);
    if (issuer.fails !== undefined) return issuer.fails(response);
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration') {
      return response.end(JSON.stringify(issuer.discovery));
    }
    return response.end(JSON.stringify({ keys: await Promise.all(issuer.keys.map(jwkOf)) }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: Issuer = {
    url,
    jwks: `${url}/keys`,
    asked: [],
    keys,
    discovery: { issuer: url, jwks_uri: `${url}/keys` },
    fails: undefined,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
  return issuer;
}

/** In seconds. */
export const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** A token that an issuer signs; `claims` replace what goes without saying, undefined leaves it out. */
export function signed(
  key: IssuerKey,
  iss: string,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  const now = seconds(Date.now());
  const payload = { iss, aud: AUDIENCE, sub: 'ada', roles: ['editor'], exp: now + 300, ...claims };
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey);
}
