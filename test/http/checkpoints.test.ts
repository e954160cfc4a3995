/** The log of a server is kept signed, also after its ledger could not be written for a while. */
import { describe, expect, test } from 'vitest';
import { keepSigned } from '../../src/http/checkpoints.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { SIGNER } from '../support/logged.ts';
import { framed } from './written.ts';

describe('a log that is kept signed', () => {
  test('is signed again once the ledger can be written, and tells of the pause once', async () => {
    const { service } = await framed();
    const told: string[] = [];
    const ending = new AbortController();
    let away = 3;
    const { log, store } = service;
    const sign: typeof log.sign = (signers) => {
      away -= 1;
      if (away < 0) return log.sign(signers);
      return Promise.reject(new StoreError('unreachable', 'It is away.'));
    };
    const failing = { ...service, log: { sign } } as unknown as typeof service;
    const done = keepSigned(failing, {
      signers: [SIGNER],
      every: 1,
      signal: ending.signal,
      failed: (error) => told.push(`failed: ${error}`),
      delayed: (error) => told.push(`${error}`),
    });
    await expect.poll(() => log.latest()?.size).toBe((await store.head()).seq + 1);
    ending.abort();
    await done;
    expect(told).toEqual(['StoreError: It is away.']);
  });
});
