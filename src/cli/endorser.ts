import type { Command } from 'commander';
import { ENDORSER_COLUMNS, endorserRows } from '../interchange/rows/endorser.ts';
import type { Value } from '../interchange/rows/row.ts';
import { askEndorser } from '../ledger/queries/endorser.ts';
import { shown } from './answer.ts';
import { sayCited } from './citations.ts';
import {
  type Context,
  clocksIn,
  headline,
  print,
  type ReadFlags,
  withClocks,
  withLedger,
  withService,
} from './context.ts';

const HEAD = ['contest', 'what', 'candidate', 'on', 'entries'];

/** Ids as far as hustings show needs them. */
const brief = (ids: string): string => ids.replace(/\b([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1');

/** A row for a reader: what belongs together in one cell. */
function tableRow(row: readonly Value[]): string[] {
  const [contest, category, what, candidate, on, until, how, ids] = row.map(shown);
  const place = category === '' ? `${contest}` : `${contest} (${category})`;
  const when = until === '' ? `${on}` : `${on} until ${until}`;
  const told = how === '' ? `${what}` : `${what}: ${how}`;
  return [place, told, `${candidate}`, when, brief(`${ids}`)];
}

const EXAMPLES = `
Examples:
  hustings endorser unison
  hustings endorser num -f json`;

/** `hustings endorser E`. */
export function endorserCommand(program: Command, context: Context): void {
  const command = program
    .command('endorser')
    .argument('<endorser>', 'the endorser, as in unison')
    .description('what an endorser did across all contests and years')
    .addHelpText('after', EXAMPLES);
  withClocks(withLedger(command)).action((endorser: string, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const record = await askEndorser(service, endorser, clocksIn(flags));
      const others = record.names.filter((name) => name !== endorser);
      const title =
        others.length === 0 ? record.name : `${record.name} (also ${others.join(', ')})`;
      headline(context, title, record.clocks);
      const rows = endorserRows(record);
      const table = { head: HEAD, rows: rows.map(tableRow) };
      print(context, { body: record, columns: ENDORSER_COLUMNS, rows, table }, flags);
      for (const part of record.contests) sayCited(context, part.sources);
    }),
  );
}
