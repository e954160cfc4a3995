import { hash } from 'node:crypto';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { ALONE } from '../web/chart-palette.ts';

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

/**
 * The security fields of a page that says why there is none. It may be sent before a page's own are known, or in
 * place of data, and may ask for a token: so it has all of them that matter, and its forms lead here alone.
 */
export const REFUSAL_FIELDS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "img-src 'self' data:",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Pixels run nothing, and browsers show them on a page of their own that has styles. */
export const PIXELS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** The one style that stands in an answer and not in a file: that of a drawing which stands alone. */
export const OUR_STYLE: string = `'sha256-${hash('sha256', ALONE, 'base64')}'`;

/** The security fields of pages: nothing from elsewhere, no script but the server's own files; `style`: which styles more. */
export async function pageFields(pages: FastifyInstance, style: string): Promise<void> {
  await pages.register(helmet, {
    // Behind no TLS of its own: what speaks HTTPS in front sets its own transport policy.
    strictTransportSecurity: false,
    // Forms of our own pages say where they come from, and no other site is told.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    contentSecurityPolicy: {
      directives: {
        upgradeInsecureRequests: null,
        fontSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        styleSrc: ["'self'", style],
      },
    },
  });
}
