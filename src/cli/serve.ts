import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { type Context, withLedger } from './context.ts';
import { Failure } from './failure.ts';
import { demandSigners, sayKey } from './log-keys.ts';
import { say } from './terminal.ts';

interface ServeFlags {
  readonly ledger?: string;
  readonly host?: string;
  readonly port?: string;
}

const EXAMPLES = `
Serves the ledger over HTTP: all that the commands answer, at the same three
clocks, with the same bodies, below /api/v1; appending, for whoever has a token
(hustings token add); a live feed; the transparency log below /log, signed
whenever there are new entries. /docs describes all of it, and runs in a browser.
Requests are logged on stderr, one JSON object a line; the README lists the
settings that the environment gives. Ctrl+C and SIGTERM end it gently, a second
one at once.

Examples:
  hustings serve
  hustings serve --host 0.0.0.0 --port 8081 --ledger ./hustings.db
  hustings token add "Ada Editor" --role editor
  curl 'http://127.0.0.1:8080/api/v1/contests/labour-leader-2010/standings?asOf=2010-06-26'`;

/** What keeps a server from listening, and what helps. */
const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use; name another with --port, or stop what uses it',
  EADDRNOTAVAIL: 'is no address of this machine; name another with --host',
  ENOTFOUND: 'is not known; name another with --host',
  EACCES: 'may not be used by this account; name a port above 1023 with --port',
};

/** What keeps a server from listening, as a Failure. */
function refusal(error: unknown, { serve: { host, port } }: Config): unknown {
  const { syscall, code = '' } = error as NodeJS.ErrnoException;
  const remedy = REMEDIES[code];
  if (remedy === undefined || (syscall !== 'listen' && syscall !== 'getaddrinfo')) return error;
  const place = code === 'EADDRINUSE' || code === 'EACCES' ? `port ${port} of ${host}` : host;
  return new Failure(`${place} ${remedy}.`);
}

/** `hustings serve`. */
export function serveCommand(program: Command, context: Context): void {
  const command = program
    .command('serve')
    .description('answer over HTTP: pages, the API, its documentation, a live feed, and the log')
    .option('--host <host>', 'where to listen (default: $HUSTINGS_HOST or 127.0.0.1)')
    .option('--port <port>', 'which port; 0 for any that is free (default: $HUSTINGS_PORT or 8080)')
    .addHelpText('after', EXAMPLES);
  withLedger(command, false).action(async (flags: ServeFlags) => {
    const config = context.configure(flags);
    const { terminal } = context;
    const isNew = !context.exists(config);
    const service = context.open(config, 'write');
    const signers = demandSigners(context, config);
    const { signal } = context.hold();
    // Loaded here alone: no other command should wait for a server's code.
    const { serve } = await import('../http/serve.ts');
    await serve({
      service,
      tokens: context.tokens(config),
      signers,
      settings: config.serve,
      version: program.version() ?? '',
      log: terminal.err,
      randomBytes: context.randomBytes,
      signal,
      listening: (address) => {
        say(terminal, `${config.ledger} at ${address}${isNew ? ' (new, and empty)' : ''}`);
        say(terminal, `  pages ${address}/`);
        say(terminal, `  API ${address}/docs   log ${address}/log/checkpoint`);
        sayKey(context, config, signers[0]);
      },
    }).catch((error: unknown) => {
      throw refusal(error, config);
    });
  });
}
