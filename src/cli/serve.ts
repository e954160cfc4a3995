import type { Command } from 'commander';
import { type Context, withLedger } from './context.ts';
import { sayKey } from './log-keys.ts';
import { serveLedger, withAddress } from './serving.ts';
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
one at once. Of a ledger in a database (HUSTINGS_STORE) any number of servers may
run, each with a copy of its own (HUSTINGS_COPY) that it follows the database with.

Examples:
  hustings serve
  hustings serve --host 0.0.0.0 --port 8081 --ledger ./hustings.db
  hustings token add "Ada Editor" --role editor
  curl 'http://127.0.0.1:8080/api/v1/contests/labour-leader-2010/standings?asOf=2010-06-26'`;

/** `hustings serve`. */
export function serveCommand(program: Command, context: Context): void {
  const command = program
    .command('serve')
    .description('answer over HTTP: pages, the API, its documentation, a live feed, and the log');
  withAddress(withLedger(command, false)).addHelpText('after', EXAMPLES);
  command.action(async (flags: ServeFlags) => {
    const config = context.configure(flags);
    const { terminal } = context;
    const isNew = !context.exists(config);
    await serveLedger(context, {
      config,
      service: await context.open(config, 'write'),
      version: program.version() ?? '',
      signal: context.hold().signal,
      listening: (address, signer) => {
        say(terminal, `${config.ledger} at ${address}${isNew ? ' (new, and empty)' : ''}`);
        if (config.database !== null) say(terminal, `  read from its copy ${config.database.copy}`);
        say(terminal, `  pages ${address}/`);
        say(terminal, `  API ${address}/docs   log ${address}/log/checkpoint`);
        sayKey(context, config, signer);
      },
    });
  });
}
