/** A server with a few routes of its own and all that runs a server, over a ledger in memory. */
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { closeWithin } from '../../src/http/graceful.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/http/limits.ts';
import { Operation } from '../../src/http/operation.ts';
import { Problem, withProblems } from '../../src/http/problem.ts';
import { type LogLevel, requestLogger } from '../../src/http/request-log.ts';
import { type ServiceState, stateOf } from '../../src/http/service-state.ts';
import { Bench } from '../support/given.ts';
import { logged } from '../support/logged.ts';

/** A server, what it counts, and what it has logged. */
export interface Operated {
  readonly server: FastifyInstance;
  readonly operation: Operation;
  readonly stopping: AbortSignal;
  readonly bench: Bench;
  readonly lines: Record<string, unknown>[];
}

interface Setting {
  readonly limits?: Partial<Limits>;
  readonly level?: LogLevel;
  /** Routes beside those that every such server has. */
  readonly routes?: (server: FastifyInstance) => void;
  readonly state?: (state: ServiceState) => ServiceState;
  readonly healthBound?: number;
}

/** Who asks, as a guard would say it: the test's own header names the token. */
function standIn(server: FastifyInstance): void {
  server.decorateRequest('actor', null);
  server.addHook('onRequest', (request, _, done) => {
    const { authorization } = request.headers;
    if (authorization === 'Bearer bad') return done(new Problem(401, 'unauthenticated', 'Bad.'));
    if (authorization === undefined) return done();
    const via = authorization.replace('Bearer ', '').slice(0, 5);
    request.actor = { name: `holder of ${via}`, roles: ['editor'], via };
    done();
  });
}

function sampleRoutes(server: FastifyInstance): void {
  server.get('/things/:id', async (request) => ({ thing: request.params }));
  server.post('/things', async (_, reply) => reply.code(201).send({ ok: true }));
  server.get('/fails', async () => {
    throw new Error('a fault of ours, select * from entries');
  });
}

/** Puts it together; it is closed when the test is done. */
export async function operated(setting: Setting = {}): Promise<Operated> {
  const { limits = {}, level = 'debug', routes, state = (same) => same } = setting;
  const lines: Record<string, unknown>[] = [];
  const log = requestLogger(level, { write: (line) => lines.push(JSON.parse(line)) });
  const operation = new Operation({ ...DEFAULT_LIMITS, ...limits }, 'test');
  const server = fastify({
    ...operation.options(),
    loggerInstance: log,
  }) as never as FastifyInstance;
  const bench = new Bench();
  withProblems(server, () => []);
  const stopping = await operation.beforeGuard(server, Date.now);
  standIn(server);
  operation.afterGuard(server);
  sampleRoutes(server);
  routes?.(server);
  operation.routes(server, state(stateOf({ ...logged(bench), store: bench.store })));
  onTestFinished(async () => {
    await closeWithin(server, 0);
  });
  return { server, operation, stopping, bench, lines };
}

/** Listens at a free port of this machine; gives it. */
export async function portOf(server: FastifyInstance): Promise<number> {
  await server.listen({ port: 0, host: '127.0.0.1' });
  return (server.server.address() as AddressInfo).port;
}

/** A connection on which a test writes what no HTTP client would. */
export interface Raw {
  readonly socket: Socket;
  /** What has arrived so far. */
  text(): string;
  /** All that arrives, once the server has closed the connection. */
  readonly closed: Promise<string>;
}

/** Connects, and writes a first text. */
export function raw(port: number, text: string): Raw {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const said = () => Buffer.concat(chunks).toString();
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(said())));
  socket.write(text);
  onTestFinished(() => {
    socket.destroy();
  });
  return { socket, text: said, closed };
}

/** Waits until something holds that another part of the process brings about. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}
