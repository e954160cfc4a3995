import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { type Line, openNdjson } from '../interchange/ndjson.ts';
import { contestsOf } from '../ledger/queries/asking.ts';
import { askStandings, type Standings } from '../ledger/queries/standings.ts';
import type { Service } from '../ledger/service.ts';
import { type Context, type Hold, print, withLedger, withService } from './context.ts';
import { CONTEST, sayLegend, sayNext } from './demo-talk.ts';
import { Failure } from './failure.ts';
import { importAll, readAllLines } from './importing.ts';
import { withProgress } from './progress.ts';
import { withAddress } from './serving.ts';
import { say } from './terminal.ts';

/** The days of the replay: before, between and after the two unions' decisions, and at the close. */
const DAYS = ['2010-06-24', '2010-06-26', '2010-07-05', '2010-07-14', '2010-07-26'];

const COLUMNS = ['as of', 'unions for', 'yet to declare', 'printed for David Miliband'];

const EXAMPLES = `
Loads the sample ledgers (five Labour contests, 2010–2020) and replays one of
them. The same again adds nothing. A ledger that holds contests of your own is
left alone: give --ledger another file.

--serve goes on as hustings serve does, and lends a token to append and audit
with, which is revoked at the end. On a terminal it logs warnings alone, unless
HUSTINGS_LOG_LEVEL says otherwise. npm start does this.

Examples:
  hustings demo --ledger /tmp/try.db
  hustings demo --serve --port 8081`;

async function readSamples(context: Context, hold: Hold): Promise<Line[]> {
  const lines: Line[] = [];
  const files = readdirSync(context.samples).filter((name) => name.endsWith('.ndjson'));
  for (const file of files.sort()) {
    const name = join(context.samples, file);
    lines.push(...(await readAllLines(openNdjson(name, hold.signal), name, hold.signal)));
  }
  return lines;
}

/** Refuses a ledger that holds contests of somebody's own. */
async function refuseOthers(
  service: Service,
  lines: readonly Line[],
  { database }: Config,
  serve: boolean,
): Promise<void> {
  const samples = new Set(lines.map((line) => line.contest));
  const other = (await contestsOf(service.store)).find((contest) => !samples.has(contest));
  if (other === undefined) return;
  const another = database === null ? 'another file' : 'a file, or name another database';
  const remedy = `give --ledger ${another}${serve ? ', or serve this one with hustings serve' : ''}`;
  throw new Failure(
    `this ledger holds ${other}, which is no sample, so the samples stay out of it; ${remedy}.`,
  );
}

/** Loads the samples; answers with how many entries were new. */
async function load(
  context: Context,
  service: Service,
  lines: readonly Line[],
  hold: Hold,
): Promise<number> {
  const attempt = { recordedBy: 'samples', how: 'try-and-store' } as const;
  const { appended } = await withProgress(context.terminal, 'loading', (progress) =>
    importAll(context, service, attempt, { name: 'samples', lines, strict: false, hold, progress }),
  );
  return appended;
}

function unions(standings: Standings): string {
  const backed = standings.candidates.flatMap(({ name, cells }) => {
    const { certain = 0, possible = 0 } = cells.TU ?? {};
    if (certain + possible === 0) return [];
    return [`${name} ${possible > 0 ? `${certain}–${certain + possible}` : certain}`];
  });
  return backed.length === 0 ? 'nobody' : backed.join(', ');
}

function printed(standings: Standings): string {
  const cell = standings.candidates.find((each) => each.candidate === 'david-miliband')?.cells;
  const figures = ['MP', 'CLP', 'MEP', 'TU'].flatMap((category) => {
    const value = cell?.[category]?.reported?.value;
    return value === undefined ? [] : [`${value} ${category}`];
  });
  return figures.join(', ');
}

async function replay(service: Service): Promise<string[][]> {
  const rows: string[][] = [];
  for (const asOf of DAYS) {
    const standings = await askStandings(service, CONTEST, { asOf });
    const left = standings.undeclared.TU?.value;
    rows.push([asOf, unions(standings), `${left ?? '?'} of 14`, printed(standings)]);
  }
  return rows;
}

interface DemoFlags {
  readonly ledger?: string;
  readonly serve?: boolean;
  readonly host?: string;
  readonly port?: string;
}

/** On a terminal the log of requests would bury what is said of addresses and the token. */
function configOf(context: Context, flags: DemoFlags): Config {
  const { serve = false, host, port } = flags;
  if (!serve && (host ?? port) !== undefined) {
    throw new Failure('--host and --port say where to serve: give --serve, too.', 2);
  }
  const quiet = context.terminal.err.isTTY === true;
  return context.configure(flags, quiet ? { HUSTINGS_LOG_LEVEL: 'warn' } : {});
}

/** Loads the samples and replays a contest. */
async function show(context: Context, flags: DemoFlags, hold: Hold): Promise<void> {
  const { terminal } = context;
  const lines = await readSamples(context, hold);
  await withService(context, flags, 'write', async (service, config) => {
    const { ledger } = config;
    await refuseOthers(service, lines, config, flags.serve === true);
    const appended = await load(context, service, lines, hold);
    hold.pause();
    const contests = new Set(lines.map((line) => line.contest)).size;
    const news = appended === 0 ? 'all of them there already' : `${appended} of them new`;
    say(terminal, `${ledger}: ${contests} contests, ${lines.length} entries, ${news}.`);
    say(terminal, '');
    const title = 'Labour leadership 2010, unions: "two weeks ago only USDAW had declared"';
    say(terminal, title, 'bold');
    const rows = await replay(service);
    print(context, { body: rows, columns: COLUMNS, rows }, {});
    sayLegend(terminal);
  });
}

/** `hustings demo`. */
export function demoCommand(program: Command, context: Context): void {
  const command = program
    .command('demo')
    .description('load the sample ledgers and replay a contest')
    .option('--serve', 'then serve pages and API, with a token to write with, until Ctrl+C');
  withAddress(withLedger(command, false)).addHelpText('after', EXAMPLES);
  command.action(async (flags: DemoFlags) => {
    const config = configOf(context, flags);
    const hold = context.hold();
    await show(context, flags, hold);
    if (flags.serve !== true) return sayNext(context.terminal, config);
    // Loaded here alone: who only replays needs no server and no token.
    const { serveDemo } = await import('./demo-serve.ts');
    await serveDemo(context, { config, version: program.version() ?? '', hold });
  });
}
