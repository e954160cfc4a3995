import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  statfsSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { auditThreads } from '../interchange/verification.ts';
import type { OlderLedger } from '../store/ledger-store.ts';
import { auditShown } from './auditing.ts';
import { type Context, withService } from './context.ts';
import { Failure } from './failure.ts';
import { PartFile, removePart } from './part-file.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

/** The part of a ledger that is kept as it was, by its name. */
const KEPT = /^(.*\.version-\d+)\.part$/;

const PIECE = 1024 * 1024;

/** Refuses, as a Failure, a disk that may become full under way. */
function demandRoom(ledger: string, { room }: OlderLedger, signal: AbortSignal): void {
  signal.throwIfAborted();
  const { bavail, bsize } = statfsSync(dirname(resolve(ledger)));
  if (bavail * bsize >= room) return;
  throw new Failure(
    `${ledger} needs ${room} bytes free on its disk to be made one of this version, and there are ${bavail * bsize}; nothing was changed.`,
  );
}

/** Do two files hold the same? Read piece by piece, since a ledger may be larger than memory. */
function sameContent(one: string, other: string): boolean {
  const files = [openSync(one, 'r'), openSync(other, 'r')];
  try {
    for (;;) {
      const [mine, theirs] = files.map((file) => {
        const piece = Buffer.alloc(PIECE);
        return piece.subarray(0, readSync(file, piece));
      });
      if (mine === undefined || theirs === undefined || !mine.equals(theirs)) return false;
      if (mine.length === 0) return true;
    }
  } finally {
    for (const file of files) closeSync(file);
  }
}

/** Is the file that is to be kept there already, of a run that was broken off? Refuses, as a Failure, any other of that name. */
function isKept(kept: string, { path }: PartFile): boolean {
  if (!existsSync(kept)) return false;
  if (sameContent(kept, path)) return true;
  throw new Failure(
    `${kept} is there already, and is no copy of the ledger as it is; move it away: the ledger as it was is kept there.`,
  );
}

/** Makes a copy of an older ledger one of this version, and checks every byte of it. */
async function renew(
  context: Context,
  { path }: PartFile,
  ledger: string,
  signal: AbortSignal,
): Promise<void> {
  await withService(context, { ledger: path }, 'rebuild', ({ store }) =>
    withProgress(context.terminal, 'upgrading', (progress) =>
      store.rebuild(progress, signal, auditThreads()),
    ),
  );
  const report = await withService(context, { ledger: path }, 'read', ({ store }) =>
    auditShown(context.terminal, store.audit, { keys: [], signal }),
  );
  const [first] = report.faults;
  if (first === undefined) return;
  const where = first.seq === null ? first.place : `entry ${first.seq}`;
  throw new Failure(
    `${ledger} is damaged (${report.count} faults, the first at ${where}: ${first.problem}), so it stays of the older version, as it was; restore it from a backup.`,
  );
}

/** Removes what a run left that was killed when the ledger had just become one of this version. */
function removeLeft(ledger: string): void {
  if (!existsSync(ledger)) return;
  const folder = dirname(resolve(ledger));
  const kept = readdirSync(folder).flatMap((name) => KEPT.exec(name)?.[1] ?? []);
  const own = kept.filter((name) => name.startsWith(`${basename(ledger)}.version-`));
  for (const file of [ledger, ...own.map((name) => join(folder, name))]) removePart(file);
}

/**
 * Makes a ledger that an older Hustings wrote one of this version, and says so; all others are left alone. Until a copy
 * of it is found to be whole and of this version, and the ledger as it was is kept beside it, it is not touched; then
 * it is changed in one step. Refuses, as Failure or StoreError, before that.
 */
export async function upgrade(
  context: Context,
  ledger: string,
  signal: AbortSignal,
): Promise<void> {
  const older = context.older(ledger);
  if (older === undefined) return removeLeft(ledger);
  const kept = `${ledger}.version-${older.version}`;
  const parts: PartFile[] = [];
  try {
    demandRoom(ledger, older, signal);
    const [keep, next] = [kept, ledger].map((file) => new PartFile(file, ledger));
    if (keep === undefined || next === undefined) return;
    parts.push(keep, next);
    older.copyTo(keep.path);
    const isThere = isKept(kept, keep);
    copyFileSync(keep.path, next.path);
    await renew(context, next, ledger, signal);
    if (!isThere) keep.publish();
    older.adopt(next.path);
  } finally {
    older.close();
    for (const part of parts) part.close();
  }
  say(
    context.terminal,
    `${ledger} was of version ${older.version}, and is of this one now. As it was it is kept in ${kept}: put back in its place, the older Hustings goes on with it, without what is appended from now on.`,
  );
}
