import type { Command } from 'commander';
import type { CheckedFigure } from '../../projections/checked-tally.ts';
import type { Range } from '../../projections/shares.ts';
import { RECONCILE_COLUMNS, reconcileRows } from '../interchange/rows/reconcile.ts';
import {
  askReconciliation,
  askReconciliations,
  type Reconciliation,
} from '../ledger/queries/reconciliation.ts';
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
import type { Drawing } from './table.ts';
import { say } from './terminal.ts';

const EXAMPLES = `
Examples:
  hustings reconcile labour-leader-2020
  hustings reconcile labour-leader-2010 --as-of 2010-07-14
  hustings reconcile

Every printed figure stands beside the named entries that its source could have
known on its day or the day before, since a table printed in the morning lacks
what happens in the afternoon: "2–7" named are 2 the day before and 7 at the
end of the day, and "10 not named" are in the figure and in no entry. On stderr
stand all claims that cannot all be true, each with who says it; in rows (csv,
tsv, ndjson) their "row" is their kind, beside "figure" and "declared". Without
a contest, all contests.`;

const limits = ({ least, most }: Range): string =>
  least === most ? `${most}` : `${least}–${most}`;

function outcomeText({ outcome, difference }: CheckedFigure): string {
  if (outcome === 'agrees') return 'agrees';
  return outcome === 'fewer-named'
    ? `${limits(difference)} not named`
    : `${limits(difference)} more named`;
}

function tableOf(all: readonly Reconciliation[]): Drawing {
  const rows = all.flatMap(({ tallies, sources }) =>
    tallies.flatMap((tally) => {
      const publisher = sources[tally.entry]?.[0]?.publisher ?? '';
      return tally.figures.map((figure, index) => [
        index === 0 ? `${shown(tally.on)} ${publisher}` : '',
        `${figure.candidate ?? 'all who had declared'}`,
        figure.category,
        `${figure.printed}`,
        limits(figure.named),
        outcomeText(figure),
      ]);
    }),
  );
  const head = ['printed', 'candidate', '', 'figure', 'named', 'outcome'];
  return { head, rows };
}

function sayContradictions(context: Context, { contradictions, tallies }: Reconciliation): void {
  const { terminal } = context;
  const figures = tallies.flatMap((tally) => tally.figures);
  const count = (outcome: string) => figures.filter((each) => each.outcome === outcome).length;
  if (figures.length === 0) say(terminal, 'No source prints figures by then.');
  else {
    say(
      terminal,
      `${figures.length} printed figures: ${count('agrees')} agree, ${count('fewer-named')} have more than are named, ${count('more-named')} fewer.`,
    );
  }
  if (contradictions.length === 0) say(terminal, 'No claims contradict each other.');
  for (const { kind, text } of contradictions)
    say(terminal, `contradiction (${kind}): ${text}`, 'yellow');
}

/** `hustings reconcile [C]`. */
export function reconcileCommand(program: Command, context: Context): void {
  const command = program
    .command('reconcile')
    .argument('[contest]', 'the contest, as hustings contests lists it (default: all)')
    .description('printed figures against the named entries, and claims that contradict')
    .addHelpText('after', EXAMPLES);
  withClocks(withLedger(command)).action((contest: string | undefined, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const asked = clocksIn(flags);
      const all =
        contest === undefined
          ? await askReconciliations(service, asked)
          : [await askReconciliation(service, contest, asked)];
      const rows = all.flatMap(reconcileRows);
      const body = contest === undefined ? { contests: all } : all[0];
      print(context, { body, columns: RECONCILE_COLUMNS, rows, table: tableOf(all) }, flags);
      for (const each of all) {
        headline(context, each.title ?? each.contest, each.clocks);
        sayContradictions(context, each);
        sayCited(context, each.sources);
        say(context.terminal, `digest of the standings: ${each.digest}`);
      }
    }),
  );
}
