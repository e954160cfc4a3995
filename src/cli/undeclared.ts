import type { Command } from 'commander';
import type { Range } from '../../projections/shares.ts';
import type { PrintedFigure, Silence } from '../../projections/silence.ts';
import { listed, UNDECLARED_COLUMNS, undeclaredRows } from '../interchange/rows/undeclared.ts';
import { askUndeclared, type UndeclaredList } from '../ledger/queries/undeclared.ts';
import { brief } from './citations.ts';
import { type Context, clocksIn, withPolicy } from './context.ts';
import { readingCommand } from './reading.ts';

const EXAMPLES = `
Examples:
  hustings undeclared labour-leader-2020 --as-of 2020-01-30
  hustings undeclared labour-leader-2010 --as-of 2010-07-14

Those known by name are listed under what is known of them: silent, perhaps
declared (on an uncertain date), lapsed (their candidate has left), or the
stance that they took. Who the ledger does not know by name is a number.`;

const limits = ({ least, most }: Range): string =>
  least === most ? `${most}` : `${least}–${most}`;

const dated = ({ on, entry }: PrintedFigure): string => `${on} (${brief(entry)})`;

function tableRow(silence: Silence, names: UndeclaredList['names']): string[] {
  const { category, undeclared, basis, size, unnamed, printed, completeAsOf } = silence;
  const groups = Map.groupBy(listed(silence), (each) => each.how);
  const who = [...groups].map(([how, all]) => {
    const told = all.slice(0, 12).map(({ endorser }) => names[endorser] ?? endorser);
    const more = all.length > 12 ? ` and ${all.length - 12} more` : '';
    return `${how}: ${told.join(', ')}${more}`;
  });
  const strangers = unnamed === null || unnamed.most === 0 ? [] : [`not named: ${limits(unnamed)}`];
  const complete = completeAsOf === null ? [] : [`complete as of ${dated(completeAsOf)}`];
  const said = printed === null ? [] : [`printed: ${printed.value} on ${dated(printed)}`];
  return [
    category,
    undeclared === null ? '?' : `${undeclared} (${basis})`,
    size === null ? '?' : limits(size),
    [...who, ...strangers, ...said, ...complete].join('\n'),
  ];
}

/** `hustings undeclared C`. */
export function undeclaredCommand(program: Command, context: Context): void {
  readingCommand(program, context, {
    name: 'undeclared',
    description: 'who has not declared: by name, by number, and who backs nobody and how',
    examples: EXAMPLES,
    flags: withPolicy,
    ask: (service, contest, flags) =>
      askUndeclared(service, contest, clocksIn(flags), flags.counts),
    columns: UNDECLARED_COLUMNS,
    rows: undeclaredRows,
    table: ({ categories, names }) => ({
      head: ['', 'yet to declare', 'of', 'who'],
      rows: categories.map((each) => tableRow(each, names)),
      ruled: true,
    }),
    nothing: 'The contest had no categories of endorser in this ledger then.',
  });
}
