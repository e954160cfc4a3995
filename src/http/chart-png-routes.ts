import type { FastifyInstance } from 'fastify';
import type { Service } from '../ledger/service.ts';
import { tagOfText, validators } from './caching.ts';
import { ChartPainter } from './chart-painter.ts';
import { chartText } from './chart-routes.ts';
import { give, KeptAnswers, type Sent } from './kept-answers.ts';
import { saidIn } from './page-query.ts';
import { PIXELS } from './security-fields.ts';

const PNG = 'image/png';
/** About how many bytes of pictures are kept: painting takes longer than any answer. */
const BUDGET = 8 * 1024 * 1024;

/** The chart of a contest's page as pixels, below the scope of the pages: the picture of chart.svg. */
export function chartPngRoutes(scope: FastifyInstance, service: Service): void {
  const kept = new KeptAnswers(service, BUDGET);
  const painter = new ChartPainter();
  scope.addHook('onClose', () => painter.close());
  scope.get<{ Params: { name: string } }>(
    '/contests/:name/chart.png',
    { config: { may: 'read' } },
    async (request, reply) => {
      const make = async (): Promise<Sent> => {
        const svg = await chartText(service, request.params.name, saidIn(request, ['chart']));
        const tag = tagOfText(svg);
        return {
          type: PNG,
          tag,
          fields: { ...validators({ tag, pinned: false }), ...PIXELS },
          text: await painter.paint(svg),
        };
      };
      const { raw } = request;
      return give(request, reply, kept.find(raw) ?? (await kept.made(raw, make)));
    },
  );
}
