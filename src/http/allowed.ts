import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';

const METHODS: readonly HTTPMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Which methods an address takes, for whoever came with another (RFC 9110 section 15.5.6). It knows the
 * routes that the server gets after it.
 */
export function allowedMethods(server: FastifyInstance): (url: string) => string[] {
  const router = findMyWay({ ignoreTrailingSlash: true });
  const known = new Set<string>();
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      const name = each as HTTPMethod;
      if (known.has(`${name} ${url}`)) continue;
      known.add(`${name} ${url}`);
      router.on(name, url, () => undefined);
    }
  });
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    return METHODS.filter((method) => router.find(method, path) !== null);
  };
}
