import type { FastifyInstance } from 'fastify';
import { askSeries } from '../ledger/queries/series.ts';
import type { Service } from '../ledger/service.ts';
import { chartPicture } from '../web/chart-section.ts';
import { tagOfText, validated } from './caching.ts';
import { saidIn } from './page-query.ts';

const SVG = 'image/svg+xml; charset=utf-8';

/** The chart of a contest's page as a picture, below the scope of the pages. */
export function chartRoutes(scope: FastifyInstance, service: Service): void {
  scope.get<{ Params: { name: string } }>(
    '/contests/:name/chart.svg',
    { config: { may: 'read' } },
    async (request, reply) => {
      const { chart, ...sight } = saidIn(request, ['chart']);
      const series = await askSeries(service, request.params.name, sight, sight.counts);
      const text = await chartPicture(series, chart);
      const tag = tagOfText(text);
      if (validated(request, reply, { tag, pinned: false })) return reply;
      return reply.type(SVG).send(text);
    },
  );
}
