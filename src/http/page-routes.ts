import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../ledger/service.ts';
import { documentOf } from '../web/document.ts';
import { tagOfText, validators } from './caching.ts';
import { chartRoutes } from './chart-routes.ts';
import { routesMay } from './guard.ts';
import { give, KeptAnswers, type Sent } from './kept-answers.ts';
import type { Page } from './page.ts';
import { saidIn } from './page-query.ts';
import { PAGES } from './pages.ts';
import { pageFields } from './security-fields.ts';

/** About how many bytes of pages are kept. */
const BUDGET = 32 * 1024 * 1024;
const HTML = 'text/html; charset=utf-8';
const ASSETS = fileURLToPath(new URL('../web/assets/', import.meta.url));
const ASSETS_SECONDS = 3600;

/** Shows a page, and keeps it to be shown again as long as nothing changes. */
class Shown {
  readonly #service: Service;
  readonly #kept: KeptAnswers;

  constructor(service: Service, kept: KeptAnswers) {
    this.#service = service;
    this.#kept = kept;
  }

  route(page: Page) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { raw } = request;
      const made = () => this.#kept.made(raw, () => this.#answer(request, page));
      return give(request, reply, this.#kept.find(raw) ?? (await made()));
    };
  }

  async #answer(request: FastifyRequest, page: Page): Promise<Sent> {
    const query = saidIn(request, page.takes);
    const { name = '' } = request.params as { name?: string };
    const { asOf, reportedBy, knownAt, counts } = query;
    const sight = { asOf, reportedBy, knownAt, counts };
    const text = documentOf(await page.show(this.#service, { name, sight, query }));
    const tag = tagOfText(text);
    return { type: HTML, tag, fields: validators({ tag, pinned: false }), text };
  }
}

/** The pages for people, and the files that they need. */
export async function pageRoutes(server: FastifyInstance, service: Service): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, pages: true };
      route.schema = { ...route.schema, hide: true };
    });
    await pageFields(scope);
    const shown = new Shown(service, new KeptAnswers(service, BUDGET));
    for (const page of PAGES) scope.get(page.path, { config: { may: 'read' } }, shown.route(page));
    chartRoutes(scope, service);
    await scope.register(async (assets) => {
      routesMay(assets, 'anyone');
      await assets.register(fastifyStatic, {
        root: ASSETS,
        prefix: '/assets/',
        maxAge: ASSETS_SECONDS * 1000,
        index: false,
      });
    });
  });
}
