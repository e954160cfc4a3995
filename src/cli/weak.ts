import type { Command } from 'commander';
import { WEAKNESSES } from '../../projections/weak.ts';
import { WEAK_COLUMNS, weakRows } from '../interchange/rows/weak.ts';
import { askWeak, type ListedWeakness } from '../ledger/queries/weak.ts';
import { brief } from './citations.ts';
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
import { say } from './terminal.ts';

const EXAMPLES = `
The lists:
  unsourced                 a claim about the world without a source: there must
                            be none
  single-source             one address says so, and no other claim of the same
                            act cites another
  published-after-recorded  impossible, so one of the two dates is wrong
  inferred-date             known to several days only, or worked out
                            (dateBasis)
  contradicts               cannot be true beside another claim
  other-hash                an address is cited elsewhere with other bytes
  same-words-other-hash     the same words of it are
  undated-source            without a day of publication, so that reportedBy
                            goes by when it was retrieved, or never shows it

Examples:
  hustings weak
  hustings weak labour-leader-2010 --list inferred-date -f csv
  hustings weak labour-leader-2020 --as-of 2020-01-22 -f json`;

interface WeakFlags extends ReadFlags {
  readonly list?: string;
}

function tableRow(weak: ListedWeakness): string[] {
  const others = weak.others.length === 0 ? '' : `\nbeside ${weak.others.map(brief).join(', ')}`;
  return [
    weak.weakness,
    `${weak.type}\n${weak.on ?? ''}`,
    `${weak.text}${others}`,
    brief(weak.entry),
  ];
}

/** `hustings weak [C]`. */
export function weakCommand(program: Command, context: Context): void {
  const command = program
    .command('weak')
    .argument('[contest]', 'the contest, as hustings contests lists it; all where left out')
    .description('claims whose provenance is weak, in lists, with how many each has')
    .option('--list <list>', 'only this list')
    .addHelpText('after', EXAMPLES);
  withClocks(withLedger(command)).action((contest: string | undefined, flags: WeakFlags) =>
    withService(context, flags, 'read', async (service) => {
      const answer = await askWeak(service, contest, clocksIn(flags), flags.list);
      headline(context, contest ?? 'All contests', answer.clocks);
      const rows = weakRows(answer);
      const head = ['list', 'claim', 'what is weak', 'entry'];
      const table = { head, rows: answer.rows.map(tableRow), ruled: true };
      print(context, { body: answer, columns: WEAK_COLUMNS, rows, table }, flags);
      const counts = WEAKNESSES.map((each) => `${each} ${answer.counts[each]}`);
      say(context.terminal, `of ${answer.claims} claims: ${counts.join(', ')}`);
      for (const [each, digest] of Object.entries(answer.digests)) {
        say(context.terminal, `digest of the standings of ${each}: ${digest}`);
      }
    }),
  );
}
