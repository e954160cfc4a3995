import { afterEach, describe, expect, it } from 'vitest';
import { KurrentDouble } from '../../support/kurrentdb/double.ts';
import { expectHolds, Ledger, STREAM } from '../contract/ledger.ts';
import { ledgerOn } from './ledger.ts';

let ledger: Ledger | undefined;
afterEach(() => ledger?.cleanup());

describe.each([true, false])('what the database refuses (batch append: %s)', (batchAppend) => {
  async function begun(maxAppendSize?: number) {
    const limits = maxAppendSize === undefined ? {} : { maxAppendSize };
    const double = await KurrentDouble.start({ batchAppend, ...limits });
    ledger = new Ledger(await ledgerOn(async () => double));
    return { double, ledger };
  }

  it('is said at once: the user lacks the right', async () => {
    const { double, ledger } = await begun();
    double.fault = ({ kind }) => (kind === 'append' ? { error: 'access-denied' } : undefined);
    const appending = ledger.store.append(STREAM, 'any', ledger.entries.batch(1));
    await expect(appending).rejects.toMatchObject({ name: 'StoreError', code: 'forbidden' });
    await expect(appending).rejects.toThrow(/^kurrentdb:\/\/double does not let this user do that/);
    double.fault = undefined;
    await expectHolds(ledger, []);
  });

  it('is said at once: the append is too large', async () => {
    const { ledger } = await begun(4000);
    const appending = ledger.store.append(STREAM, 'any', ledger.entries.batch(20));
    await expect(appending).rejects.toMatchObject({ name: 'StoreError', code: 'too-large' });
    const few = ledger.entries.batch(2);
    await ledger.stored(STREAM, few);
    await expectHolds(ledger, few);
  });
});
