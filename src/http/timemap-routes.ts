import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Service } from '../ledger/service.ts';
import { formatHttpDate } from './asked.ts';
import { tagOfText, validated } from './caching.ts';
import { LINK_FORMAT, type Link, linkDocument } from './link-format.ts';
import { pinnedTo } from './memento.ts';
import { timemapSchema } from './openapi/question.ts';
import { Problem } from './problem.ts';
import type { Read } from './reads.ts';
import { STATUS } from './status.ts';
import { type Memento, type TimePages, timePages } from './timemap.ts';

/** The addresses that a TimeMap speaks of. */
interface Addresses {
  /** The question that it is the TimeMap of, as it was sent. */
  readonly original: string;
  /** A page of the TimeMap; the first has no number. */
  page(number: number): string;
}

function addressesOf(request: FastifyRequest): Addresses {
  const [, path = '', query = ''] = /^([^?]*?)\/timemap\/?(?:\?(.*))?$/.exec(request.url) ?? [];
  const parameters = new URLSearchParams(query);
  parameters.delete('page');
  const rest = parameters.size === 0 ? '' : `?${parameters}`;
  const { path: safe } = pinnedTo(path, 0);
  return {
    original: `${safe}${rest}`,
    page(number) {
      const numbered = new URLSearchParams(parameters);
      if (number > 1) numbered.set('page', `${number}`);
      return `${safe}/timemap${numbered.size === 0 ? '' : `?${numbered}`}`;
    },
  };
}

const date = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : formatHttpDate(time);

const mementoRel = (first: boolean, last: boolean): string =>
  [...(first ? ['first'] : []), ...(last ? ['last'] : []), 'memento'].join(' ');

/** A page of a TimeMap: what it is of, itself, the other pages, and its mementos (RFC 7089 section 5). */
async function linksOf(
  { original, page }: Addresses,
  { pages, span }: TimePages,
  number: number,
  mementos: readonly Memento[],
): Promise<Link[]> {
  const links: Link[] = [{ target: original, attributes: { rel: 'original timegate' } }];
  for (let each = 1; each <= pages; each += 1) {
    const rel = each === number ? 'self' : 'timemap';
    const { from, until } = await span(each);
    const attributes = { rel, type: LINK_FORMAT, from: date(from), until: date(until) };
    links.push({ target: page(each), attributes });
  }
  mementos.forEach(({ seq, time }, index) => {
    const first = number === 1 && index === 0;
    const last = number === pages && index === mementos.length - 1;
    const attributes = { rel: mementoRel(first, last), datetime: formatHttpDate(time) };
    links.push({ target: pinnedTo(original, seq).at, attributes });
  });
  return links;
}

const Page = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be the number of a page, from 1')
  .optional()
  .describe('which thousand of entries, from 1; 1');

function pageAsked(asked: string | undefined, { pages }: TimePages): number {
  const number = Number(asked ?? 1);
  if (number <= pages) return number;
  const said = pages === 1 ? 'one page' : `${pages} pages`;
  throw new Problem(STATUS.notFound, 'not-found', `This TimeMap has ${said} only.`);
}

/** The parameters of a question, but for the clock that the mementos set. */
function parametersOf({ query }: Read): z.ZodObject {
  const { knownAt: _, ...others } = query;
  return z.strictObject({ ...others, page: Page });
}

/** The TimeMap of every question: where each past answer is that the ledger can still give (RFC 7089). */
export function timemapRoutes(
  server: FastifyInstance,
  service: Service,
  reads: readonly Read[],
): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  for (const read of reads) {
    const schema = timemapSchema(read, parametersOf(read));
    const path = `${read.path}/timemap`;
    typed.get(path, { schema, config: { may: 'read' } }, async (request, reply) => {
      const { page: asked, ...query } = request.query as Readonly<Record<string, string>>;
      const { name = '' } = request.params as { name?: string };
      const { asOf, reportedBy } = query;
      // What cannot be asked now has no past answers either.
      await read.ask(service, { name, query, clocks: { asOf, reportedBy } });
      const pages = await timePages(service, read.ofContest ? name : null);
      const number = pageAsked(asked, pages);
      const mementos = await pages.page(number);
      const links = await linksOf(addressesOf(request), pages, number, mementos);
      const text = linkDocument(links);
      const tag = tagOfText(text);
      if (validated(request, reply, { tag, pinned: false })) return reply;
      return reply.type(LINK_FORMAT).send(text);
    });
  }
}
