import { openNdjson } from '../interchange/ndjson.ts';
import { withChange } from './change.ts';
import type { Context } from './context.ts';
import { type Accepted, importAll, readAllLines, type Task } from './importing.ts';
import { expectTyping } from './input.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

/** The flags of an import of entries. */
export interface LineFlags {
  readonly ledger?: string;
  readonly by?: string;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
}

/** How many warnings are told one by one. */
const TOLD = 20;

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

function report(context: Context, task: Task, done: Accepted, flags: LineFlags): void {
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

/** Imports the entries of an NDJSON file, or of standard input (-): all of them or none. */
export async function importLines(context: Context, file: string, flags: LineFlags): Promise<void> {
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
}
