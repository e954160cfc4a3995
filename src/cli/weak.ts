import type { Command } from 'commander';
import { WEAKNESSES, type Weakness } from '../../projections/weak.ts';
import type { Value } from '../interchange/rows/row.ts';
import { BadQuestion } from '../ledger/clocks.ts';
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

const COLUMNS = ['list', 'contest', 'entry', 'seq', 'type', 'on', 'text', 'url', 'others'];

const rowOf = (weak: ListedWeakness): Value[] => [
  weak.weakness,
  weak.contest,
  weak.entry,
  weak.seq,
  weak.type,
  weak.on,
  weak.text,
  weak.url,
  weak.others.join(' '),
];

function tableRow(weak: ListedWeakness): string[] {
  const others = weak.others.length === 0 ? '' : `\nbeside ${weak.others.map(brief).join(', ')}`;
  return [
    weak.weakness,
    `${weak.type}\n${weak.on ?? ''}`,
    `${weak.text}${others}`,
    brief(weak.entry),
  ];
}

function listIn({ list }: WeakFlags): Weakness | undefined {
  const known = WEAKNESSES.find((each) => each === list);
  if (known !== undefined || list === undefined) return known;
  throw new BadQuestion('list', `list must be one of ${WEAKNESSES.join(', ')} (got ${list}).`);
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
      const list = listIn(flags);
      const answer = await askWeak(service, contest, clocksIn(flags));
      const shown = answer.rows.filter((each) => list === undefined || each.weakness === list);
      headline(context, contest ?? 'All contests', answer.clocks);
      const rows = shown.map(rowOf);
      const head = ['list', 'claim', 'what is weak', 'entry'];
      const table = { head, rows: shown.map(tableRow), ruled: true };
      print(context, { body: { ...answer, rows: shown }, columns: COLUMNS, rows, table }, flags);
      const counts = WEAKNESSES.map((each) => `${each} ${answer.counts[each]}`);
      say(context.terminal, `of ${answer.claims} claims: ${counts.join(', ')}`);
      for (const [each, digest] of Object.entries(answer.digests)) {
        say(context.terminal, `digest of the standings of ${each}: ${digest}`);
      }
    }),
  );
}
