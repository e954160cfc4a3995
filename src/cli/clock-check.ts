import type { LedgerStore } from '../store/ledger-store.ts';
import { formatInstant } from '../time/instant.ts';
import type { Context } from './context.ts';
import { say } from './terminal.ts';

/** Clocks of two machines may differ by so much. */
const TOLERATED_MILLISECONDS = 60_000;

/**
 * Says in one line that the clock is behind what the ledger holds already: it was set back, or was ahead when that was
 * recorded. Nothing is refused for it: entries keep their order, and each is stamped with what the clock says.
 */
export async function warnOfClock(
  { terminal, now }: Pick<Context, 'terminal' | 'now'>,
  store: LedgerStore,
): Promise<void> {
  const { recordedAt } = await store.head();
  const at = now();
  if (recordedAt === null || recordedAt <= at + TOLERATED_MILLISECONDS) return;
  say(
    terminal,
    `warning: the clock says ${formatInstant(at)}, but this ledger holds an entry recorded ${formatInstant(recordedAt)}; check the clock: entries are stamped with it, and tokens expire by it.`,
    'yellow',
  );
}
