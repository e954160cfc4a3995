/** A server to whose pages people with roles have signed in. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/access/role.ts';
import { makeToken } from '../../src/access/token.ts';
import type { ServeSettings } from '../../src/config.ts';
import type { Service } from '../../src/ledger/service.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import type { Verifier } from '../../src/tlog/keys.ts';
import { closeAfterFile } from '../support/closing.ts';
import { type Got, type Headers, type Served, servedOver } from './served.ts';

/** A server, and whoever uses its pages. */
export interface SignedIn extends Served {
  /** The token of somebody with these roles. */
  token(name: string, ...roles: Role[]): string;
  /** What the browser of somebody who signed in sends, and that it takes pages. */
  browser(name: string, ...roles: Role[]): Headers;
  /** Sends a form from a page of this server. */
  post(url: string, fields: Headers, headers: Headers): Promise<Got>;
}

const world = {
  now: () => Date.now(),
  randomBytes: (length: number) => Uint8Array.from(randomBytes(length)),
};

/** Puts a server together that knows the tokens it makes; closed after a file's tests. */
export async function signedInOver(
  service: Service,
  keys: readonly Verifier[] = [],
  settings: Partial<ServeSettings> = {},
): Promise<SignedIn> {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-signed-in-'));
  const tokens = new TokenFile(join(folder, 'tokens'));
  const served = await servedOver(service, keys, settings, tokens);
  closeAfterFile(async () => {
    await served.server.close();
    tokens.close();
    rmSync(folder, { recursive: true });
  });
  const token: SignedIn['token'] = (name, ...roles) => {
    const { text, kept } = makeToken({ name, roles, expires: null }, world);
    tokens.add(kept);
    return text;
  };
  return {
    ...served,
    token,
    browser: (name, ...roles) => ({
      accept: 'text/html',
      cookie: `hustings=${token(name, ...roles)}`,
    }),
    post: async (url, fields, headers) => {
      const answer = await served.server.inject({
        method: 'POST',
        url,
        headers: {
          ...headers,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams(fields).toString(),
      });
      const named = Object.entries(answer.headers).map(([name, value]) => [name, `${value}`]);
      const { statusCode: status, body, rawPayload: bytes } = answer;
      return { status, headers: Object.fromEntries(named), body, bytes };
    },
  };
}
