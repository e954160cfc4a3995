/**
 * Requests made from the OpenAPI document, good, nearly good and hostile, bring no failure, no hang, no
 * word of the insides and no answer that the document does not describe, and leave the ledger sound.
 * HTTP_RUNS and HTTP_SEED ask for more, or for the same again.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareStandings, examined } from '../../src/interchange/verification.ts';
import { auditOf } from '../audit/audited-ledger.ts';
import { FuzzCheck } from './fuzz-check.ts';
import { type Made, requests } from './fuzz-requests.ts';
import { type FuzzWorld, fuzzWorld } from './fuzz-world.ts';

const RUNS = Number(process.env.HTTP_RUNS ?? 1500);
const SEED = Number(process.env.HTTP_SEED ?? 20_100_714);
/** In milliseconds: what a run may take in all, with what it shrinks. */
const LONGEST = 60_000 + RUNS * 100;

const quiet = (): void => undefined;
const never = new AbortController().signal;

let world: FuzzWorld;
let check: FuzzCheck;
beforeAll(async () => {
  world = await fuzzWorld();
  check = new FuzzCheck(world, await world.here.server.listen({ port: 0, host: '127.0.0.1' }));
});
afterAll(() => world.here.close());

/** A request as whoever has to send it again needs it. */
const told = ({ payload, ...rest }: Made): string =>
  `${JSON.stringify(rest)}${payload === undefined ? '' : `\n${payload.slice(0, 2000)}`}`;

describe(`${RUNS} requests made from the document by the seed ${SEED}`, () => {
  test(
    'are answered as it says',
    async () => {
      const property = fc.asyncProperty(requests(world.material), async (made) => {
        const came = await check.send(made);
        const faults = await check.faults(made, came);
        const shown = `${told(made)}\n${came.status} ${came.body.slice(0, 1000)}\n${world.here.failures.at(-1) ?? ''}`;
        expect(faults, shown).toEqual([]);
      });
      await fc.assert(property, { numRuns: RUNS, seed: SEED });
    },
    LONGEST,
  );

  test('reach all that there is to reach', () => {
    const { operations, statuses, appended } = check;
    const all = world.material.operations.map(({ operationId }) => operationId);
    expect(all.filter((id) => !operations.has(id))).toEqual([]);
    expect(appended).toBeGreaterThan(RUNS / 100);
    for (const status of [200, 201, 304, 400, 401, 403, 404, 406, 412, 422, 428]) {
      expect([status, (statuses.get(status) ?? 0) > 0]).toEqual([status, true]);
    }
  });

  test('leave a ledger that verifies, whose standings are those of its bytes', async () => {
    const { here } = world;
    const report = await auditOf(here.service.store.audit);
    const { count, faults } = examined(report, await compareStandings(here.service, quiet, never));
    expect([count, faults]).toEqual([0, []]);
    expect(here.failures).toEqual([]);
  });

  test('leave a server that answers', async () => {
    const { server } = world.here;
    for (const url of ['/api/v1/contests', '/api/v1/contests/labour-leader-2010/standings']) {
      expect((await server.inject(url)).statusCode).toBe(200);
    }
  });
});
