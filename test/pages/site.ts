/** A server that browsers can reach, put together as `hustings serve` does. */
import { afterAll, beforeAll } from 'vitest';
import { closeWithin, STOP_MILLISECONDS } from '../../src/http/graceful.ts';
import { sampleLedger } from '../cli/harness.ts';
import { type Served, servedOver, serviceAt } from '../http/served.ts';
import { SIGNER } from '../support/logged.ts';

/** A server and where it listens. */
export interface Site {
  readonly served: Served;
  /** As in `http://127.0.0.1:4711`. */
  readonly origin: string;
}

/** The servers of a file's tests, closed after them. */
export function site(make: () => Promise<Served>): () => Site {
  let made: Site | undefined;
  beforeAll(async () => {
    const served = await make();
    made = { served, origin: await served.server.listen({ host: '127.0.0.1', port: 0 }) };
  });
  afterAll(async () => {
    if (made === undefined) return;
    await closeWithin(made.served.server, STOP_MILLISECONDS);
    await made.served.service.store.close();
  });
  return () => {
    if (made === undefined) throw new Error('no server listens');
    return made;
  };
}

/** A server over the samples and their signed log, for all tests of a file. */
export function sampleSite(): () => Site {
  const { path } = sampleLedger();
  return site(async () => {
    const service = serviceAt(path, Date.now, false);
    await service.log.sign([SIGNER]);
    return servedOver(service, [SIGNER]);
  });
}
