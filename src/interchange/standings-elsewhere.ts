import type { BothDigests } from '../ledger/queries/rebuilt-standings.ts';
import type { Elsewhere } from '../store/audit-store.ts';
import { Hand, threadFile } from '../threads/hand.ts';

/** What the thread is given: where the ledger is, and at which moment it is asked. */
export interface GivenToStandings extends Elsewhere {
  readonly now: number;
}

const THREAD = threadFile(import.meta.url, 'interchange/standings-thread');

/**
 * The standings of every contest by both ways, computed in a thread of its own with the store opened there: the
 * longest contest takes seconds, and what others ask about keeps its place in memory. Ends at once where the
 * signal aborts.
 */
export async function* digestsElsewhere(
  elsewhere: Elsewhere,
  now: number,
  signal: AbortSignal,
): AsyncGenerator<BothDigests> {
  const given: GivenToStandings = { ...elsewhere, now };
  const hand = new Hand<'next', BothDigests | null>(THREAD, 'the thread of the standings', given);
  const stop = (): void => void hand.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      const each = await hand.ask('next');
      if (each === null) return;
      yield each;
    }
  } catch (error) {
    // A thread that was stopped for that ends early, which is no news.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await hand.stop();
  }
}
