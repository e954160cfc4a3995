import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Line, openNdjson } from '../interchange/ndjson.ts';
import { contestsOf } from '../ledger/queries/asking.ts';
import { askStandings, type Standings } from '../ledger/queries/standings.ts';
import type { Service } from '../ledger/service.ts';
import { type Context, type Hold, print, withLedger, withService } from './context.ts';
import { Failure } from './failure.ts';
import { importAll, readAllLines } from './importing.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

const CONTEST = 'labour-leader-2010';

/** The days of the replay: before, between and after the two unions' decisions, and at the close. */
const DAYS = ['2010-06-24', '2010-06-26', '2010-07-05', '2010-07-14', '2010-07-26'];

const COLUMNS = ['as of', 'unions for', 'yet to declare', 'printed for David Miliband'];

const EXAMPLES = `
Loads the sample ledgers (five Labour contests, 2010–2020) and replays one of
them. The same again adds nothing. A ledger that holds contests of your own is
left alone: give --ledger another file.

Example:
  hustings demo --ledger /tmp/try.db`;

async function readSamples(context: Context, hold: Hold): Promise<Line[]> {
  const lines: Line[] = [];
  const files = readdirSync(context.samples).filter((name) => name.endsWith('.ndjson'));
  for (const file of files.sort()) {
    const name = join(context.samples, file);
    lines.push(...(await readAllLines(openNdjson(name, hold.signal), name, hold.signal)));
  }
  return lines;
}

/** Loads the samples, and says how many entries were new. */
async function load(
  context: Context,
  service: Service,
  lines: readonly Line[],
  hold: Hold,
): Promise<number> {
  const samples = new Set(lines.map((line) => line.contest));
  const other = (await contestsOf(service.store)).find((contest) => !samples.has(contest));
  if (other !== undefined) {
    throw new Failure(
      `this ledger holds ${other}, which is no sample, so the samples stay out of it; give --ledger another file.`,
    );
  }
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

const NEXT = [
  'standings labour-leader-2010 --as-of 2010-07-14',
  'standings labour-leader-2010 --as-of 2010-07-14 --reported-by 2010-06-26',
  'timeline labour-leader-2020 --as-of 2020-01-14',
  'compare labour-leader-2020 --from 2020-01-12 --to 2020-01-22',
  'endorser unison',
];

/** A file's name as a shell takes it. */
const quoted = (file: string): string =>
  /^[\w./~+-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;

function sayNext(context: Context, where: string): void {
  const { terminal } = context;
  say(terminal, '1–2 means: 1 certainly, up to 2 possibly, since papers date some acts loosely.');
  say(terminal, '');
  say(terminal, 'Try next (npx hustings … from here):');
  const ledger = where === './hustings.db' ? '' : ` --ledger ${quoted(where)}`;
  for (const line of NEXT) say(terminal, `  hustings ${line}${ledger}`);
}

/** `hustings demo`. */
export function demoCommand(program: Command, context: Context): void {
  const command = program
    .command('demo')
    .description('load the sample ledgers and replay a contest')
    .addHelpText('after', EXAMPLES);
  withLedger(command, false).action(async (flags: { ledger?: string }) => {
    const { terminal } = context;
    const hold = context.hold();
    const lines = await readSamples(context, hold);
    await withService(context, flags, 'write', async (service, { ledger }) => {
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
      sayNext(context, ledger);
    });
  });
}
