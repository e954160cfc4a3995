import type { FastifyInstance } from 'fastify';
import { askSeries } from '../ledger/queries/series.ts';
import type { Service } from '../ledger/service.ts';
import { chartPicture } from '../web/chart-section.ts';
import { tagOfText, validated } from './caching.ts';
import { saidIn } from './page-query.ts';

const SVG = 'image/svg+xml; charset=utf-8';

/** The text of that picture, by what it is asked with. Refuses what its page refuses. */
export async function chartText(
  service: Service,
  contest: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { chart, ...sight } = query;
  return chartPicture(await askSeries(service, contest, sight, sight.counts), chart);
}

/** The chart of a contest's page as a picture, below the scope of the pages. */
export function chartRoutes(scope: FastifyInstance, service: Service): void {
  scope.get<{ Params: { name: string } }>(
    '/contests/:name/chart.svg',
    { config: { may: 'read' } },
    async (request, reply) => {
      const text = await chartText(service, request.params.name, saidIn(request, ['chart']));
      const tag = tagOfText(text);
      if (validated(request, reply, { tag, pinned: false })) return reply;
      return reply.type(SVG).send(text);
    },
  );
}
