import type { Command } from 'commander';
import type { Reason } from '../../projections/reasons.ts';
import { backed, COMPARE_COLUMNS, compareRows } from '../interchange/rows/compare.ts';
import { type AskedClocks, BadQuestion } from '../ledger/clocks.ts';
import { clocksOf, requireContest } from '../ledger/queries/asking.ts';
import { askComparison, type Comparison } from '../ledger/queries/compare.ts';
import type { Service } from '../ledger/service.ts';
import { shown } from './answer.ts';
import { cellLines } from './cell-lines.ts';
import {
  type Context,
  clocksLine,
  print,
  type ReadFlags,
  withLedger,
  withPolicy,
  withService,
} from './context.ts';
import { Failure } from './failure.ts';
import type { Drawing } from './table.ts';
import { say } from './terminal.ts';

interface CompareFlags extends ReadFlags {
  readonly from?: string;
  readonly to?: string;
  readonly fromReportedBy?: string;
  readonly toReportedBy?: string;
  readonly fromKnownAt?: string;
  readonly toKnownAt?: string;
}

const EXAMPLES = `
Whom each endorser backed before and backs after; "x?" where that is possible
and not certain.

Examples:
  hustings compare labour-leader-2010 --from 2010-06-26 --to 2010-07-14
  hustings compare labour-leader-2010 --from 2010-07-26 --to 2010-07-26 \\
    --from-reported-by 2010-07-21
  hustings compare labour-leader-2020 --from 2020-02-14 --from-known-at 500`;

type Which = 'from' | 'to';

/** One side's clocks: its own flag first, else the one that holds for both. */
function side(flags: CompareFlags, which: Which): AskedClocks {
  const own = which === 'from';
  return {
    asOf: own ? flags.from : flags.to,
    reportedBy: (own ? flags.fromReportedBy : flags.toReportedBy) ?? flags.reportedBy,
    knownAt: (own ? flags.fromKnownAt : flags.toKnownAt) ?? flags.knownAt,
  };
}

/** The flag that set a clock of one side. */
function flagOf(flags: CompareFlags, which: Which, parameter: string): string {
  if (parameter === 'asOf') return `--${which}`;
  const own = which === 'from' ? flags.fromKnownAt : flags.toKnownAt;
  const ownReported = which === 'from' ? flags.fromReportedBy : flags.toReportedBy;
  if (parameter === 'knownAt') return own === undefined ? '--known-at' : `--${which}-known-at`;
  return ownReported === undefined ? '--reported-by' : `--${which}-reported-by`;
}

/** Refuses a clock under the name of the flag that set it. */
async function checkSide(service: Service, flags: CompareFlags, which: Which): Promise<void> {
  try {
    await clocksOf(service, side(flags, which));
  } catch (error) {
    if (!(error instanceof BadQuestion)) throw error;
    const flag = flagOf(flags, which, error.parameter);
    throw new Failure(error.message.replace(error.parameter, flag), 2);
  }
}

/** The reasons whose text is the same for every change: told once, below the table. */
const isGeneral = ({ tag }: Reason): boolean => tag === 'backdated' || tag === 'reported';

function whyText(reason: Reason): string {
  if (isGeneral(reason)) return reason.tag;
  return reason.tag === 'happened' ? reason.text : `${reason.tag}: ${reason.text}`;
}

function tableOf(comparison: Comparison): Drawing {
  const rows = comparison.changes.map((change) => [
    change.tag,
    change.category === null ? change.endorser : `${change.endorser} (${change.category})`,
    shown(backed(change.before, change.was)),
    shown(backed(change.after, change.is)),
    change.because.map(whyText).join('; '),
  ]);
  return { head: ['change', 'endorser', 'before', 'after', 'why'], rows };
}

function tell(context: Context, comparison: Comparison): void {
  const { terminal } = context;
  const reasons = comparison.changes.flatMap((change) => change.because).filter(isGeneral);
  for (const line of new Set(reasons.map(({ tag, text }) => `${tag}: ${text}`)))
    say(terminal, line);
  for (const line of cellLines(comparison.cells)) say(terminal, line);
  if (comparison.changes.length === 0) say(terminal, 'No endorser changed between the two.');
  say(terminal, `digests ${comparison.from.digest}\n    and ${comparison.to.digest}`);
}

/** `hustings compare C`. */
export function compareCommand(program: Command, context: Context): void {
  const command = program
    .command('compare')
    .argument('<contest>', 'the contest, as hustings contests lists it')
    .description('who changed between two moments on any clock, and why')
    .requiredOption('--from <day>', 'the first day')
    .option('--to <day>', 'the second day (default: today)')
    .option('--reported-by <day>', 'both going only by what was surely published by this day')
    .option('--from-reported-by <day>', 'only the first')
    .option('--to-reported-by <day>', 'only the second')
    .option('--known-at <seq|instant>', 'both going only by what this ledger held then')
    .option('--from-known-at <seq|instant>', 'only the first')
    .option('--to-known-at <seq|instant>', 'only the second')
    .addHelpText('after', EXAMPLES);
  withPolicy(withLedger(command)).action((contest: string, flags: CompareFlags) =>
    withService(context, flags, 'read', async (service) => {
      const { terminal } = context;
      await requireContest(service, contest);
      await checkSide(service, flags, 'from');
      await checkSide(service, flags, 'to');
      const [from, to] = [side(flags, 'from'), side(flags, 'to')];
      const comparison = await askComparison(service, contest, from, to, flags.counts);
      say(terminal, comparison.title ?? comparison.contest, 'bold');
      say(terminal, `from ${clocksLine(comparison.from.clocks)}`);
      say(terminal, `to   ${clocksLine(comparison.to.clocks)}`);
      const table = tableOf(comparison);
      const rows = compareRows(comparison);
      print(context, { body: comparison, columns: COMPARE_COLUMNS, rows, table }, flags);
      tell(context, comparison);
    }),
  );
}
