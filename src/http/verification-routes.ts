import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  auditThreads,
  compareStandings,
  examined,
  verificationBody,
} from '../interchange/verification.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import type { Service } from '../ledger/service.ts';
import { type AuditOptions, audit } from '../tlog/audit/audit.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { parseCheckpoint } from '../tlog/checkpoint.ts';
import type { Verifier } from '../tlog/keys.ts';
import { parseNote } from '../tlog/note.ts';
import { operation } from './openapi/operation.ts';
import { Problem } from './problem.ts';
import { Verification } from './schemas/verification.ts';
import { SharedRun } from './shared-run.ts';
import { STATUS } from './status.ts';

const quiet = (): void => undefined;

/** Checks the whole ledger, its bytes in other threads wherever the store can be opened there. */
async function verified(
  service: Service,
  given: Pick<AuditOptions, 'keys' | 'since'>,
  signal: AbortSignal,
) {
  const threads = Math.max(2, auditThreads());
  const options = { ...given, threads, alone: 0, progress: quiet, signal };
  const report = await audit(service.store.audit, options);
  return examined(report, await compareStandings(service, quiet, signal));
}

/** A checkpoint that a client kept. Refuses, as BadQuestion, what is none at all. */
function checkpointOf(since: string): string {
  try {
    parseCheckpoint(parseNote(since).text);
    return since;
  } catch (error) {
    if (!(error instanceof BadLog)) throw error;
    throw new BadQuestion('since', `since must be a signed checkpoint, whole: ${error.message}`);
  }
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
  const plain = new SharedRun((signal) => verified(service, { keys }, signal));
  /** Runs since some checkpoint are shared with nobody: each looks for its own. */
  const runOf = (since: string | undefined) =>
    since === undefined
      ? plain
      : new SharedRun((signal) => verified(service, { keys, since: checkpointOf(since) }, signal));
  const schema = operation({
    id: 'verification',
    tag: 'auditing',
    summary: 'Check every byte of the ledger, its order, its log and its checkpoints',
    description: DESCRIPTION,
    querystring: z.strictObject({
      since: z
        .string()
        .max(8000)
        .optional()
        .describe(
          'a checkpoint that you kept, the whole signed note: the ledger must begin with exactly the entries that it was signed for',
        ),
    }),
    answers: { [STATUS.ok]: { says: 'What was checked, and what is wrong.', json: Verification } },
    refuses: [STATUS.badRequest],
  });
  const typed = server.withTypeProvider<ZodTypeProvider>();
  typed.get('/audit/verification', { config: { may: 'audit' }, schema }, async (request, reply) => {
    const left = hangUp(reply);
    const run = runOf(request.query.since);
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
