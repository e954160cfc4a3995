import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeLedger } from './audited-ledger.ts';
import { Mutator, placesIn } from './mutate.ts';

// node test/audit/mutations.ts [COUNT [SEED]]: changes one byte of a ledger's file at so many places,
// and says of which ones the audit does not find or does not name the entry.

const [, , count = '2000', given] = process.argv;
const seed = given === undefined ? Date.now() % 1_000_000 : Number(given);
const folder = mkdtempSync(join(tmpdir(), 'hustings-mutations-'));
try {
  const path = join(folder, 'ledger.db');
  await makeLedger(path);
  const mutator = new Mutator(path, join(folder, 'copy.db'));
  const places = placesIn(path, Number(count), seed);
  const kinds = new Map<string, { tried: number; missed: number }>();
  const start = performance.now();
  for (const place of places) {
    const miss = await mutator.try(place);
    const kind = kinds.get(place.kind) ?? { tried: 0, missed: 0 };
    kind.tried += 1;
    if (miss !== undefined) {
      kind.missed += 1;
      process.exitCode = 1;
      process.stdout.write(`${miss}\n`);
    }
    kinds.set(place.kind, kind);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  for (const [kind, { tried, missed }] of kinds) {
    process.stdout.write(`${kind.padEnd(11)} ${tried} tried, ${missed} missed\n`);
  }
  process.stdout.write(`${places.length} places, seed ${seed}, ${seconds} s\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
