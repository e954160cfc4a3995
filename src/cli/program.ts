import { Command } from 'commander';
import { plain } from '../../events/plain.ts';
import { complain } from './complaint.ts';
import type { Context } from './context.ts';

/** Adds a command to the program. */
type Adds = (program: Command, context: Context) => void;

/** Every command by its name, in the groups of the help. Each is loaded when it is asked for alone. */
const COMMANDS: readonly (readonly [
  group: string,
  Readonly<Record<string, () => Promise<Adds>>>,
])[] = [
  [
    'Replay:',
    {
      contests: async () => (await import('./contests.ts')).contestsCommand,
      standings: async () => (await import('./standings.ts')).standingsCommand,
      timeline: async () => (await import('./timeline.ts')).timelineCommand,
      series: async () => (await import('./series.ts')).seriesCommand,
      compare: async () => (await import('./compare.ts')).compareCommand,
      endorsers: async () => (await import('./endorsers.ts')).endorsersCommand,
      alike: async () => (await import('./alike.ts')).alikeCommand,
      endorser: async () => (await import('./endorser.ts')).endorserCommand,
      undeclared: async () => (await import('./undeclared.ts')).undeclaredCommand,
    },
  ],
  [
    'What decides a contest:',
    {
      stages: async () => (await import('./stages.ts')).stagesCommand,
      ballots: async () => (await import('./ballots.ts')).ballotsCommand,
      expectations: async () => (await import('./expectations.ts')).expectationsCommand,
      points: async () => (await import('./points.ts')).pointsCommand,
      results: async () => (await import('./results.ts')).resultsCommand,
      reconcile: async () => (await import('./reconcile.ts')).reconcileCommand,
    },
  ],
  [
    'Evidence and proofs:',
    {
      show: async () => (await import('./show.ts')).showCommand,
      provenance: async () => (await import('./provenance.ts')).provenanceCommand,
      weak: async () => (await import('./weak.ts')).weakCommand,
      cite: async () => (await import('./cite.ts')).citeCommand,
      prov: async () => (await import('./prov.ts')).provCommand,
      bundle: async () => (await import('./bundle.ts')).bundleCommand,
      'verify-bundle': async () => (await import('./verify-bundle.ts')).verifyBundleCommand,
      verify: async () => (await import('./verify.ts')).verifyCommand,
      key: async () => (await import('./key.ts')).keyCommand,
    },
  ],
  [
    'Write:',
    {
      append: async () => (await import('./append.ts')).appendCommand,
      import: async () => (await import('./import.ts')).importCommand,
      erase: async () => (await import('./erase.ts')).eraseCommand,
    },
  ],
  [
    'Keep and serve:',
    {
      export: async () => (await import('./export.ts')).exportCommand,
      backup: async () => (await import('./backup.ts')).backupCommand,
      restore: async () => (await import('./backup.ts')).restoreCommand,
      move: async () => (await import('./move.ts')).moveCommand,
      rebuild: async () => (await import('./rebuild.ts')).rebuildCommand,
      serve: async () => (await import('./serve.ts')).serveCommand,
      token: async () => (await import('./token.ts')).tokenCommand,
      demo: async () => (await import('./demo.ts')).demoCommand,
    },
  ],
];

const ABOUT =
  'A ledger of political endorsements that replays any contest to any past day, on three clocks: how things stood on a day (--as-of), going only by what had been published (--reported-by), or by what this ledger held (--known-at).';

const EXAMPLES = `
Examples:
  hustings demo --serve
  hustings standings labour-leader-2010 --as-of 2010-06-26
  hustings compare labour-leader-2020 --from 2020-01-12 --to 2020-01-22

Data goes to stdout, talk to stderr. A table on a terminal is TSV in a pipe.
Exit status: 0 fine, 1 refused or failed, 2 wrong use, 130 stopped by Ctrl+C.`;

/** Commander's complaints as all others: in one line that begins with the program's name. */
const complaint = (text: string): string => plain(text).replace(/^error: /, 'hustings: ');

/** A command that is loaded, and the group that it stands in. */
interface Loaded {
  readonly group: string;
  readonly add: Adds;
}

/** The commands that a command line needs: the one that it names, or all, to help and to ask what was meant. */
function neededBy([first = '']: readonly string[]): Promise<Loaded[]> {
  const all = COMMANDS.flatMap(([group, commands]) =>
    Object.entries(commands).map(([name, load]) => ({ group, name, load })),
  );
  const named = all.filter((each) => each.name === first);
  const needed = named.length > 0 ? named : all;
  return Promise.all(needed.map(async ({ group, load }) => ({ group, add: await load() })));
}

function programOf(context: Context, version: string, loaded: readonly Loaded[]): Command {
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
      writeErr: (text) => err.write(plain(text)),
      outputError: (text, write) => write(complaint(text)),
      getOutHelpWidth: () => out.columns || 80,
      getErrHelpWidth: () => err.columns || 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const { group, add } of loaded) {
    program.commandsGroup(group);
    add(program, context);
  }
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
  const program = programOf(context, version, await neededBy(args));
  try {
    if (args.length === 0) {
      program.outputHelp();
      return 0;
    }
    checkHelpTopic(program, args);
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return complain(context, error);
  }
}
