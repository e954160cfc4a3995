import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  auditThreads,
  compareStandings,
  examined,
  verificationBody,
} from '../interchange/verification.ts';
import type { Service } from '../ledger/service.ts';
import { audit } from '../tlog/audit/audit.ts';
import type { Verifier } from '../tlog/keys.ts';
import { operation } from './openapi/operation.ts';
import { Problem } from './problem.ts';
import { Verification } from './schemas/verification.ts';
import { SharedRun } from './shared-run.ts';
import { STATUS } from './status.ts';

const quiet = (): void => undefined;

/** Checks the whole ledger, its bytes in other threads wherever the store can be opened there. */
async function verified(service: Service, keys: readonly Verifier[], signal: AbortSignal) {
  const threads = Math.max(2, auditThreads());
  const options = { keys, threads, alone: 0, progress: quiet, signal };
  const report = await audit(service.store.audit, options);
  return examined(report, await compareStandings(service, quiet, signal));
}

/** Aborts when the client of an answer hangs up before it is there. */
function hangUp({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => left.abort());
  return left.signal;
}

const DESCRIPTION =
  'Reads every byte that the ledger keeps, as hustings verify does: each payload against the commitment in its leaf, each leaf against the tiles and checkpoints, the columns against the bytes, and the standings from both. One run at a time: who asks meanwhile shares its outcome, and it stops when nobody waits for it any more. It proves that nothing was rewritten since a checkpoint left the hands of whoever runs this server; not that a claim is true, and not to somebody who does not trust this server: check the log under /log for that.';

/** Whether anything in the ledger was rewritten, for auditors. */
export function verificationRoutes(
  server: FastifyInstance,
  service: Service,
  keys: readonly Verifier[],
): void {
  const run = new SharedRun((signal) => verified(service, keys, signal));
  const schema = operation({
    id: 'verification',
    tag: 'auditing',
    summary: 'Check every byte of the ledger, its order, its log and its checkpoints',
    description: DESCRIPTION,
    querystring: z.strictObject({}),
    answers: { [STATUS.ok]: { says: 'What was checked, and what is wrong.', json: Verification } },
    refuses: [STATUS.badRequest],
  });
  server.get('/audit/verification', { config: { may: 'audit' }, schema }, async (_, reply) => {
    const left = hangUp(reply);
    try {
      const report = await run.outcome(left);
      if (report.disturbed) {
        const detail =
          'The ledger was changed while it was read (bytes erased, or columns made anew); ask again.';
        throw new Problem(STATUS.unavailable, 'unavailable', detail);
      }
      reply.header('cache-control', 'no-store');
      return verificationBody(report, keys);
    } catch (error) {
      if (!left.aborted) throw error;
      // Nobody is there to be answered.
      return reply.hijack();
    }
  });
}
