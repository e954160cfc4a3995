import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Service } from '../ledger/service.ts';
import type { Signer } from '../tlog/keys.ts';
import { warnOfClock } from './clock-check.ts';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';
import { demandSigners } from './log-keys.ts';
import { takePlace } from './serving-place.ts';

/** What a command serves, and until when. */
export interface Serving {
  readonly config: Config;
  /** The ledger, open to write; it is closed when the serving ends. */
  readonly service: Service;
  /** Of Hustings. */
  readonly version: string;
  /** Ends the serving gently. */
  readonly signal: AbortSignal;
  /** Hears, once requests are taken, at which address, and which key signs the log. */
  listening(address: string, signer: Signer): void;
}

const LAST_PORT = 65_535;

/** What keeps a server from listening at a port, and what helps. */
const REMEDIES: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) => {
    const other = port === LAST_PORT ? port - 1 : port + 1;
    return `is in use; name another with --port ${other} or HUSTINGS_PORT=${other}, or stop what uses it`;
  },
  EADDRNOTAVAIL: () => 'is no address of this machine; name another with --host',
  ENOTFOUND: () => 'is not known; name another with --host',
  EACCES: () => 'may not be used by this account; name a port above 1023 with --port',
};

/** What keeps a server from listening, as a Failure. */
function refusal(error: unknown, { serve: { host, port } }: Config): unknown {
  const { syscall, code = '' } = error as NodeJS.ErrnoException;
  const remedy = REMEDIES[code];
  if (remedy === undefined || (syscall !== 'listen' && syscall !== 'getaddrinfo')) return error;
  const place = code === 'EADDRINUSE' || code === 'EACCES' ? `port ${port} of ${host}` : host;
  return new Failure(`${place} ${remedy(port)}.`);
}

/** Adds where a command serves. */
export const withAddress = (command: Command): Command =>
  command
    .option('--host <host>', 'where to listen (default: $HUSTINGS_HOST or 127.0.0.1)')
    .option(
      '--port <port>',
      'which port; 0 for any that is free (default: $HUSTINGS_PORT or 8080)',
    );

/**
 * Serves a ledger until the signal aborts; its log's key is made, and that is said, where there is none
 * yet. Refuses, as a Failure, an address that cannot be had.
 */
export async function serveLedger(context: Context, serving: Serving): Promise<void> {
  const { config, service, signal } = serving;
  const leave = await takePlace(context, config, signal).catch(async (error: unknown) => {
    await service.store.close();
    throw error;
  });
  try {
    await serveAlone(context, serving);
  } finally {
    // What is closed already stays so; what was refused before it was served would keep the process.
    await service.store.close();
    leave();
  }
}

/** Serves a ledger that no other serves. */
async function serveAlone(context: Context, serving: Serving): Promise<void> {
  const { config, service, version, signal, listening } = serving;
  const signers = demandSigners(context, config, config.database === null ? service : undefined);
  await warnOfClock(context, service.store);
  // Loaded here alone: no other command should wait for a server's code.
  const { serve } = await import('../http/serve.ts');
  await serve({
    service,
    tokens: context.tokens(config),
    signers,
    settings: config.serve,
    version,
    log: context.terminal.err,
    randomBytes: context.randomBytes,
    signal,
    listening: (address) => listening(address, signers[0]),
  }).catch((error: unknown) => {
    throw refusal(error, config);
  });
}
