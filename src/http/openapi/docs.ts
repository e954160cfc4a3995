import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { tagOfText, validated } from '../caching.ts';
import { pageFields } from '../security-fields.ts';
import { described } from './document.ts';

/** The OpenAPI document, and the pages that show it: all from this server, without the network. */
export async function documented(server: FastifyInstance, version: string): Promise<void> {
  await described(server, version);
  await server.register(async (docs) => {
    // The plugin's routes say nothing of who may read them.
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, may: 'anyone', pages: true };
    });
    // Swagger UI writes styles of its own into its page.
    await pageFields(docs, "'unsafe-inline'");
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      theme: { title: 'Hustings' },
      // Without the bar in which another document could be named, which the policy forbids to load.
      uiConfig: { layout: 'BaseLayout' },
    });
  });
  let written: { readonly text: string; readonly tag: string } | undefined;
  const config = { may: 'anyone' } as const;
  server.get('/openapi.json', { config, schema: { hide: true } }, async (request, reply) => {
    // Not before every route is there.
    if (written === undefined) {
      const text = JSON.stringify(server.swagger());
      written = { text, tag: tagOfText(text) };
    }
    if (validated(request, reply, { tag: written.tag, pinned: false })) return reply;
    return reply.type('application/json; charset=utf-8').send(written.text);
  });
}
