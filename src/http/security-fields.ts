import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Is it a page, to be looked at in a browser, or a file of one? */
    pages?: boolean;
  }
}

/** Data are shown, run and framed nowhere, and are what their type says. */
const DATA = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/**
 * The security fields of answers that are data and no pages: the two that a browser heeds there (OWASP
 * REST Security). All that helmet knows costs each request more than the rest of its way.
 */
export function dataFields(server: FastifyInstance): void {
  server.addHook('onRequest', ({ routeOptions }, reply, done) => {
    if (routeOptions.config.pages !== true) reply.headers(DATA);
    done();
  });
}

/** The security fields of pages: nothing from elsewhere, no script but the server's own files. */
export async function pageFields(pages: FastifyInstance): Promise<void> {
  await pages.register(helmet, {
    // Behind no TLS of its own: what speaks HTTPS in front sets its own transport policy.
    strictTransportSecurity: false,
    // Forms of our own pages say where they come from, and no other site is told.
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      directives: {
        upgradeInsecureRequests: null,
        fontSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
      },
    },
  });
}
