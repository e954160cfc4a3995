import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportLine } from '../interchange/ndjson.ts';
import { requireContest } from '../ledger/queries/asking.ts';
import type { Service } from '../ledger/service.ts';
import { contestStream, type StoredEntry } from '../store/event-store.ts';
import { validated } from './caching.ts';
import { operation, revalidated } from './openapi/operation.ts';
import { EXAMPLE } from './params.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** So many entries are exported in one turn of the event loop: others wait for a millisecond or so. */
export const EXPORT_PAGE = 25;

/** So many exports go on at once: each takes a part of every turn, and all but these would leave little to others. */
export const MOST_EXPORTS = 16;

async function* pages(
  { store }: Service,
  contest: string | undefined,
): AsyncGenerator<string, void> {
  const stream = contest === undefined ? undefined : contestStream(contest);
  for (let from = 0; ; from += EXPORT_PAGE) {
    await turn();
    const entries: StoredEntry[] =
      stream === undefined
        ? await store.readAll(from, EXPORT_PAGE)
        : await store.readStream(stream, from, EXPORT_PAGE);
    if (entries.length === 0) return;
    yield entries.map((each) => `${exportLine(each)}\n`).join('');
  }
}

/** The exports of a server. */
class Exports {
  #underWay = 0;

  /** All entries, or those of a contest. Refuses, as overloaded, one more than go on at once. */
  begin(service: Service, contest: string | undefined): Readable {
    if (this.#underWay >= MOST_EXPORTS) {
      const detail = 'Too many exports are under way; try again later.';
      throw new Problem(STATUS.unavailable, 'overloaded', detail);
    }
    this.#underWay += 1;
    return Readable.from(pages(service, contest)).once('close', () => {
      this.#underWay -= 1;
    });
  }
}

const Export = z.strictObject({
  contest: z.string().max(100).optional().describe('of this contest alone'),
});

/** All entries as NDJSON. */
export function exportRoute(server: FastifyInstance, service: Service): void {
  const exports = new Exports();
  const schema = operation({
    ...revalidated({
      says: 'An entry a line: leaf, salt and payload, as any ledger can import them.',
      as: { 'application/x-ndjson': 'text' },
    }),
    id: 'exportEntries',
    tag: 'entries',
    summary: 'All entries as NDJSON, in order',
    querystring: Export,
    refuses: [STATUS.badRequest, STATUS.notFound],
    example: { contest: EXAMPLE.name },
  });
  const typed = server.withTypeProvider<ZodTypeProvider>();
  typed.get('/export', { config: { may: 'read' }, schema }, async (request, reply) => {
    const { contest } = request.query;
    if (contest !== undefined) await requireContest(service, contest);
    const tag = `W/"${(await service.store.head()).seq}.${service.store.generation()}"`;
    if (validated(request, reply, { tag, pinned: false })) return reply;
    const lines = exports.begin(service, contest);
    return reply.type('application/x-ndjson; charset=utf-8').send(lines);
  });
}
