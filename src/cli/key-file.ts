import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { KeyFile } from './context.ts';
import { Failure } from './failure.ts';

const OWNER_ONLY = 0o600;
const ALL_READ = 0o004;

function failing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const remedy = code === 'ENOENT' ? 'make its folder' : 'check its permissions';
    throw new Failure(
      `${path} cannot be read or written (${code}); ${remedy}, or name another with HUSTINGS_LOG_KEY.`,
    );
  }
}

/** A key file on disk. */
export const keyFileAt = (path: string): KeyFile => ({
  read: () =>
    failing(path, () => {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    }),
  write: (text) =>
    failing(path, () => {
      const beside = `${path}.part`;
      // What a crash may have left between writing and renaming.
      rmSync(beside, { force: true });
      writeFileSync(beside, text, { mode: OWNER_ONLY, flag: 'wx' });
      renameSync(beside, path);
    }),
  isOpenToAll: () => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & ALL_READ) !== 0,
});
