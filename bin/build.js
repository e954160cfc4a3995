// Bundles events/, projections/ and src/ into dist/ for `npm start` and the `hustings` command: a process that
// has a few files to find, read and link starts in half the time of one that has hundreds.
// Runs as `prepare`, so it must not fail where the bundler is left out (npm ci --omit=dev).
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist', 'src');
const require = createRequire(import.meta.url);

/** Packages that nearly every command needs; all others stay where npm put them, and are loaded by whoever needs them. */
const BUNDLED = [
  'canonicalize',
  'commander',
  'csv-stringify',
  'fastest-levenshtein',
  // Not to have a second zod beside the bundled one.
  'fastify-type-provider-zod',
  'lru-cache',
  'uuid',
  'zod',
];

/** Files that are loaded by their address, and where they come to lie. */
const ENTRIES = {
  main: 'src/main.ts',
  'audit/worker': 'src/tlog/audit/worker.ts',
  'sqlite/checks': 'src/store/sqlite/checks.ts',
  'interchange/standings-thread': 'src/interchange/standings-thread.ts',
  'sqlite/to-read': 'src/store/sqlite/to-read.ts',
  'sqlite/backup-worker': 'src/store/sqlite/backup-worker.ts',
  'sqlite/rebuild-worker': 'src/store/sqlite/rebuild-worker.ts',
  'web/chart-png-thread': 'src/web/chart-png-thread.ts',
};

/** What runs as soon as it is loaded stands alone. */
const PROGRAMS = [
  'main',
  'audit/worker',
  'interchange/standings-thread',
  'sqlite/backup-worker',
  'sqlite/rebuild-worker',
  'web/chart-png-thread',
].map((name) => join(root, ENTRIES[name]));

/** The modules that a module imports, those that these import, and so on, without what is loaded only when needed. */
function importedBy(id, graph, found = new Set()) {
  for (const each of graph.getModuleInfo(id)?.importedIds ?? []) {
    if (found.has(each)) continue;
    found.add(each);
    importedBy(each, graph, found);
  }
  return found;
}

/** Of the modules that every command loads, the name of their file. */
function commandsFile() {
  let found;
  return (id, graph) => {
    found ??= importedBy(PROGRAMS[0], graph);
    return found.has(id) ? 'commands' : null;
  };
}

/**
 * The files that `standings` loads, beside `main`: what a thread of an audit needs as well, what every command
 * imports, and the command itself with what else it needs, which others share. The rest falls into files of its own.
 */
const GROUPS = [
  { name: 'threads', test: /[\\/](?:page-check|sqlite[\\/]checks)\.ts$/ },
  { name: commandsFile(), debugName: 'commands', test: (id) => !PROGRAMS.includes(id) },
  { name: 'reading', test: /[\\/]cli[\\/]standings\.ts$/ },
].map((group, index, all) => ({ ...group, priority: all.length - index }));

async function bundler() {
  try {
    require.resolve('rolldown');
  } catch {
    return undefined;
  }
  return (await import('rolldown')).rolldown;
}

function isOutside(id) {
  const { dependencies } = require('../package.json');
  const names = Object.keys(dependencies).filter((name) => !BUNDLED.includes(name));
  return id.startsWith('node:') || names.some((name) => `${id}/`.startsWith(`${name}/`));
}

/** The folder of the package that a bundled file is from; undefined where it is ours. */
function packageOf(file) {
  const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file) ?? [];
  return folder;
}

/** The licences of bundled packages, which ask to go wherever the code goes. */
function licencesOf(files) {
  const folders = new Set(files.map(packageOf).filter((folder) => folder !== undefined));
  return [...folders].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = ['LICENSE', 'license', 'LICENSE.md']
      .map((each) => join(folder, each))
      .find(existsSync);
    if (file === undefined) throw new Error(`${name} has no licence to go with it`);
    return `${name} ${version}\n\n${readFileSync(file, 'utf8').trim()}\n`;
  });
}

async function build(rolldown) {
  const bundle = await rolldown({
    cwd: root,
    input: ENTRIES,
    platform: 'node',
    external: isOutside,
  });
  const { output } = await bundle.write({
    dir: out,
    entryFileNames: '[name].js',
    // As deep as src/http and src/tlog, which look for ../web/assets and ../audit.
    chunkFileNames: 'parts/[name].js',
    codeSplitting: { groups: GROUPS },
  });
  await bundle.close();
  const files = output.flatMap(({ moduleIds = [] }) => moduleIds);
  writeFileSync(join(root, 'dist', 'LICENCES'), licencesOf(files).join(`\n${'-'.repeat(80)}\n\n`));
  // The files of pages are sent as they are.
  cpSync(join(root, 'src', 'web', 'assets'), join(out, 'web', 'assets'), { recursive: true });
}

const rolldown = await bundler();
if (rolldown === undefined) {
  process.stderr.write('The bundler is not installed, so dist/ was left as it is.\n');
} else {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await build(rolldown);
}
