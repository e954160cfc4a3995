/** What is there once for all tests of a run: a folder for what several files would make alike. */
import { mkdtempSync, rmSync } from 'node:fs';
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

/** Makes the folder before all tests; what it gives back removes it after them. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-run-'));
  project.provide('sharedFolder', folder);
  // Processes that tests start find what others have compiled. They write it when they end, which may be later
  // than the run does; so it stays, where nobody minds.
  const compiled = new URL('../../node_modules/.cache/compiled', import.meta.url);
  process.env.NODE_COMPILE_CACHE = fileURLToPath(compiled);
  return () => rmSync(folder, { recursive: true, force: true });
}
