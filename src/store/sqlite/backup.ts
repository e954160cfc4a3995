import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Hand, threadFile } from '../../threads/hand.ts';
import type { BackupOptions, Course, LeftOut, Signed } from '../ledger-store.ts';
import { StoreError, type StoreErrorCode } from '../store-error.ts';
import { IN_MEMORY } from './configure.ts';
import { type Connection, query } from './connection.ts';
import { copyInto } from './copy-into.ts';
import { cutAfter } from './cut.ts';
import { asStoreError } from './sqlite-errors.ts';

/** A whole copy to be made of a ledger's file. */
export interface Task {
  readonly from: string;
  /** A file that is not there yet, or empty. */
  readonly to: string;
  /** The last entry that it is to hold; null: all. */
  readonly until: number | null;
  /** What a log is known to have signed beside what the ledger knows of; null: nothing. */
  readonly signed: Signed | null;
}

/** What came of it; an exception loses its code between threads. */
export type Answer = LeftOut | { readonly code: StoreErrorCode; readonly message: string };

const WORKER = threadFile(import.meta.url, 'sqlite/backup-worker');
const LOOK_MILLISECONDS = 100;
const NOTHING: LeftOut = { entries: 0, receipts: 0, origin: null };

/** Copies all that an open ledger holds at one moment into a file, and cuts that. Throws a StoreError. */
export function copyWhole(db: DatabaseSync, task: Task): LeftOut {
  const { from, to, until, signed } = task;
  try {
    copyInto(db, to);
  } catch (error) {
    throw asStoreError(error, from);
  }
  if (until === null && signed === null) return NOTHING;
  const copy = new DatabaseSync(resolve(to));
  try {
    return cutAfter(copy, from, { last: until ?? Number.MAX_SAFE_INTEGER, signed });
  } catch (error) {
    throw asStoreError(error, to);
  } finally {
    copy.close();
  }
}

/** How large a copy will be at most, in bytes. */
function sizeOf(db: DatabaseSync): number {
  const one = (name: string) => query<[number]>(db, `PRAGMA ${name}`).get()?.[0] ?? 0;
  return (one('page_count') - one('freelist_count')) * one('page_size');
}

/** Hears how much of a copy lies in its file by now, until it is told to stop. */
function watching(to: string, all: number, { progress }: Course): () => void {
  const look = () => {
    const { size = 0 } = statSync(to, { throwIfNoEntry: false }) ?? {};
    progress(Math.min(size, all), all);
  };
  const timer = setInterval(look, LOOK_MILLISECONDS);
  return () => clearInterval(timer);
}

/**
 * Copies in a thread of its own: SQLite copies a ledger in one go, in which nothing else is heard. Where the signal
 * aborts, this ends at once; the copying itself cannot be broken off, and whoever waits for it to end removes the file
 * meanwhile.
 */
async function copiedElsewhere(db: DatabaseSync, task: Task, course: Course): Promise<LeftOut> {
  const { signal } = course;
  signal.throwIfAborted();
  const hand = new Hand<Task, Answer>(WORKER, 'the thread of the copying');
  const stop = watching(task.to, sizeOf(db), course);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    const answer = await Promise.race([hand.ask(task), aborted]);
    if ('code' in answer) throw new StoreError(answer.code, answer.message);
    return answer;
  } finally {
    stop();
    const stopping = hand.stop();
    if (!signal.aborted) await stopping;
  }
}

/** Copies what a ledger holds at one moment into a file that is not there yet or empty. Throws a StoreError. */
export async function copied(
  { db, file: from }: Connection,
  to: string,
  { until, signed, course }: BackupOptions,
): Promise<LeftOut> {
  const task = { from, to, until, signed };
  return from === IN_MEMORY ? copyWhole(db, task) : copiedElsewhere(db, task, course);
}
