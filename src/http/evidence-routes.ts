import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Bundle, formatBundle } from '../interchange/bundle.ts';
import { cellBundle, entryBundle } from '../interchange/bundle-making.ts';
import { provPieces } from '../interchange/prov.ts';
import { type TracedEntry, traceContest, traceEntry } from '../ledger/queries/provenance-stream.ts';
import type { Service } from '../ledger/service.ts';
import { inTurns } from '../threads/turns.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { formatVkey, type Verifier } from '../tlog/keys.ts';
import { CLOCKS, COUNTS } from './asked.ts';
import { REVALIDATED } from './caching.ts';
import { operation } from './openapi/operation.ts';
import { ContestName, EntryId, EXAMPLE, NOTHING } from './params.ts';
import { Problem } from './problem.ts';
import { Bundle as Bundled } from './schemas/bundle.ts';
import { Prov } from './schemas/prov.ts';
import { STATUS } from './status.ts';

const Cell = z.strictObject({
  ...CLOCKS,
  ...COUNTS,
  candidate: z.string().describe('whose cell'),
  category: z.string().describe('which kind of endorser, as in TU'),
});

const REFUSES = [STATUS.badRequest, STATUS.notFound] as const;

const BUNDLE = {
  answers: {
    [STATUS.ok]: {
      says: 'The bundle: entries with their proofs, and a verifier that runs offline.',
      json: Bundled,
      headers: ['Cache-Control', 'Content-Disposition'],
    },
  },
  tag: 'evidence',
  refuses: REFUSES,
} as const;

const PROV = {
  answers: {
    [STATUS.ok]: {
      says: 'The provenance, with its context.',
      as: { 'application/ld+json': Prov },
      headers: ['Cache-Control'],
    },
  },
  tag: 'evidence',
  refuses: REFUSES,
} as const;

/** Sends a bundle as a file; where the log has signed nothing that proves it, there is none yet. */
async function sendBundle(
  reply: FastifyReply,
  name: string,
  bundle: Promise<Bundle>,
): Promise<FastifyReply> {
  try {
    const text = formatBundle(await bundle);
    return reply
      .header('content-disposition', `attachment; filename="${name}.hustings-bundle.json"`)
      .header('cache-control', REVALIDATED)
      .type('application/json; charset=utf-8')
      .send(text);
  } catch (error) {
    if (!(error instanceof BadLog)) throw error;
    const detail = 'No signed checkpoint proves this yet; try again when the next is signed.';
    throw new Problem(STATUS.notFound, 'not-found', detail);
  }
}

const sendProv = (reply: FastifyReply, traced: readonly TracedEntry[]): FastifyReply =>
  reply
    .header('cache-control', REVALIDATED)
    .type('application/ld+json; charset=utf-8')
    .send(Readable.from(inTurns(provPieces(traced))));

const config = { may: 'read' } as const;
const ofEntry = { params: EntryId, querystring: NOTHING, example: EXAMPLE };

function bundleRoutes(server: FastifyInstance, service: Service, keys: readonly Verifier[]): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  const vkeys = keys.map(formatVkey);
  typed.get(
    '/entries/:id/bundle',
    {
      config,
      schema: operation({
        ...BUNDLE,
        ...ofEntry,
        id: 'getEntryBundle',
        summary: 'Evidence for an entry in one file, checked offline',
      }),
    },
    async ({ params: { id } }, reply) => sendBundle(reply, id, entryBundle(service, id, vkeys)),
  );
  typed.get(
    '/contests/:name/bundle',
    {
      config,
      schema: operation({
        ...BUNDLE,
        id: 'getNumberBundle',
        summary: 'Evidence for a number in one file, checked offline',
        params: ContestName,
        querystring: Cell,
        example: { ...EXAMPLE, asOf: '2010-07-14', candidate: 'ed-balls', category: 'TU' },
      }),
    },
    async ({ params: { name: contest }, query }, reply) => {
      const { candidate, category, counts, ...clocks } = query;
      const asked = { contest, candidate, category, counts };
      const file = `${contest}.${candidate}.${category}`.replace(/[^\w.-]/g, '_');
      return sendBundle(reply, file, cellBundle(service, asked, clocks, vkeys));
    },
  );
}

function provRoutes(server: FastifyInstance, service: Service): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/entries/:id/prov',
    {
      config,
      schema: operation({
        ...PROV,
        ...ofEntry,
        id: 'getEntryProv',
        summary: 'An entry with its chain as W3C PROV-O in JSON-LD',
      }),
    },
    async ({ params: { id } }, reply) => sendProv(reply, await traceEntry(service, id)),
  );
  typed.get(
    '/contests/:name/prov',
    {
      config,
      schema: operation({
        ...PROV,
        id: 'getContestProv',
        summary: 'All entries of a contest as W3C PROV-O in JSON-LD',
        params: ContestName,
        querystring: NOTHING,
        example: EXAMPLE,
      }),
    },
    async ({ params: { name } }, reply) => sendProv(reply, await traceContest(service, name)),
  );
}

/** Evidence to take away: bundles that are checked offline, and W3C PROV-O. */
export function evidenceRoutes(
  server: FastifyInstance,
  service: Service,
  keys: readonly Verifier[],
): void {
  bundleRoutes(server, service, keys);
  provRoutes(server, service);
}
