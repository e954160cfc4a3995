import { decodeEnvelope } from '../../store/decode.ts';
import type { KeptCheckpoint } from '../../store/log-store.ts';
import { messageOf } from '../../tlog/audit/fault.ts';
import { BadLog } from '../../tlog/bad-log.ts';
import { parseCheckpoint } from '../../tlog/checkpoint.ts';
import { parseNote } from '../../tlog/note.ts';
import { writeBase64 } from '../../tlog/strict.ts';
import type { LoggedSources } from './entry-proof.ts';

/** A checkpoint that was published. */
export interface PublishedCheckpoint {
  /** How many entries it covers. */
  readonly size: number;
  /** When the last of them was recorded; null where it covers none, or one that cannot be read. */
  readonly recordedAt: string | null;
}

/** The last checkpoint that was signed, as it says itself. */
export interface LastCheckpoint extends PublishedCheckpoint {
  readonly origin: string;
  /** Base64. */
  readonly root: string;
}

/** How it stands with the log. */
export interface LogState {
  /** How many entries the ledger has. */
  readonly entries: number;
  /** The tree over all of them; null where it cannot be told. */
  readonly tree: { readonly size: number; readonly root: string } | null;
  /** Null: nothing was signed yet. */
  readonly last: LastCheckpoint | null;
  /** Why some of it cannot be told; null where all can. */
  readonly problem: string | null;
}

async function published(
  { store }: Pick<LoggedSources, 'store'>,
  { size }: KeptCheckpoint,
): Promise<PublishedCheckpoint> {
  const [entry] = size === 0 ? [] : await store.readAll(size - 1, 1);
  return { size, recordedAt: entry === undefined ? null : decodeEnvelope(entry).recordedAt };
}

/** What `work` gives; where the log is damaged, null, and why. */
async function orProblem<T>(work: () => Promise<T>): Promise<[T | null, string | null]> {
  try {
    return [await work(), null];
  } catch (error) {
    if (!(error instanceof BadLog)) throw error;
    return [null, messageOf(error)];
  }
}

/** How it stands with the log. What is damaged is told, never thrown. */
export async function askLogState(sources: LoggedSources): Promise<LogState> {
  const { store, log } = sources;
  const { seq } = await store.head();
  const [tree, broken] = await orProblem(async () => {
    const { size, root } = await log.catchUp();
    return { size, root: writeBase64(root) };
  });
  const latest = log.latest();
  const [last, unreadable] = await orProblem(async () => {
    if (latest === undefined) return null;
    const { origin, root } = parseCheckpoint(parseNote(latest.note).text);
    return { ...(await published(sources, latest)), origin, root: writeBase64(root) };
  });
  return { entries: seq + 1, tree, last, problem: broken ?? unreadable };
}

/** Some of the published checkpoints, and below which size there are more: null where there are none. */
export interface CheckpointsPage {
  readonly checkpoints: readonly PublishedCheckpoint[];
  readonly next: number | null;
}

/** The published checkpoints of fewer entries than `below`, or all, the newest first. */
export async function askCheckpoints(
  sources: LoggedSources,
  below: number | undefined,
  limit: number,
): Promise<CheckpointsPage> {
  const found = sources.log.checkpointsBelow(below ?? Number.MAX_SAFE_INTEGER, limit + 1);
  const shown = found.slice(0, limit);
  const checkpoints: PublishedCheckpoint[] = [];
  for (const each of shown) checkpoints.push(await published(sources, each));
  return { checkpoints, next: found.length > limit ? (shown.at(-1)?.size ?? null) : null };
}
