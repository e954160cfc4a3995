import { describe } from 'vitest';
import { appendContract } from './contract/append.ts';
import { concurrencyContract } from './contract/concurrency.ts';
import { erasedContract, noErasureContract } from './contract/erased.ts';
import { erasureContract } from './contract/erasure.ts';
import { idempotencyContract } from './contract/idempotency.ts';
import type { OpenLedger } from './contract/ledger.ts';
import { readingContract } from './contract/reading.ts';
import { receiptContract } from './contract/receipts.ts';
import { subscriptionContract } from './contract/subscription.ts';

/** What an adapter says of itself. */
export interface Nature {
  /** Can it remove bytes? One that cannot must refuse to, and hold what was erased elsewhere. */
  readonly erases?: boolean;
}

/** What every event store must do; an adapter's own test calls it with a way to open an empty ledger. */
export function eventStoreContract(
  name: string,
  open: OpenLedger,
  { erases = true }: Nature = {},
): void {
  describe(`the event store contract on ${name}`, () => {
    describe('append', () => appendContract(open));
    describe('idempotency', () => idempotencyContract(open));
    describe('concurrency', () => concurrencyContract(open));
    describe('receipt', () => receiptContract(open, erases));
    describe('erase', () => (erases ? erasureContract : noErasureContract)(open));
    describe('erased elsewhere', () => erasedContract(open));
    describe('reading', () => readingContract(open));
    describe('subscribe', () => subscriptionContract(open));
  });
}
