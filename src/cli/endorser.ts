import type { Command } from 'commander';
import { askEndorser, type EndorserInContest } from '../ledger/queries/endorser.ts';
import { shown, type Value } from './answer.ts';
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

const COLUMNS = ['contest', 'category', 'what', 'candidate', 'on', 'until', 'how', 'entry'];

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

function rowsOf(part: EndorserInContest): Value[][] {
  const place = [part.contest, part.category];
  return [
    ...part.acts.map((act): Value[] => {
      const stage = act.stage === null ? null : `stage ${act.stage}`;
      return [
        ...place,
        act.kind,
        act.candidate,
        act.begun,
        act.ended,
        act.how ?? stage,
        act.entries.join(' '),
      ];
    }),
    ...part.choices.map((choice): Value[] => {
      const what = choice.form === 'recommendation' ? 'recommendation' : `choice ${choice.rank}`;
      return [
        ...place,
        what,
        choice.candidate,
        choice.on,
        null,
        'shown, not counted',
        choice.entry,
      ];
    }),
    ...part.stances.map((stance): Value[] => [
      ...place,
      stance.stance,
      null,
      stance.on,
      null,
      null,
      stance.entry,
    ]),
    ...part.expectations.map((each): Value[] => {
      return [
        ...place,
        each.likelihood,
        each.candidate,
        each.on,
        null,
        'an expectation, not counted',
        each.entry,
      ];
    }),
  ];
}

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
      const rows = record.contests.flatMap(rowsOf);
      const table = { head: HEAD, rows: rows.map(tableRow) };
      print(context, { body: record, columns: COLUMNS, rows, table }, flags);
      for (const part of record.contests) sayCited(context, part.sources);
    }),
  );
}
