import {
  copyEntries,
  type Imported,
  type ImportOptions,
  isInterwoven,
  storeLines,
  tryLines,
} from '../interchange/import.ts';
import { type Line, readNdjson } from '../interchange/ndjson.ts';
import type { Service } from '../ledger/service.ts';
import type { Attempt } from './change.ts';
import type { Context, Hold } from './context.ts';
import { Failure, stopped } from './failure.ts';
import type { Progress } from './progress.ts';
import { refusalText } from './refusal-text.ts';

const NOTHING = 'nothing was stored';

/** Reads a whole file before anything is stored, so that a bad line stores nothing. */
export async function readAllLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal,
): Promise<Line[]> {
  const lines: Line[] = [];
  try {
    for await (const line of readNdjson(chunks, name)) {
      signal.throwIfAborted();
      lines.push(line);
    }
  } catch (error) {
    throw signal.aborted ? stopped(signal, NOTHING) : error;
  }
  if (lines.length === 0) throw new Failure(`${name} holds no entry; give one JSON object a line.`);
  return lines;
}

/** What an import is about: its lines, what they are called, and how they are taken. */
export interface Task {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly strict: boolean;
  readonly hold: Hold;
}

/** An import that was not refused. */
export type Accepted = Imported & { readonly ok: true };

const silent: Progress = () => undefined;

/** Would all of the lines be accepted? Decides on a copy where their order across streams matters. */
async function tryAll(
  context: Context,
  service: Service,
  { lines, hold }: Task,
  options: ImportOptions,
): Promise<Imported> {
  if (!isInterwoven(lines)) {
    hold.pause();
    try {
      return await tryLines(service.ledger, lines, options);
    } finally {
      hold.resume();
    }
  }
  const copy = context.scratch();
  try {
    await copyEntries(service.store, copy.ledger, { ...options, strict: false }, hold.signal);
    const course = { progress: silent, signal: hold.signal };
    return await storeLines(copy.ledger, lines, options, course);
  } finally {
    await copy.store.close();
  }
}

async function accepted(
  service: Service,
  { name, lines }: Task,
  imported: Imported,
  stored: number,
): Promise<Accepted> {
  if (imported.ok) return imported;
  const { line, refusal } = imported;
  const contest = lines.find((each) => each.line === line)?.contest ?? null;
  const message = await refusalText(service, refusal, contest);
  const rest = stored === 0 ? NOTHING : `the ${stored} entries before it are stored`;
  throw new Failure(`${name}:${line}: ${message} (${refusal.code}; ${rest})`);
}

/** Imports lines, all or none. Throws a Failure that says what is stored where it could not. */
export async function importAll(
  context: Context,
  service: Service,
  { recordedBy, how }: Attempt,
  task: Task & { readonly progress: Progress },
): Promise<Accepted> {
  const { lines, strict, hold } = task;
  const options = { recordedBy, strict };
  let stored = 0;
  const progress: Progress = (done, all) => {
    if (how === 'rehearse') return;
    stored = done;
    task.progress(done, all);
  };
  try {
    if (how === 'try' || how === 'try-and-store') {
      const found = await tryAll(context, service, task, options);
      const tried = await accepted(service, task, found, 0);
      if (how === 'try') return { ...tried, appended: 0 };
    }
    const course = { progress, signal: hold.signal };
    const found = await storeLines(service.ledger, lines, options, course);
    return await accepted(service, task, found, stored);
  } catch (error) {
    const rest = `${stored} of ${lines.length} entries are stored, and the same import again adds the rest`;
    if (hold.signal.aborted) throw stopped(hold.signal, stored === 0 ? NOTHING : rest);
    if (error instanceof Failure || stored === 0) throw error;
    throw new Failure(`${error instanceof Error ? error.message : String(error)}; ${rest}`);
  }
}
