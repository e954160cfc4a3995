import { randomBytes } from 'node:crypto';
import { describe, it } from 'vitest';
import { eventStoreContract } from './contract.ts';
import { ledgerOn } from './kurrentdb/ledger.ts';

const ADDRESS = process.env.HUSTINGS_TEST_KURRENTDB ?? '';
const say = (line: string) => process.stderr.write(`${line}\n`);

if (ADDRESS === '') {
  const why = 'HUSTINGS_TEST_KURRENTDB names none';
  say(`KurrentDB: the contract suite ran on no real server (${why}).`);
  describe.skip(`the event store contract on a real KurrentDB (skipped: ${why})`, () => {
    it('is skipped', () => undefined);
  });
} else {
  say(`KurrentDB: the contract suite runs on ${ADDRESS.replace(/\/\/[^@/]*@/, '//')}.`);
  // Each test has streams of its own, for what was written stays.
  eventStoreContract(
    'a real KurrentDB',
    () =>
      ledgerOn(async () => ({
        connectionString: ADDRESS,
        prefix: `hustingstest${randomBytes(8).toString('hex')}-`,
        stop: async () => undefined,
      })),
    { erases: false },
  );
}
