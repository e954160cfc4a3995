import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at } from '../../projections/columns.ts';
import { ERASED } from '../../projections/facets.ts';
import { Reader, type ReaderStore } from '../../src/read/reader.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { as, Bench, CONTEST, endorsed, enrolled, FRAME } from '../support/given.ts';

/** Two openings of one file, as two processes have it, and a reader over the second that counts what it reads. */
async function twoOf() {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-current-'));
  const file = join(folder, 'ledger.db');
  const writer = new Bench(openSqliteStore(file));
  await writer.accept(FRAME);
  const other = openSqliteStore(file);
  onTestFinished(async () => {
    await writer.store.close();
    await other.close();
    rmSync(folder, { recursive: true });
  });
  let reads = 0;
  const counted: ReaderStore = {
    symbols: other.symbols,
    generation: () => other.generation(),
    changes: () => other.changes(),
    factsOf: (...args) => {
      reads += 1;
      return other.factsOf(...args);
    },
  };
  return { writer, reader: new Reader(counted, 64e6), reads: () => reads };
}

describe('a reader', () => {
  it('asks for nothing while nobody writes, and sees what others wrote a turn later', async () => {
    const { writer, reader, reads } = await twoOf();
    expect((await reader.contest(CONTEST)).length).toBe(FRAME.length);
    // What it read may have been newer than its look: it looks once more.
    await reader.contest(CONTEST);
    const before = reads();
    for (let turns = 0; turns < 3; turns += 1) {
      await reader.contest(CONTEST);
      await turn();
    }
    expect(reads()).toBe(before);
    for (let more = 1; more <= 3; more += 1) {
      await writer.accept([enrolled(`new-${more}`, 'MP')]);
      await turn();
      expect((await reader.contest(CONTEST)).length).toBe(FRAME.length + more);
    }
  });

  it('holds nothing any more of what another had erased', async () => {
    const { writer, reader } = await twoOf();
    await writer.accept([as('gone', endorsed('t1', 'ann', '2010-07-10'))]);
    await turn();
    const known = await reader.contest(CONTEST);
    expect(at(known.facet, FRAME.length)).not.toBe(ERASED);
    const [gone] = await writer.store.readAll(FRAME.length, 1);
    const data = { entry: gone?.id, legalBasis: 'Article 17.' };
    await writer.accept([{ type: 'PayloadErased', data }]);
    await turn();
    const now = await reader.contest(CONTEST);
    expect(at(now.facet, FRAME.length)).toBe(ERASED);
    expect(now.length).toBe(FRAME.length + 2);
  });
});
