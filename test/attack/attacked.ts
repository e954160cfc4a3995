/** The whole server, to be attacked: a contest in a ledger of its own, and everybody who may knock. */
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import type { Role } from '../../src/access/role.ts';
import type { ServeSettings } from '../../src/config.ts';
import type { Service } from '../../src/ledger/service.ts';
import { type Everybody, everybody } from '../http/everybody.ts';
import { CONTEST, draft, FRAME } from '../support/given.ts';

/** A request, in the few words that attacks need. */
export interface Attack {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
  /** With a token of this role. */
  readonly as?: Role;
}

/** A server under attack. */
export interface Attacked {
  readonly here: Everybody;
  send(url: string, attack?: Attack): Promise<LightMyRequestResponse>;
}

const fillFrame = (service: Service): Promise<unknown> =>
  service.ledger.append(CONTEST, FRAME.map(draft), { recordedBy: 'a test' });

/** Puts it together before the tests of a file, and closes it after them. */
export function attacked(
  settings: Partial<ServeSettings> = {},
  fill: (service: Service) => Promise<unknown> = fillFrame,
): Attacked {
  let here: Everybody;
  beforeAll(async () => {
    here = await everybody(settings, fill);
  });
  afterAll(() => here.close());
  return {
    get here() {
      return here;
    },
    send: (url, { method = 'GET', headers = {}, payload, as }: Attack = {}) => {
      const authorization = as === undefined ? undefined : here.knocks[as];
      const known = authorization === undefined ? {} : { authorization };
      const body = payload === undefined ? {} : { payload };
      return here.server.inject({ method, url, headers: { ...known, ...headers }, ...body });
    },
  };
}
