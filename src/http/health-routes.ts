import type { FastifyInstance } from 'fastify';
import { formatInstant } from '../time/instant.ts';
import { Problem } from './problem.ts';
import type { Progress, ServiceState } from './service-state.ts';
import { STATUS } from './status.ts';

/** By how many entries the log may lag behind the ledger where the server still counts as ready. */
const BOUND = 10_000;

const notReady = (code: string, detail: string, more = {}): Problem =>
  new Problem(STATUS.unavailable, code, detail, [], more);

const said = ({ head: { seq, recordedAt }, lag }: Progress) => ({
  head: { seq, recordedAt: recordedAt === null ? null : formatInstant(recordedAt) },
  lag,
});

/**
 * For whoever starts and watches the server. It is live as long as it answers, busy and stopping too; it
 * is ready when it can read its ledger, when its log has taken in all but `bound` entries of it, and when
 * it is not stopping. To ask is to have the log catch up.
 */
export function healthRoutes(server: FastifyInstance, state: ServiceState, bound = BOUND): void {
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
    if (progress.lag <= bound) return { status: 'ready', ...said(progress) };
    const detail = `The log has ${progress.lag} entries of the ledger still to take in.`;
    throw notReady('behind', detail, said(progress));
  });
}
