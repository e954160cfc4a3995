/** Some routes by themselves, below /api/v1, to be asked without a socket. */
import fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { withProblems } from '../../src/http/problem.ts';
import type { Got, Headers } from './served.ts';

/** A server of these routes alone. */
export function askable(routes: (api: FastifyInstance) => void) {
  let asked = 0;
  const server = fastify({ genReqId: () => `request-${++asked}` });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  withProblems(server);
  server.register(async (api) => routes(api), { prefix: '/api/v1' });
  const get = async (url: string, headers: Headers = {}): Promise<Got> => {
    const got = await server.inject({ method: 'GET', url, headers });
    const named = Object.entries(got.headers).map(([name, value]) => [name, `${value}`]);
    return {
      status: got.statusCode,
      headers: Object.fromEntries(named),
      body: got.body,
      bytes: got.rawPayload,
    };
  };
  return { server, get };
}
