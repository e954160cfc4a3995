import { Command } from 'commander';
import { appendCommand } from './append.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import { ballotsCommand } from './ballots.ts';
import { bundleCommand } from './bundle.ts';
import { citeCommand } from './cite.ts';
import { compareCommand } from './compare.ts';
import { complain } from './complaint.ts';
import { contestsCommand } from './contests.ts';
import type { Context } from './context.ts';
import { demoCommand } from './demo.ts';
import { endorserCommand } from './endorser.ts';
import { eraseCommand } from './erase.ts';
import { expectationsCommand } from './expectations.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { keyCommand } from './key.ts';
import { provCommand } from './prov.ts';
import { provenanceCommand } from './provenance.ts';
import { rebuildCommand } from './rebuild.ts';
import { reconcileCommand } from './reconcile.ts';
import { resultsCommand } from './results.ts';
import { showCommand } from './show.ts';
import { stagesCommand } from './stages.ts';
import { standingsCommand } from './standings.ts';
import { plain } from './terminal.ts';
import { timelineCommand } from './timeline.ts';
import { undeclaredCommand } from './undeclared.ts';
import { verifyCommand } from './verify.ts';
import { verifyBundleCommand } from './verify-bundle.ts';
import { weakCommand } from './weak.ts';

const COMMANDS = [
  contestsCommand,
  standingsCommand,
  timelineCommand,
  compareCommand,
  undeclaredCommand,
  stagesCommand,
  ballotsCommand,
  expectationsCommand,
  resultsCommand,
  reconcileCommand,
  endorserCommand,
  showCommand,
  provenanceCommand,
  weakCommand,
  citeCommand,
  provCommand,
  bundleCommand,
  verifyBundleCommand,
  appendCommand,
  importCommand,
  exportCommand,
  keyCommand,
  eraseCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  rebuildCommand,
  demoCommand,
];

const ABOUT =
  'A ledger of political endorsements that replays any contest to any past day, on three clocks: how things stood on a day (--as-of), going only by what had been published (--reported-by), or by what this ledger held (--known-at).';

const EXAMPLES = `
Examples:
  hustings demo
  hustings standings labour-leader-2010 --as-of 2010-06-26
  hustings compare labour-leader-2020 --from 2020-01-12 --to 2020-01-22

Data goes to stdout, talk to stderr. A table on a terminal is TSV in a pipe.
Exit status: 0 fine, 1 refused or failed, 2 wrong use, 130 stopped by Ctrl+C.`;

/** Commander's complaints as all others: in one line that begins with the program's name. */
const complaint = (text: string): string => plain(text).replace(/^error: /, 'hustings: ');

function programOf(context: Context, version: string): Command {
  const { out, err } = context.terminal;
  const program = new Command('hustings')
    .description(ABOUT)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      outputError: (text, write) => write(complaint(text)),
      getOutHelpWidth: () => out.columns || 80,
      getErrHelpWidth: () => err.columns || 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const add of COMMANDS) add(program, context);
  program.showHelpAfterError('(hustings --help lists the commands)');
  for (const command of program.commands) {
    command.showHelpAfterError(`(hustings ${command.name()} --help shows how)`);
  }
  return program;
}

/** Commander answers `help nosuch` with all of its help, and no word on what was wrong. */
function checkHelpTopic(program: Command, [first, topic]: readonly string[]): void {
  if (first !== 'help' || topic === undefined || topic === 'help' || topic.startsWith('-')) return;
  const known = program.commands.some((command) => command.name() === topic);
  if (!known) program.parse([topic], { from: 'user' });
}

/** Runs a command line (without the program's own name); answers with the exit status. */
export async function run(
  args: readonly string[],
  context: Context,
  version: string,
): Promise<number> {
  const program = programOf(context, version);
  try {
    if (args.length === 0) {
      program.outputHelp();
      return 0;
    }
    checkHelpTopic(program, args);
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return complain(context.terminal, error);
  }
}
