import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDraft } from '../../../events/entry.ts';
import { serviceOver } from '../../../src/ledger/service.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { each, inTurns, type Row, ratio } from '../measure.ts';
import type { Setting } from '../setting.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CONTEST = 'labour-leader-2020';

function run(...words: readonly string[]): void {
  const done = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${words.join(' ')}: ${done.stderr}`);
}

async function samplesLedger(setting: Setting): Promise<string> {
  const file = join(setting.folder, 'samples.db');
  const { store, ledger } = serviceOver(openSqliteStore(file), setting.world);
  const folder = join(ROOT, 'samples');
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ndjson'))) {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as { contest: string });
    const drafts = entries.map(({ contest, ...sent }) => {
      const parsed = parseDraft(sent);
      if (!parsed.ok) throw new Error(`${name}: ${parsed.problem}`);
      return parsed.draft;
    });
    const done = await ledger.append(entries[0]?.contest ?? '', drafts, { recordedBy: 'bench' });
    if (!done.ok) throw new Error(`${name}: ${done.refusal.message}`);
  }
  await store.close();
  return file;
}

/** `hustings standings` on the samples, from the shell, against a process that does nothing. */
export async function shellRow(setting: Setting, turns: number): Promise<Row> {
  if (!existsSync(join(ROOT, 'dist', 'src', 'main.js'))) {
    setting.say('compiling into dist/');
    run(join(ROOT, 'bin', 'build.js'));
  }
  const ledger = await samplesLedger(setting);
  const command = [join(ROOT, 'bin', 'hustings.js'), 'standings', CONTEST, '--ledger', ledger];
  const { a, b } = await inTurns(setting.now, turns, {
    a: () => run(...command, '--as-of', '2020-01-22'),
    b: () => run('-e', ''),
  });
  return {
    name: '11 hustings standings, samples ledger',
    against: 'an empty Node process',
    ratio: ratio(a, b),
    wanted: 'at most',
    later: 4,
    figures: `${each(1, a)} against ${each(1, b)}`,
  };
}
