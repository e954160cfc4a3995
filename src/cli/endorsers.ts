import type { Command } from 'commander';
import { ENDORSERS_COLUMNS, endorsersRows } from '../interchange/rows/endorsers.ts';
import { askEndorsers, type ListedEndorser } from '../ledger/queries/endorsers.ts';
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

const HEAD = ['endorser', 'name', 'contests'];

const tableRow = ({ endorser, name, contests }: ListedEndorser): string[] => [
  endorser,
  name,
  contests
    .map(({ contest, category }) => (category === null ? contest : `${contest} (${category})`))
    .join(', '),
];

const EXAMPLES = `
Examples:
  hustings endorsers
  hustings endorsers miliband
  hustings endorsers -f csv > endorsers.csv`;

/** `hustings endorsers [TEXT]`. */
export function endorsersCommand(program: Command, context: Context): void {
  const command = program
    .command('endorsers')
    .argument('[text]', 'only those whose names hold this text')
    .description('who is enrolled in any contest, by name')
    .addHelpText('after', EXAMPLES);
  withClocks(withLedger(command)).action((text: string | undefined, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const list = await askEndorsers(service, clocksIn(flags), text);
      const rows = endorsersRows(list);
      say(context.terminal, clocksLine(list.clocks));
      const table = { head: HEAD, rows: list.endorsers.map(tableRow) };
      print(context, { body: list, columns: ENDORSERS_COLUMNS, rows, table }, flags);
      if (rows.length === 0) say(context.terminal, 'No contest enrolled such an endorser then.');
    }),
  );
}
