import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Entry } from '../../events/entry.ts';
import { unslashed } from '../config.ts';
import { namedIn } from '../interchange/entry-title.ts';
import { momentAt, requireContest } from '../ledger/queries/asking.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import { contestStream } from '../store/event-store.ts';
import { atomOf } from './atom.ts';
import { tagOfText, validated } from './caching.ts';
import { operation, revalidated } from './openapi/operation.ts';
import { ContestName, EXAMPLE, NOTHING } from './params.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** How many of the newest entries a feed has. */
const NEWEST = 50;

/** Where the request says that this server is. Refuses a Host that is no host's name. */
function originAsked({ protocol, host }: FastifyRequest): string {
  const origin = `${protocol}://${host}`;
  if (/^[\w.:[\]-]+$/.test(host) && URL.canParse(origin)) return origin;
  throw new Problem(STATUS.badRequest, 'bad-parameter', 'Host must name this server.');
}

async function atomText(service: Service, contest: string, api: string): Promise<string> {
  await requireContest(service, contest);
  const { store, reader } = service;
  const stream = contestStream(contest);
  const from = Math.max(0, (await reader.contest(contest)).length - NEWEST);
  const entries = (await store.readStream(stream, from, NEWEST)).map(decodeEntry);
  const [first] = await store.readStream(stream, 0, 1);
  const named = new Map<string, Entry>();
  for (const id of new Set(entries.map(namedIn))) {
    const found = id === undefined ? undefined : await store.byId(id);
    if (found !== undefined) named.set(found.id, decodeEntry(found));
  }
  const { state } = await momentAt(service, contest, {}, 'acts');
  const title = state.title ?? contest;
  return atomOf({ contest, title, first: first?.id ?? '', entries, named, api });
}

/**
 * The Atom feed of each contest. Its addresses are absolute, from `publicUrl`; without one from the request's Host,
 * and then no cache that is shared may keep it, so that no client's Host comes to another.
 */
export function atomRoutes(server: FastifyInstance, service: Service, publicUrl?: string): void {
  const schema = operation({
    ...revalidated({ says: 'The feed (RFC 4287).', as: { 'application/atom+xml': 'text' } }),
    id: 'getAtomFeed',
    tag: 'following',
    summary: 'The newest entries of a contest as an Atom feed',
    params: ContestName,
    querystring: NOTHING,
    refuses: [STATUS.badRequest, STATUS.notFound],
    example: { name: EXAMPLE.name },
  });
  const isPrivate = publicUrl === undefined;
  server
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/contests/:name/feed.atom',
      { schema, config: { may: 'read' } },
      async (request, reply) => {
        const base = publicUrl === undefined ? originAsked(request) : unslashed(publicUrl);
        const text = await atomText(service, request.params.name, `${base}${server.prefix}`);
        const tag = tagOfText(text);
        if (validated(request, reply, { tag, pinned: false, isPrivate })) return reply;
        return reply.type('application/atom+xml; charset=utf-8').send(text);
      },
    );
}
