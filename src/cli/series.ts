import type { Command } from 'commander';
import { SERIES_COLUMNS, seriesRows } from '../interchange/rows/series.ts';
import { askSeries } from '../ledger/queries/series.ts';
import { type Context, clocksIn, withPolicy } from './context.ts';
import { readingCommand } from './reading.ts';

const EXAMPLES = `
Examples:
  hustings series labour-leader-2010
  hustings series labour-leader-2020 --counts nominations -f csv > series.csv

A row for each day on which a count changes, whenever that is: certain is who
surely stood for the candidate, most is that and who may have. The day of
--as-of says of which day the digest is.`;

/** `hustings series C`. */
export function seriesCommand(program: Command, context: Context): void {
  readingCommand(program, context, {
    name: 'series',
    description: 'how the counts of a contest went, day by day',
    examples: EXAMPLES,
    flags: withPolicy,
    ask: (service, contest, flags) => askSeries(service, contest, clocksIn(flags), flags.counts),
    columns: SERIES_COLUMNS,
    rows: seriesRows,
  });
}
