/** What is there once for all tests of a run: a folder for what several files would make alike. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that is there as long as the run. */
    readonly sharedFolder: string;
  }
}

/** A disk in memory, and the bytes that must be free there. */
const MEMORY = '/dev/shm';
const ENOUGH = 4e9;

/** Where what tests write lies: in memory where there is plenty, since a ledger waits for its disk at each append. */
function place(): string {
  if (process.env.TMPDIR !== undefined) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) > ENOUGH ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Makes the folder before all tests; what it gives back removes it after them. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(place(), 'hustings-run-'));
  if (folder.startsWith(MEMORY)) {
    // What a test leaves behind goes with it. As in /tmp, everybody may have files there.
    chmodSync(folder, 0o1777);
    process.env.TMPDIR = folder;
  }
  project.provide('sharedFolder', folder);
  // Processes that tests start find what others have compiled. They write it when they end, which may be later
  // than the run does; so it stays, where nobody minds.
  const compiled = new URL('../../node_modules/.cache/compiled', import.meta.url);
  process.env.NODE_COMPILE_CACHE = fileURLToPath(compiled);
  return () => rmSync(folder, { recursive: true, force: true });
}
