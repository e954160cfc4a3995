import { setImmediate as turn } from 'node:timers/promises';
import type { Appended } from '../ledger/appended.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Refusal, Warning } from '../ledger/refusals.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Course } from '../store/ledger-store.ts';
import { exportLine, type Line, readLine } from './ndjson.ts';
import { runsOf } from './runs.ts';

/** As much as is appended at once: a database takes a mebibyte at least. */
const BATCH = { items: 500, bytes: 512 * 1024 };

/** What became of the lines of a file. */
export type Imported =
  | {
      readonly ok: true;
      /** How many of them are new; the others were stored already. */
      readonly appended: number;
      readonly warnings: readonly (Warning & { readonly line: number })[];
    }
  | { readonly ok: false; readonly line: number; readonly refusal: Refusal };

export interface ImportOptions {
  readonly recordedBy: string;
  readonly strict: boolean;
}

type Run = Line[];

/** An erasure that another ledger recorded: it stands alone, since bytes are removed with it. */
const erases = (line: Line | undefined): boolean =>
  line?.draft.type === 'PayloadErased' && line.draft.sealed !== undefined;

/** Runs of lines for one stream, in the file's order. */
const runs = (lines: readonly Line[]): Run[] =>
  runsOf(lines, {
    fits: (first, next) => first.contest === next.contest && !erases(first) && !erases(next),
    bytes: ({ draft }) => JSON.stringify(draft).length,
    most: BATCH,
  });

const byStream = (lines: readonly Line[]): Run[] => [
  ...Map.groupBy(lines, (line) => line.contest).values(),
];

const failed = (run: Run, refusal: Refusal): Imported => ({
  ok: false,
  line: run[refusal.index]?.line ?? 0,
  refusal,
});

const located = (run: Run, warnings: readonly Warning[]) =>
  warnings.map((warning) => ({ ...warning, line: run[warning.index]?.line ?? 0 }));

const appendRun = (
  ledger: Ledger,
  run: Run,
  { recordedBy, strict }: ImportOptions,
  dryRun: boolean,
): Promise<Appended> =>
  ledger.append(
    run[0]?.contest ?? null,
    run.map((line) => line.draft),
    { recordedBy, strict, dryRun, erasing: erases(run[0]) },
  );

/**
 * Do the lines hang on one another across streams? Merges name endorsers that the file may only now
 * enrol, and later lines may name endorsers by what was merged: such lines can only be tried in order.
 */
export function isInterwoven(lines: readonly Line[]): boolean {
  const merges = lines.filter((line) => line.contest === null).length;
  return merges > 0 && merges < lines.length;
}

/** Would all lines be accepted? Stores nothing. Only for lines that are not interwoven. */
export async function tryLines(
  ledger: Ledger,
  lines: readonly Line[],
  options: ImportOptions,
): Promise<Imported> {
  const warnings: (Warning & { line: number })[] = [];
  // What an erasure names is in the same lines or in the ledger; it is looked at when its turn comes.
  for (const run of byStream(lines.filter((line) => !erases(line)))) {
    const tried = await appendRun(ledger, run, options, true);
    if (!tried.ok) return failed(run, tried.refusal);
    warnings.push(...located(run, tried.warnings));
  }
  return { ok: true, appended: 0, warnings };
}

/**
 * Appends lines in order, batch by batch, until one is refused. Entries that are stored already are
 * left as they are, so the same lines again add nothing.
 */
export async function storeLines(
  ledger: Ledger,
  lines: readonly Line[],
  options: ImportOptions,
  { progress, signal }: Course,
): Promise<Imported> {
  const warnings: (Warning & { line: number })[] = [];
  let [done, appended] = [0, 0];
  for (const run of runs(lines)) {
    // A signal is only heard between two turns of the event loop.
    await turn();
    signal.throwIfAborted();
    const stored = await appendRun(ledger, run, options, false);
    if (!stored.ok) return failed(run, stored.refusal);
    warnings.push(...located(run, stored.warnings));
    done += run.length;
    appended += stored.appended;
    progress(done, lines.length);
  }
  return { ok: true, appended, warnings };
}

/** Copies a ledger's entries into another, so that what may be done to it can be tried on the copy. */
export async function copyEntries(
  from: EventStore,
  to: Ledger,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<void> {
  const course: Course = { progress: () => undefined, signal };
  for (let seq = 0; ; seq += BATCH.items) {
    const page = await from.readAll(seq, BATCH.items);
    if (page.length === 0) return;
    const lines = page.map((stored): Line => {
      const read = readLine({ line: stored.seq, text: exportLine(stored), ended: true });
      if (typeof read === 'string') throw new Error(`entry ${stored.seq} of the ledger ${read}`);
      return { line: stored.seq, ...read };
    });
    const copied = await storeLines(to, lines, options, course);
    if (!copied.ok) {
      throw new Error(`entry ${copied.line} of the ledger is refused: ${copied.refusal.message}`);
    }
  }
}
