import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Credentials } from '../access/credentials.ts';
import type { Service } from '../ledger/service.ts';
import { tagOfText, validators } from './caching.ts';
import { chartPngRoutes } from './chart-png-routes.ts';
import { chartRoutes } from './chart-routes.ts';
import { formIn, takesForms } from './form-body.ts';
import type { Freshness } from './freshness.ts';
import { routesMay } from './guard.ts';
import { give, KeptAnswers, type Sent } from './kept-answers.ts';
import { OpenPages } from './open-pages.ts';
import type { Page } from './page.ts';
import { HTML, pageText, sendPage, viewerOf } from './page-answer.ts';
import { alternatesOf } from './page-data.ts';
import { pageDataRoutes } from './page-data-routes.ts';
import { askedIn } from './page-query.ts';
import type { Answering } from './read-routes.ts';
import { OUR_STYLE, pageFields } from './security-fields.ts';
import type { Sessions } from './session.ts';
import { sessionRoutes } from './session-routes.ts';
import { staleSince } from './staleness.ts';

/** About how many bytes of pages are kept: whole ones, and such whose day is left open. */
const BUDGET = { whole: 64 * 1024 * 1024, open: 32 * 1024 * 1024 };
const ASSETS = fileURLToPath(new URL('../web/assets/', import.meta.url));
const ASSETS_SECONDS = 3600;

/** What the pages are made with. */
export interface PageOptions {
  readonly service: Service;
  readonly pages: readonly Page[];
  /** What answers the questions whose answers they show. */
  readonly answering: Answering;
  readonly sessions: Sessions;
  readonly freshness: Pick<Freshness, 'tell'>;
  readonly credentials: Pick<Credentials, 'actorOf'>;
  randomBytes(length: number): Uint8Array;
}

/** Shows a page, and keeps it to be shown again as long as nothing changes. */
class Showing {
  readonly #service: Service;
  readonly #kept: KeptAnswers;
  readonly #open: OpenPages;
  readonly #freshness: PageOptions['freshness'];

  constructor({ service, freshness, randomBytes }: Omit<PageOptions, 'pages' | 'answering'>) {
    this.#service = service;
    this.#freshness = freshness;
    this.#kept = new KeptAnswers(service, BUDGET.whole, true);
    this.#open = new OpenPages(service, BUDGET.open, Buffer.from(randomBytes(16)).toString('hex'));
  }

  /** Answers whoever asks for a page. */
  shows(page: Page) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      reply.header('vary', 'cookie, accept-encoding');
      if (page.isFresh === true) {
        const shown = await page.show(this.#service, askedIn(request, page));
        return sendPage(request, reply, shown, alternatesOf(page, request.url));
      }
      const { url, headers } = request.raw;
      const asked = { url, headers, stale: staleSince(request) };
      // What somebody sees who is signed in is not what others see.
      if (viewerOf(request) !== null) return give(request, reply, await this.#made(request, page));
      const made = () => this.#kept.made(asked, () => this.#forAnybody(request, page));
      return give(request, reply, this.#kept.find(asked) ?? (await made()));
    };
  }

  /** Answers whoever sends a form to a page. */
  takes(submit: NonNullable<Page['submit']>, page: Page) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const sent = { ...askedIn(request, page), form: await formIn(request) };
      const shown = await submit(this.#service, sent);
      if ('seeOther' in shown && shown.seq !== undefined) {
        this.#freshness.tell(request, reply, shown.seq);
      }
      return sendPage(request, reply, shown);
    };
  }

  async #forAnybody(request: FastifyRequest, page: Page): Promise<Sent> {
    return (await this.#open.answer(request, page)) ?? (await this.#made(request, page));
  }

  async #made(request: FastifyRequest, page: Page): Promise<Sent> {
    const shown = await page.show(this.#service, askedIn(request, page));
    if ('seeOther' in shown || 'download' in shown || 'frame' in shown) {
      throw new Error(`${page.path} answers more than a page, so it must be fresh`);
    }
    const text = pageText(request, { ...shown, alternates: alternatesOf(page, request.url) });
    const tag = tagOfText(text);
    const isPrivate = viewerOf(request) !== null;
    return { type: HTML, tag, fields: validators({ tag, pinned: false, isPrivate }), text };
  }
}

/** The files that the pages need. */
async function assetRoutes(assets: FastifyInstance): Promise<void> {
  routesMay(assets, 'anyone');
  await assets.register(fastifyStatic, {
    root: ASSETS,
    prefix: '/assets/',
    maxAge: ASSETS_SECONDS * 1000,
    index: false,
  });
}

/** The pages for people, the same as data, and the files that they need. */
export async function pageRoutes(server: FastifyInstance, options: PageOptions): Promise<void> {
  const { service, pages, sessions, credentials } = options;
  await server.register(async (data) => pageDataRoutes(data, options));
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, pages: true };
      route.schema = { ...route.schema, hide: true };
    });
    await pageFields(scope, OUR_STYLE);
    await takesForms(scope);
    const showing = new Showing(options);
    for (const page of pages) {
      const { path, may = 'read', submit } = page;
      const config = { may };
      scope.get(path, { config }, showing.shows(page));
      if (submit !== undefined) scope.post(path, { config }, showing.takes(submit, page));
    }
    sessionRoutes(scope, sessions, credentials);
    chartRoutes(scope, service);
    chartPngRoutes(scope, service);
    await scope.register(assetRoutes);
  });
}
