import { StoreError, type StoreErrorCode } from '../store-error.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html) and what each means for whoever asked. */
const REMEDIES: Readonly<Record<number, readonly [StoreErrorCode, string]>> = {
  1: ['damaged', 'lacks what every ledger has; restore it from a backup'],
  3: ['unreadable', 'may not be used by this account; change its permissions'],
  5: ['busy', 'is being written by another program; nothing was stored, so try again'],
  6: ['busy', 'is being written by another program; nothing was stored, so try again'],
  8: [
    'read-only',
    'may not be written, or its folder may not; change their permissions, or copy it to a folder of your own',
  ],
  10: ['disk', 'could not be read or written by its disk; check the disk, then try again'],
  11: ['damaged', 'is damaged; restore it from a backup'],
  13: [
    'disk',
    'has no room left on its disk; nothing was stored, so free some space and try again',
  ],
  14: ['unreadable', 'cannot be opened; its folder must let this account read and create files'],
  19: ['damaged', 'holds rows that contradict each other; rebuild it or restore it from a backup'],
  26: ['not-a-ledger', 'is no Hustings ledger; name a ledger or a file that does not exist yet'],
};

/** The same for what the operating system says (errno names). */
const SYSTEM_REMEDIES: Readonly<Record<string, readonly [StoreErrorCode, string]>> = {
  EACCES: ['unreadable', 'may not be used by this account; change its permissions'],
  EPERM: ['unreadable', 'may not be used by this account; change its permissions'],
  ENOTDIR: ['missing-folder', 'has a file where a folder should be in its path; correct the path'],
};

const UNKNOWN = [
  'failed',
  'could not be used, and nothing was stored; the cause says why',
] as const;

/** What SQLite or the code above it threw, as a StoreError about a file. */
export function asStoreError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const { errcode, code: errno } = error as { errcode?: unknown; code?: unknown };
  const known =
    typeof errcode === 'number' ? REMEDIES[errcode & 0xff] : SYSTEM_REMEDIES[`${errno}`];
  const [code, remedy] = known ?? UNKNOWN;
  const detail = error instanceof Error ? ` (${error.message})` : '';
  return new StoreError(code, `${file} ${remedy}${detail}`, error);
}
