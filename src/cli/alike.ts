import type { Command } from 'commander';
import { ALIKE_COLUMNS, alikeRows } from '../interchange/rows/alike.ts';
import {
  type AlikeList,
  type AlikeName,
  askAlike,
  type ListedAlike,
} from '../ledger/queries/alike.ts';
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
Nothing is merged by it: it lists candidates, and you decide. Reasons say what
differs and was looked past (titles, spelling, acronym …); "against" says what
makes two endorsers likelier, as two categories in one contest, which no merge
may join. A pair is strong where no reason is a weak one and nothing speaks
against it; --all lists the weak ones too. Merged names are not listed; once the
merge is struck they are again.

Examples:
  hustings alike
  hustings alike --contest labour-leader-2020 --all
  hustings alike --name "Sir Bob Neill"
  echo '{"type":"EndorserMerged","data":{"endorser":"sir-bob-neill",
         "into":"bob-neill","why":"One member under two names."}}' |
    hustings append register
  echo '{"type":"EntryStruck","data":{"entry":"<the merge>",
         "why":"They are two."}}' | hustings append register`;

interface AlikeFlags extends ReadFlags {
  readonly contest?: string;
  readonly name?: string;
  readonly all?: boolean;
}

const HEAD = ['one', 'other', 'strength', 'reasons', 'against', 'contests'];

const told = ({ endorser, names }: AlikeName): string =>
  [...names, ...(endorser === null ? [] : [`(${endorser})`])].join('\n');

const tableRow = ({ one, other, strength, reasons, against }: ListedAlike): string[] => [
  told(one),
  told(other),
  strength,
  reasons.join(', '),
  against.join(', '),
  [...new Set([...one.contests, ...other.contests])].join(', '),
];

/** What to write where no strong pair is there to show it by. */
const ANY = { endorser: 'ONE-SLUG', into: 'OTHER-SLUG' };

/** Which of two is merged into the other: the one that fewer contests know. */
function mergeOf({ strength, one, other }: ListedAlike): { endorser: string; into: string }[] {
  if (strength === 'weak' || one.endorser === null || other.endorser === null) return [];
  return one.contests.length < other.contests.length
    ? [{ endorser: one.endorser, into: other.endorser }]
    : [{ endorser: other.endorser, into: one.endorser }];
}

/** Says how many there are, and how to merge two and to undo it. */
function explain({ terminal }: Context, { name, endorsers, counts, pairs }: AlikeList): void {
  const left = counts.weak > 0 && !pairs.some(({ strength }) => strength === 'weak');
  const more = left ? ' (--all lists them)' : '';
  say(terminal, `of ${endorsers} endorsers: ${counts.strong} strong, ${counts.weak} weak${more}`);
  if (pairs.length === 0 || name !== null) return;
  const merge = pairs.flatMap(mergeOf)[0] ?? ANY;
  const entry = { type: 'EndorserMerged', data: { ...merge, why: 'One endorser, two names.' } };
  const struck = { type: 'EntryStruck', data: { entry: 'ID-OF-THE-MERGE', why: 'They are two.' } };
  say(terminal, 'Nothing is merged until you say so, as by');
  say(terminal, `  echo '${JSON.stringify(entry)}' | hustings append register`);
  say(terminal, 'and that is undone, with the id that it prints, by');
  say(terminal, `  echo '${JSON.stringify(struck)}' | hustings append register`);
}

/** `hustings alike`. */
export function alikeCommand(program: Command, context: Context): void {
  const command = program
    .command('alike')
    .description('who may be one endorser under several names, and why')
    .option('--contest <contest>', 'only where this contest enrols one of the two')
    .option('--name <name>', 'who is like this name, as before enrolling somebody')
    .option('--all', 'the weak ones too')
    .addHelpText('after', EXAMPLES);
  withClocks(withLedger(command)).action((flags: AlikeFlags) =>
    withService(context, flags, 'read', async (service) => {
      const { contest, name, all } = flags;
      const list = await askAlike(service, { contest, name, all }, clocksIn(flags));
      headline(context, name ?? contest ?? 'All contests', list.clocks);
      const table = { head: HEAD, rows: list.pairs.map(tableRow), ruled: true };
      const rows = alikeRows(list);
      print(context, { body: list, columns: ALIKE_COLUMNS, rows, table }, flags);
      explain(context, list);
    }),
  );
}
