import { LogController } from 'fastify';
import { type DestinationStream, type Level, type Logger, pino } from 'pino';
import { escaped } from '../interchange/steering.ts';
import { actorOf } from './actor.ts';
import type { Hears } from './answered.ts';
import { problemIn } from './problem.ts';
import { STATUS } from './status.ts';

/** How much is logged, from nothing to everything. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
/** One of them. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Of an error only this is logged: what else hangs on one may come from a body or a header. */
const saidOfError = ({ name, message, stack, code }: Error & { code?: unknown }) => ({
  type: name,
  message,
  code,
  stack,
});

/** The log of a server: one JSON object a line, with nothing in it that would steer the terminal it is read on. */
export const requestLogger = (level: LogLevel, destination: DestinationStream): Logger =>
  pino(
    { level, base: null, serializers: { err: saidOfError } },
    { write: (line) => destination.write(escaped(line)) },
  );

/** Fastify's own two lines a request are off; its other lines say a request's id as ours do. */
export const quietController = (): LogController =>
  new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' });

/** At which level a request is logged: reads that went well are the many, and of no interest. */
function levelOf(method: string, status: number): Level {
  if (status === STATUS.unavailable) return 'warn';
  if (status >= STATUS.failed) return 'error';
  const reads = method === 'GET' || method === 'HEAD';
  return reads && status < STATUS.badRequest ? 'debug' : 'info';
}

/**
 * Logs each answered request on one line. Of its address only the route's template is said: a path or a
 * parameter may hold what somebody pasted there, a token even. Nothing of headers or bodies is logged.
 */
export const logAnswer: Hears = (request, reply) => {
  const level = levelOf(request.method, reply.statusCode);
  const log = request.log as Logger;
  if (!log.isLevelEnabled(level)) return;
  const { name, via } = actorOf(request);
  const bytes = Number(reply.getHeader('content-length') ?? Number.NaN);
  log[level](
    {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      bytes: Number.isNaN(bytes) ? null : bytes,
      milliseconds: Math.round(reply.elapsedTime * 1000) / 1000,
      actor: name,
      token: via,
      problem: problemIn(reply),
    },
    'answered',
  );
};
