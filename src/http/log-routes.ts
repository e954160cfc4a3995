import type { FastifyInstance } from 'fastify';
import { BadLog } from '../tlog/bad-log.ts';
import { formatVkey, type Verifier } from '../tlog/keys.ts';
import type { TransparencyLog } from '../tlog/log.ts';
import { parseTilePath, tileWidth } from '../tlog/tiles.ts';
import { IMMUTABLE, REVALIDATED } from './caching.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

const TEXT = 'text/plain; charset=utf-8';

const missing = (what: string): Problem =>
  new Problem(STATUS.notFound, 'not-found', `The log has no ${what}.`);

const FILE = { config: { may: 'read' }, schema: { hide: true } } as const;
/** A size as a checkpoint has it: no leading zero, so that a file has one address. */
const SIZE = /^(?:0|[1-9]\d{0,14})$/;

/** The bytes of a tile up to the latest checkpoint, or undefined where it does not go so far. */
async function tileBytes(log: TransparencyLog, path: string): Promise<Uint8Array | undefined> {
  const tile = parseTilePath(path);
  const size = log.latest()?.size ?? 0;
  if (tile === undefined || tileWidth(size, tile.level, tile.index) < tile.width) return undefined;
  // Another process may have signed what this one has not taken in yet.
  if (log.size < size) await log.catchUp();
  return log.read(tile);
}

function tileRoute(server: FastifyInstance, log: TransparencyLog): void {
  server.get('/tile/*', FILE, async (request, reply) => {
    const path = `tile/${(request.params as { '*': string })['*']}`;
    const bytes = await tileBytes(log, path).catch((error: unknown) => {
      if (!(error instanceof BadLog)) throw error;
      request.log.error({ err: error }, 'the log is damaged');
      const detail = 'The log is damaged; the request id finds its log.';
      throw new Problem(STATUS.failed, 'failed', detail);
    });
    if (bytes === undefined) throw missing(path);
    return reply
      .type('application/octet-stream')
      .header('cache-control', IMMUTABLE)
      .send(Buffer.from(bytes));
  });
}

/** The transparency log as files (c2sp.org/tlog-tiles), as far as its latest checkpoint goes. */
export function logRoutes(
  server: FastifyInstance,
  log: TransparencyLog,
  keys: readonly Verifier[],
): void {
  server.get('/checkpoint', FILE, async (_, reply) => {
    const checkpoint = log.latest();
    if (checkpoint === undefined) throw missing('checkpoint yet');
    return reply.type(TEXT).header('cache-control', REVALIDATED).send(checkpoint.note);
  });
  server.get('/checkpoints/:size', FILE, async (request, reply) => {
    const { size } = request.params as { size: string };
    const found = SIZE.test(size) ? log.checkpointOf(Number(size)) : undefined;
    if (found === undefined) throw missing(`checkpoint of ${size} entries`);
    return reply.type(TEXT).header('cache-control', IMMUTABLE).send(found.note);
  });
  server.get('/vkey', FILE, async (_, reply) => {
    const [key] = keys;
    if (key === undefined) throw missing('public key');
    return reply
      .type(TEXT)
      .header('cache-control', REVALIDATED)
      .send(`${formatVkey(key)}\n`);
  });
  tileRoute(server, log);
}
