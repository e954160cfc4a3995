import { type Command, Option } from 'commander';
import { type Context, withLedger, withService } from './context.ts';
import { EXPORT_FORMATS, type ExportFlags, type ExportFormat, exportAs } from './export-formats.ts';
import { exportLog } from './export-log.ts';
import { Failure } from './failure.ts';

const EXAMPLES = `
ndjson: every entry as one JSON object a line, in order of sequence number:
{"leaf": the envelope, "salt": base64, "payload": …}; of an entry that the law
has had erased the leaf alone. hustings import takes the file back, ids and
hashes kept.

csv, parquet: one row an act (an endorsement or a nomination, told by one claim
or more): who, whom, from when to when, how sure, and its sources.
popolo: people, organizations and who backs whom as one JSON document.
These go by the two clocks; docs/exporting.md has their columns and terms.

--log signs a checkpoint over all entries and writes the transparency log as
files: checkpoint, checkpoints/<size>, tile/… (c2sp.org/tlog-tiles) and vkey.
The same directory again carries it on. What it proves: nothing was rewritten
since a checkpoint left your hands. Not that a claim is true.

Examples:
  hustings export > all.ndjson
  hustings export --contest labour-leader-2010 | head -1
  hustings export -f csv --sheet --out acts.csv
  hustings export -f parquet --reported-by 2020-01-15 --out acts.parquet
  hustings export -f popolo --people MP,MEP --bodies CLP,TU,SS > popolo.json
  hustings export --log ./public/log`;

/** A list of categories, as in MP,MEP. */
const listed = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
];

type FlagName = Exclude<keyof ExportFlags, 'ledger' | 'format' | 'log' | 'contest' | 'out'>;

/** Which formats a flag is for; the others know nothing of it. */
const ONLY_FOR: Readonly<Record<FlagName, readonly ExportFormat[]>> = {
  sheet: ['csv'],
  reportedBy: ['csv', 'parquet', 'popolo'],
  knownAt: ['csv', 'parquet', 'popolo'],
  people: ['popolo'],
  bodies: ['popolo'],
};

const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Refuses flags that mean nothing together. */
function check(flags: ExportFlags, isTerminal: boolean): void {
  const { format = 'ndjson', log, ledger: _, ...others } = flags;
  const [other] = Object.keys(others);
  const beside = flags.format === undefined ? other : 'format';
  if (log !== undefined) {
    if (beside === undefined) return;
    throw new Failure(
      `--log writes the log of the whole ledger as files, and knows no ${flagOf(beside)}; leave one of them out.`,
      2,
    );
  }
  for (const name of Object.keys(ONLY_FOR) as FlagName[]) {
    if (flags[name] === undefined || ONLY_FOR[name].includes(format)) continue;
    const formats = ONLY_FOR[name].map((each) => `-f ${each}`).join(' or ');
    throw new Failure(`${flagOf(name)} is for ${formats}; ${format} has no use for it.`, 2);
  }
  if (format === 'parquet' && flags.out === undefined && isTerminal) {
    throw new Failure(
      'Parquet is no text for a terminal; name a file with --out, or send it into a pipe.',
      2,
    );
  }
}

const formatOption = () =>
  new Option('-f, --format <format>', 'what to write (default: ndjson)').choices(EXPORT_FORMATS);

/** `hustings export`. */
export function exportCommand(program: Command, context: Context): void {
  const command = program
    .command('export')
    .description(
      'write the ledger as NDJSON, its acts as CSV, Parquet or Popolo, or its log as files',
    )
    .addOption(formatOption())
    .option('--contest <contest>', 'only this contest')
    .option('--out <file>', 'write to this new file instead of stdout, whole or not at all')
    .option('--sheet', 'csv that is safe to open in a spreadsheet (not to be read back)')
    .option('--reported-by <day>', 'going only by what was surely published by this day')
    .option('--known-at <seq|instant>', 'going only by what this ledger held then')
    .option('--people <categories>', 'popolo: categories whose endorsers are persons', listed)
    .option('--bodies <categories>', 'popolo: categories whose endorsers are bodies', listed)
    .option('--log <directory>', 'sign a checkpoint and write the transparency log there')
    .addHelpText('after', EXAMPLES);
  withLedger(command, false).action(async (flags: ExportFlags) => {
    check(flags, context.terminal.out.isTTY === true);
    if (flags.log !== undefined) return exportLog(context, flags, flags.log);
    await withService(context, flags, 'read', (service) => exportAs(context, service, flags));
  });
}
