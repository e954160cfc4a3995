import type { FastifyInstance } from 'fastify';
import { formatInstant } from '../time/instant.ts';
import { Problem } from './problem.ts';
import type { Progress, ServiceState, Stale } from './service-state.ts';
import { STATUS } from './status.ts';
import { storeProblem } from './store-problem.ts';

/** What still counts as ready. */
export interface HealthBounds {
  /** By how many entries the log may lag behind the ledger; 10,000 by itself. */
  readonly lag?: number | undefined;
  /** For how many seconds what is read may be older than the ledger; 10 by itself. */
  readonly staleSeconds?: number | undefined;
}

const notReady = (code: string, detail: string, more = {}): Problem =>
  new Problem(STATUS.unavailable, code, detail, [], more);

const instant = (time: number | null): string | null =>
  time === null ? null : formatInstant(time);

const said = ({ head: { seq, recordedAt }, lag }: Progress, stale: Stale | undefined) => ({
  head: { seq, recordedAt: instant(recordedAt) },
  lag,
  ...(stale === undefined ? {} : { stale: { since: instant(stale.since), why: stale.why } }),
});

/**
 * For whoever starts and watches the server. It is live as long as it answers, busy and stopping too; it
 * is ready when it can read its ledger, when its log has taken in all but some entries of it, when it has heard
 * of the database that it copies not too long ago, when its disk has kept what was written, and when it is not stopping. To ask is to have the log
 * catch up.
 */
export function healthRoutes(
  server: FastifyInstance,
  state: ServiceState,
  { lag: bound = 10_000, staleSeconds = 10 }: HealthBounds = {},
): void {
  const route = { config: { may: 'anyone' }, schema: { hide: true } } as const;
  let catching = false;
  const catchUp = async (): Promise<void> => {
    if (catching) return;
    catching = true;
    try {
      await state.catchUp();
    } catch (error) {
      server.log.error({ err: error }, 'the log cannot catch up');
    } finally {
      catching = false;
    }
  };
  server.get('/health/live', route, async (_, reply) => {
    reply.header('cache-control', 'no-store');
    return { status: 'live' };
  });
  server.get('/health/ready', route, async (_, reply) => {
    reply.header('cache-control', 'no-store');
    const progress = await state.read().catch((error: unknown) => {
      server.log.error({ err: error }, 'not ready');
      throw notReady('unavailable', 'The ledger cannot be read now.');
    });
    if (progress.lag > 0) void catchUp();
    const stale = state.stale();
    const told = said(progress, stale);
    if (state.inDoubt()) throw notReady('unsure', storeProblem('unsure', false).detail, told);
    if (progress.lag > bound) {
      const detail = `The log has ${progress.lag} entries of the ledger still to take in.`;
      throw notReady('behind', detail, told);
    }
    if (stale === undefined || stale.seconds <= staleSeconds) return { status: 'ready', ...told };
    const since = told.stale?.since ?? 'this server began';
    const detail = `Nothing has been heard of the ledger's database since ${since}.`;
    throw notReady('stale', detail, told);
  });
}
