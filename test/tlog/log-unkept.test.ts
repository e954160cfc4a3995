/** The log of a ledger whose disk is full, or that another program writes, while tiles are to be kept. */
import { expect, it } from 'vitest';
import { contestStream } from '../../src/store/event-store.ts';
import type { KeptTile } from '../../src/store/log-store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { audit } from '../../src/tlog/audit/audit.ts';
import { sha256 } from '../../src/tlog/hash.ts';
import { TransparencyLog } from '../../src/tlog/log.ts';
import { hashLeaf, verifyInclusion } from '../../src/tlog/verify.ts';
import { EntryFactory } from '../store/entries.ts';
import { eachWithFolder } from '../store/sqlite/temporary.ts';
import { madeSigner } from './made.ts';

const test = eachWithFolder();
const KEY = madeSigner();

it('proves entries meanwhile, signs nothing, and keeps later what it could not', async () => {
  const store = test.temporary.open();
  const entries = new EntryFactory();
  const fill = (count: number) =>
    store.append(contestStream('labour-leader-2010'), 'any', entries.batch(count));
  let full = false;
  const keep = store.log.keepTiles.bind(store.log);
  store.log.keepTiles = (tiles: readonly KeptTile[]) => {
    if (full) throw new StoreError('full', 'there is no room');
    keep(tiles);
  };
  const log = new TransparencyLog(store, store.log, true);
  await fill(200);
  await log.sign([KEY]);
  full = true;
  for (const count of [400, 100]) {
    await fill(count);
    const tree = await log.catchUp();
    const [{ leaf } = { leaf: Buffer.alloc(0) }] = await store.readAll(300, 1);
    verifyInclusion(sha256, hashLeaf(sha256, leaf), 300, tree, log.inclusion(300, tree.size));
    await expect(log.sign([KEY])).rejects.toThrow('there is no room');
  }
  expect([store.log.tiledSize(), store.log.latestCheckpoint()?.size]).toEqual([200, 200]);
  full = false;
  await log.sign([KEY]);
  expect([store.log.tiledSize(), store.log.latestCheckpoint()?.size]).toEqual([700, 700]);
  await fill(1);
  await new TransparencyLog(store, store.log, true).sign([KEY]);
  const quiet = { progress: () => undefined, signal: new AbortController().signal };
  const { faults } = await audit(store.audit, { ...quiet, keys: [KEY], threads: 0 });
  expect(faults).toEqual([]);
});
