import type { Command } from 'commander';
import { SERIES_COLUMNS, seriesRows } from '../interchange/rows/series.ts';
import { askSeries } from '../ledger/queries/series.ts';
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
import { say } from './terminal.ts';

const EXAMPLES = `
Examples:
  hustings series labour-leader-2010
  hustings series labour-leader-2020 --counts nominations -f csv > series.csv

A row for each day on which a count changes, whenever that is: certain is who
surely stood for the candidate, most is that and who may have. The day of
--as-of says of which day the digest is.`;

/** `hustings series C`. */
export function seriesCommand(program: Command, context: Context): void {
  const command = program
    .command('series')
    .argument('<contest>', 'the contest, as hustings contests lists it')
    .description('how the counts of a contest went, day by day')
    .addHelpText('after', EXAMPLES);
  withPolicy(withClocks(withLedger(command))).action((contest: string, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const series = await askSeries(service, contest, clocksIn(flags), flags.counts);
      headline(context, series.title ?? contest, series.clocks);
      const rows = seriesRows(series);
      print(context, { body: series, columns: SERIES_COLUMNS, rows }, flags);
      say(context.terminal, `digest of the standings: ${series.digest}`);
    }),
  );
}
