import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeList } from '../load/list.ts';
import { type Row, short, spread } from '../measure.ts';
import type { Setting } from '../setting.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAPPING = join(ROOT, 'samples', 'mappings', 'sf-2016.mapping.json');

const MEBIBYTE = 1024 * 1024;

/** How many mebibytes a long list may take more than a short one. */
const MOST_MORE = 64;

/**
 * Says, when the command has ended, how much memory it had at its peak, in KiB. Linux counts in maxRSS what the
 * process had that started it, so it is asked for the process's own.
 */
const TELLS_PEAK = `
import { existsSync, readFileSync } from 'node:fs';
const own = '/proc/self/status';
const told = () => /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync(own, 'utf8'))[1];
process.on('exit', () => console.error('peak', existsSync(own) ? told() : process.resourceUsage().maxRSS));
`;

/** Imports a generated list into a new ledger by the command itself. */
function imported(setting: Setting, rows: number): { bytes: number; milliseconds: number } {
  const [list, ledger] = ['list.csv', 'long.db'].map((name) => join(setting.folder, name));
  writeList(`${list}`, setting.seed, rows);
  const began = setting.now();
  const { stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(TELLS_PEAK)}`],
      ...[join(ROOT, 'bin', 'hustings.js'), 'import', `${list}`, '--mapping', MAPPING],
      ...['--ledger', `${ledger}`, '--by', 'bench', '--errors', `${ledger}.errors`],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const milliseconds = setting.now() - began;
  for (const end of ['', '-wal', '-shm', '.key', '.errors']) {
    rmSync(`${ledger}${end}`, { force: true });
  }
  const [, peak] = /^peak (\d+)$/m.exec(stderr) ?? [];
  if (peak === undefined || !/^\d+ rows for \d+ contests/m.test(stderr)) {
    throw new Error(`the import of ${rows} rows failed: ${stderr.slice(0, 500)}`);
  }
  return { bytes: Number(peak) * 1024, milliseconds };
}

/** How much more memory a long list takes than a short one, at the peak of a process of its own. */
export function importMemoryRow(setting: Setting): Row {
  if (!existsSync(join(ROOT, 'dist', 'src', 'main.js'))) throw new Error('run npm run prepare');
  const sizes = [10_000, setting.small ? 100_000 : 1_000_000] as const;
  const [few, many] = [imported(setting, sizes[0]), imported(setting, sizes[1])];
  const rate = (rows: number, { milliseconds }: typeof few) =>
    `${short((rows * 1000) / milliseconds)} rows/s`;
  const more = (many.bytes - few.bytes) / MEBIBYTE;
  const [least, most] = sizes.map((each) => each.toLocaleString('en-GB'));
  return {
    name: `19 peak memory of an import of ${most} rows, less that of ${least}`,
    against: `${MOST_MORE} MiB`,
    ratio: spread([more / MOST_MORE]),
    wanted: 'at most',
    due: 1,
    figures: [
      `${short(many.bytes / MEBIBYTE)} MiB against ${short(few.bytes / MEBIBYTE)} MiB`,
      `${rate(sizes[1], many)} against ${rate(sizes[0], few)}`,
    ].join('; '),
  };
}
