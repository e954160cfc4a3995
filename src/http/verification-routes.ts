import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { verificationBody } from '../interchange/verification.ts';
import type { Auditing } from './auditing.ts';
import { checkpointGiven } from './checkpoint-given.ts';
import { operation } from './openapi/operation.ts';
import { Problem } from './problem.ts';
import { Verification } from './schemas/verification.ts';
import { STATUS } from './status.ts';

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
  { verifications, runs }: Pick<Auditing, 'verifications' | 'runs'>,
): void {
  server.addHook('preClose', async () => runs.end());
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
    const { since } = request.query;
    const run = verifications.of(since === undefined ? undefined : checkpointGiven('since', since));
    try {
      const report = await run.outcome(left);
      if (report.disturbed) {
        const detail =
          'The ledger was changed while it was read (bytes erased, or columns made anew); ask again.';
        throw new Problem(STATUS.unavailable, 'unavailable', detail);
      }
      reply.header('cache-control', 'no-store');
      return verificationBody(report, verifications.keys);
    } catch (error) {
      if (!left.aborted) throw error;
      // Nobody is there to be answered.
      return reply.hijack();
    }
  });
}
