// Compiles events/, projections/ and src/ to dist/ for `npm start` and the `hustings` command.
// Runs as `prepare`, so it must not fail where TypeScript is left out (npm ci --omit=dev).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

function compiler() {
  try {
    const manifest = require.resolve('typescript/package.json');
    return join(dirname(manifest), require(manifest).bin.tsc);
  } catch {
    return undefined;
  }
}

const tsc = compiler();
if (tsc === undefined || !existsSync(tsc)) {
  process.stderr.write('TypeScript is not installed, so dist/ was left as it is.\n');
  process.exit(0);
}
rmSync(join(root, 'dist'), { recursive: true, force: true });
// A type error must not break installing; `npm run check` is the judge of types.
const result = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
// tsc copies nothing: the files of pages are sent as they are.
const assets = ['src', 'web', 'assets'];
cpSync(join(root, ...assets), join(root, 'dist', ...assets), { recursive: true });
process.exit(result.status ?? 1);
