import type { Command } from 'commander';
import { CONTESTS_COLUMNS, contestRows } from '../interchange/rows/contests.ts';
import { askContests, type ListedContest } from '../ledger/queries/contests.ts';
import { shown } from './answer.ts';
import {
  type Context,
  clocksIn,
  clocksLine,
  print,
  type ReadFlags,
  withClocks,
  withLedger,
  withService,
} from './context.ts';
import { say } from './terminal.ts';

const HEAD = ['contest', 'title', 'opened', 'candidates', 'last change'];

function tableRow(contest: ListedContest): string[] {
  const { candidates, withdrawn } = contest;
  const stood = withdrawn === 0 ? `${candidates}` : `${candidates}, ${withdrawn} withdrawn`;
  return [
    contest.contest,
    shown(contest.title),
    shown(contest.opened),
    stood,
    shown(contest.lastChange),
  ];
}

const EXAMPLES = `
Examples:
  hustings contests
  hustings contests --as-of 2015-06-15 -f json`;

/** `hustings contests`. */
export function contestsCommand(program: Command, context: Context): void {
  const command = program
    .command('contests')
    .description('the contests of the ledger, by their opening')
    .addHelpText('after', EXAMPLES);
  withClocks(withLedger(command)).action((flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const list = await askContests(service, clocksIn(flags));
      const rows = contestRows(list);
      say(context.terminal, clocksLine(list.clocks));
      const table = { head: HEAD, rows: list.contests.map(tableRow) };
      print(context, { body: list, columns: CONTESTS_COLUMNS, rows, table }, flags);
      if (rows.length === 0) {
        say(
          context.terminal,
          'No contest was in this ledger then: try hustings demo, or hustings import FILE.',
        );
      }
    }),
  );
}
