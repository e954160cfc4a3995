import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditFile, makeLedger } from './audited-ledger.ts';
import { Mutator, placesIn } from './mutate.ts';

const PLACES = 300;
/** Another for each day's run would hide what failed; `node test/audit/mutations.ts` tries others. */
const SEED = 20_260_102;

const folder = mkdtempSync(join(tmpdir(), 'hustings-mutations-'));
const path = join(folder, 'ledger.db');
beforeAll(() => makeLedger(path));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a ledger with tiles and checkpoints that nobody touched has no fault', async () => {
  const report = await auditFile(path);
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({
    entries: 872,
    streams: 5,
    receipts: 5,
    tiles: { count: 5, size: 872 },
  });
  expect(report.checkpoints).toHaveLength(5);
  for (const each of report.checkpoints) expect(each).toMatchObject({ holds: true, vouched: true });
});

test(`of ${PLACES} single bytes changed in its file each is found, and the entry named`, async () => {
  const mutator = new Mutator(path, join(folder, 'copy.db'));
  const places = placesIn(path, PLACES, SEED);
  const misses: string[] = [];
  for (const place of places) {
    const miss = await mutator.try(place);
    if (miss !== undefined) misses.push(miss);
  }
  expect(misses).toEqual([]);
  expect(new Set(places.map(({ kind }) => kind)).size).toBe(10);
  expect((await auditFile(path)).count).toBe(0);
});
