import { once } from 'node:events';
import type { DestinationStream } from 'pino';
import type { Signer } from '../tlog/keys.ts';
import { keepSigned } from './checkpoints.ts';
import { closeWithin, STOP_MILLISECONDS } from './graceful.ts';
import { requestLogger } from './request-log.ts';
import { buildServer, type ServerOptions } from './server.ts';
import { startTracing } from './tracing.ts';

/**
 * So many new connections may wait with the system until Node takes them, one a turn of the event loop: who finds no
 * place there is cut off without a word. The system may allow fewer (on Linux net.core.somaxconn).
 */
const BACKLOG = 4096;

/** What is served, where, and for how long. */
export interface ServeOptions extends Omit<ServerOptions, 'logger' | 'keys' | 'tracing'> {
  /** The keys that sign checkpoints, the newest first. */
  readonly signers: readonly Signer[];
  /** Where requests are logged. */
  readonly log: DestinationStream;
  /** Ends the serving: what is under way is answered, and the ledger is closed. */
  readonly signal: AbortSignal;
  /** Hears the address once requests are taken. */
  listening(address: string): void;
}

/**
 * Serves a ledger until the signal aborts, and keeps its log signed. Throws what keeps it from listening,
 * with the ledger closed.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { signers, log, signal, service, tokens, settings, listening } = options;
  const logger = requestLogger(settings.logLevel, log);
  const load = (name: string): Promise<unknown> => import(name);
  const tracing = settings.traces === null ? undefined : await startTracing(load);
  const server = await buildServer({ ...options, keys: signers, logger, tracing });
  const every = settings.checkpointSeconds * 1000;
  const ending = new AbortController();
  const failed = (error: unknown) => logger.error({ err: error }, 'no checkpoint can be signed');
  const delayed = (error: unknown) => logger.warn({ err: error }, 'no checkpoint is signed now');
  let signed: Promise<void> = Promise.resolve();
  try {
    const { host, port } = settings;
    const address = await server.listen({ host, port, backlog: BACKLOG });
    const telling = { failed, delayed };
    signed = keepSigned(service, { signers, every, signal: ending.signal, ...telling });
    listening(address);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await closeWithin(server, STOP_MILLISECONDS);
    // The last checkpoint is over all that was answered for.
    ending.abort();
    await signed;
    tokens.close();
    await service.store.close();
    await tracing?.end();
  }
}
