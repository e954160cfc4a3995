import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from '../ledger/service.ts';
import { StoreError } from '../store/store-error.ts';
import type { Signer } from '../tlog/keys.ts';

/** How the log is kept signed. */
export interface Signing {
  readonly signers: readonly Signer[];
  /** How many milliseconds pass at least between two checkpoints. */
  readonly every: number;
  readonly signal: AbortSignal;
  /** Hears why nothing more is signed: entries were lost or changed. */
  failed(error: unknown): void;
  /** Hears why nothing is signed now, at first: the ledger cannot be written. It is tried again. */
  delayed(error: unknown): void;
}

/** Waits until the ledger has more entries than a number of them. */
async function more({ store }: Service, size: number, signal: AbortSignal): Promise<void> {
  for await (const _ of store.subscribe(size, signal)) return;
}

/** Signs a checkpoint; undefined, after `delayed`, where the ledger cannot be written now. */
async function signed(
  service: Service,
  signers: readonly Signer[],
  delayed: (error: unknown) => void,
): Promise<number | undefined> {
  try {
    return (await service.log.sign(signers)).size;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === 'closed') throw error;
    delayed(error);
    return undefined;
  }
}

/**
 * Signs a checkpoint whenever there are new entries, and not more often than it is told to: every one is
 * kept for ever. Ends when the signal aborts, after a last one over all; or when the ledger does not begin
 * with what was signed before, since then nothing may be signed any more.
 */
export async function keepSigned(
  service: Service,
  { signers, every, signal, failed, delayed }: Signing,
): Promise<void> {
  try {
    let isDelayed = false;
    const tell = (error: unknown) => {
      if (!isDelayed) delayed(error);
      isDelayed = true;
    };
    while (!signal.aborted) {
      const size = await signed(service, signers, tell);
      await wait(every, undefined, { signal }).catch(() => undefined);
      if (size === undefined) continue;
      isDelayed = false;
      await more(service, size, signal);
    }
    // Where its database is away, another copy or the next start signs what there is.
    if (service.store.currency().current) await signed(service, signers, tell);
  } catch (error) {
    failed(error);
  }
}
