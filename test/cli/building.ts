import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './processes.ts';

const COPIED = ['bin', 'events', 'projections', 'src', 'samples', 'package.json', 'tsconfig.json'];

/** Copies what the package holds into a folder, so that building it disturbs nobody; answers with its command. */
export function copyProject(to: string): string {
  for (const name of COPIED) cpSync(join(ROOT, name), join(to, name), { recursive: true });
  return join(to, 'bin/hustings.js');
}

/** Builds such a copy, with the packages that are installed here; throws what the build complains of. */
export function buildProject(at: string): void {
  symlinkSync(join(ROOT, 'node_modules'), join(at, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(at, 'bin/build.js')], {
    encoding: 'utf8',
  });
  if (status !== 0 || stdout !== '') throw new Error(`${status}: ${stdout}${stderr}`);
}
