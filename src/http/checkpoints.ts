import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from '../ledger/service.ts';
import type { Signer } from '../tlog/keys.ts';

/** How the log is kept signed. */
export interface Signing {
  readonly signers: readonly Signer[];
  /** How many milliseconds pass at least between two checkpoints. */
  readonly every: number;
  readonly signal: AbortSignal;
  /** Hears why nothing more is signed: entries were lost or changed. */
  failed(error: unknown): void;
}

/** Waits until the ledger has more entries than a number of them. */
async function more({ store }: Service, size: number, signal: AbortSignal): Promise<void> {
  for await (const _ of store.subscribe(size, signal)) return;
}

/**
 * Signs a checkpoint whenever there are new entries, and not more often than it is told to: every one is
 * kept for ever. Ends when the signal aborts, after a last one over all; or when the ledger does not begin
 * with what was signed before, since then nothing may be signed any more.
 */
export async function keepSigned(
  service: Service,
  { signers, every, signal, failed }: Signing,
): Promise<void> {
  try {
    while (!signal.aborted) {
      const { size } = await service.log.sign(signers);
      await wait(every, undefined, { signal }).catch(() => undefined);
      await more(service, size, signal);
    }
    await service.log.sign(signers);
  } catch (error) {
    failed(error);
  }
}
