import type { Config } from '../config.ts';
import type { Service } from '../ledger/service.ts';
import { warnOfClock } from './clock-check.ts';
import { type Context, closing, type LedgerFlags } from './context.ts';
import { Failure } from './failure.ts';

/** How a change is to be made. */
export interface Attempt {
  readonly recordedBy: string;
  /**
   * - `rehearse`: make it to an empty ledger in memory; nothing is kept.
   * - `try`: decide, and store nothing.
   * - `store`: make it; an empty ledger, as this one is, has accepted all of it.
   * - `try-and-store`: make it, all or nothing.
   */
  readonly how: 'rehearse' | 'try' | 'store' | 'try-and-store';
}

type Change<T> = (service: Service, attempt: Attempt) => Promise<T>;

/** Makes a change to an empty ledger in memory; a refusal also says that there is no other. */
async function rehearse<T>(context: Context, config: Config, change: Change<T>): Promise<T> {
  const attempt: Attempt = { recordedBy: config.recordedBy, how: 'rehearse' };
  try {
    return await closing(context.scratch(), (service) => change(service, attempt));
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 1) throw error;
    throw new Failure(`${error.message}; there is no ledger ${config.ledger} yet`);
  }
}

/**
 * Makes a change to the ledger. `change` throws where it is refused, and prints nothing: where there is
 * no ledger yet, it is first made to one in memory, so that what is refused leaves no file behind.
 */
export async function withChange<T>(
  context: Context,
  flags: LedgerFlags & { readonly dryRun?: boolean },
  change: Change<T>,
): Promise<T> {
  const config = context.configure(flags);
  const { recordedBy } = config;
  const there = context.exists(config);
  const rehearsed = there ? undefined : await rehearse(context, config, change);
  if (flags.dryRun !== true) {
    const how = there ? 'try-and-store' : 'store';
    return closing(context.open(config, 'write'), async (opened) => {
      await warnOfClock(context, opened.store);
      return change(opened, { recordedBy, how });
    });
  }
  return (
    rehearsed ??
    closing(context.open(config, 'read'), (opened) => change(opened, { recordedBy, how: 'try' }))
  );
}
