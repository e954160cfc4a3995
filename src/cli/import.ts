import type { Command } from 'commander';
import { openNdjson } from '../interchange/ndjson.ts';
import { type Context, withChange, withLedger, withWriter } from './context.ts';
import { type Accepted, importAll, readAllLines, type Task } from './importing.ts';
import { expectTyping } from './input.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

interface ImportFlags {
  readonly ledger?: string;
  readonly by?: string;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
}

/** How many warnings are told one by one. */
const TOLD = 20;

const EXAMPLES = `
FILE is NDJSON, one entry a line, or - for standard input: drafts with their
contest beside them ("contest": null or none for the register), or what hustings
export wrote. All of the file is stored, or nothing. Entries that are stored
already are left as they are, so the same file again adds nothing, as long as
each line has an "id" (a UUID).

Examples:
  hustings import samples/labour-leader-2010.ndjson
  hustings import all.ndjson --dry-run
  ssh elsewhere hustings export | hustings import -`;

/** Standard input, which ends in an error when the person stops the command. */
async function* standardInput(
  { terminal }: Context,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stop = () => (terminal.in as NodeJS.ReadStream).destroy(new Error('stopped'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of terminal.in) yield Buffer.from(chunk);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function report(context: Context, task: Task, done: Accepted, flags: ImportFlags): void {
  const { terminal } = context;
  const { name, lines } = task;
  for (const { line, message, code } of done.warnings.slice(0, TOLD)) {
    say(terminal, `${name}:${line}: warning: ${message} (${code})`, 'yellow');
  }
  const untold = done.warnings.length - TOLD;
  if (untold > 0) say(terminal, `… and ${untold} more warnings`, 'yellow');
  const contests = [...new Set(lines.map((line) => line.contest ?? 'the register'))];
  const found = `${lines.length} entries for ${contests.join(', ')}`;
  const there = lines.length - done.appended;
  say(
    terminal,
    flags.dryRun === true
      ? `${found}: they would be accepted; nothing was stored.`
      : `${found}: ${done.appended} new, ${there} already there.`,
  );
}

/** `hustings import FILE`. */
export function importCommand(program: Command, context: Context): void {
  const command = program
    .command('import')
    .argument('<file>', 'an NDJSON file, or - for standard input')
    .description('append the entries of a file')
    .addHelpText('after', EXAMPLES);
  withWriter(withLedger(command, false)).action(async (file: string, flags: ImportFlags) => {
    context.configure(flags);
    const { terminal } = context;
    const hold = context.hold();
    const typed = file === '-';
    if (typed) expectTyping(terminal, 'entries as JSON, one a line');
    const name = typed ? 'standard input' : file;
    const chunks = typed ? standardInput(context, hold.signal) : openNdjson(file, hold.signal);
    const lines = await readAllLines(chunks, name, hold.signal);
    const task: Task = { name, lines, strict: flags.strict === true, hold };
    const done = await withProgress(terminal, 'appending', (progress) =>
      withChange(context, flags, (service, attempt) =>
        importAll(context, service, attempt, { ...task, progress }),
      ),
    );
    report(context, task, done, flags);
  });
}
