import type { Command } from 'commander';
import type { Cell } from '../../projections/cell.ts';
import type { CandidateState } from '../../projections/on-day.ts';
import { STANDINGS_COLUMNS, standingsRows } from '../interchange/rows/standings.ts';
import { askEntry, type ShownEntry } from '../ledger/queries/entry.ts';
import { askStandings, type Standings } from '../ledger/queries/standings.ts';
import type { Service } from '../ledger/service.ts';
import {
  type Context,
  clocksIn,
  headline,
  print,
  type ReadFlags,
  withClocks,
  withLedger,
  withPolicy,
  withService,
} from './context.ts';
import type { Drawing } from './table.ts';
import { say } from './terminal.ts';

const EXAMPLES = `
Examples:
  hustings standings labour-leader-2010 --as-of 2010-06-26
  hustings standings labour-leader-2010 --as-of 2010-07-14 \\
    --reported-by 2010-06-26
  hustings standings labour-leader-2020 --as-of 2020-01-22 \\
    --counts nominations -f json

A table cell shows the named endorsers, "3" or "3–9" where 3 are certain and up
to 9 possible, and below them what the latest source printed. Rows (csv, tsv,
ndjson) are one a cell; those whose row is "undeclared" hold how many have yet
to declare in best, and where that number comes from in status.`;

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  const most = cell.certain + cell.possible;
  const named = cell.possible > 0 ? `${cell.certain}–${most}` : `${cell.certain}`;
  const lapsed = cell.lapsed > 0 ? `\n${cell.lapsed} lapsed` : '';
  if (cell.reported !== null) return `${named}${lapsed}\n${cell.reported.value} printed`;
  return `${most === 0 && cell.lapsed === 0 ? '·' : named}${lapsed}`;
}

function statusText(candidate: CandidateState): string {
  if (candidate.status === 'standing') return '';
  const on = candidate.statusOn === null ? '' : ` ${candidate.statusOn}`;
  return `\n${candidate.status.replace('-', ' ')}${on}`;
}

function tableOf(standings: Standings): Drawing {
  const rows = standings.candidates.map((candidate) => [
    `${candidate.name}${statusText(candidate)}`,
    ...standings.categories.map((category) => cellText(candidate.cells[category])),
  ]);
  const undeclared = standings.categories.map((category) => {
    const value = standings.undeclared[category]?.value ?? null;
    return value === null ? '?' : String(value);
  });
  return {
    head: ['', ...standings.categories],
    rows: [...rows, ['yet to declare', ...undeclared]],
    ruled: true,
  };
}

/** The sources of the printed figures that an answer shows, each once. */
async function printedSources(service: Service, standings: Standings): Promise<ShownEntry[]> {
  const ids = new Set(
    standings.candidates.flatMap((candidate) =>
      Object.values(candidate.cells).flatMap((cell) => cell.reported?.entry ?? []),
    ),
  );
  return Promise.all([...ids].sort().map((id) => askEntry(service, id)));
}

function legend(context: Context, standings: Standings, printed: readonly ShownEntry[]): void {
  const { terminal } = context;
  for (const { entry } of printed) {
    for (const source of entry.sources) {
      const published = source.published === undefined ? '' : `, ${source.published}`;
      say(terminal, `printed: ${source.publisher}${published}: ${source.title}`);
      say(terminal, `  ${source.url} (entry ${entry.id})`);
    }
  }
  for (const conflict of standings.conflicts) {
    const who = conflict.endorser ?? conflict.candidates.join(', ');
    const entries = conflict.entries.join(', ');
    say(terminal, `conflict (${conflict.kind}): ${who}: ${entries}`, 'yellow');
  }
  if (standings.erased > 0) say(terminal, `${standings.erased} entries were erased by law`);
  say(terminal, `digest ${standings.digest}`);
}

/** `hustings standings C`. */
export function standingsCommand(program: Command, context: Context): void {
  const command = program
    .command('standings')
    .argument('<contest>', 'the contest, as hustings contests lists it')
    .description('who backs whom in a contest, on any day, as reported or known by any moment')
    .addHelpText('after', EXAMPLES);
  withPolicy(withClocks(withLedger(command))).action((contest: string, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const standings = await askStandings(service, contest, clocksIn(flags), flags.counts);
      const title = standings.title ?? `${contest}: not yet in the ledger at that moment`;
      headline(context, title, standings.clocks);
      const table = tableOf(standings);
      print(
        context,
        { body: standings, columns: STANDINGS_COLUMNS, rows: standingsRows(standings), table },
        flags,
      );
      legend(context, standings, await printedSources(service, standings));
    }),
  );
}
