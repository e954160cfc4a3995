import { describe, expect, it } from 'vitest';
import { contestStream, type EventStore } from '../../src/store/event-store.ts';
import type { LogStore } from '../../src/store/log-store.ts';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { parseCheckpoint } from '../../src/tlog/checkpoint.ts';
import { sha256 } from '../../src/tlog/hash.ts';
import { TransparencyLog } from '../../src/tlog/log.ts';
import { parseNote } from '../../src/tlog/note.ts';
import { openCheckpoint, verifyProofFile } from '../../src/tlog/signing.ts';
import { hashLeaf, verifyConsistency, verifyInclusion } from '../../src/tlog/verify.ts';
import { EntryFactory } from '../store/entries.ts';
import { eachWithFolder } from '../store/sqlite/temporary.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { madeSigner } from './made.ts';
import { NaiveTree } from './naive.ts';

const test = eachWithFolder();
const STREAM = contestStream('leader');
const KEY = madeSigner();

type Store = EventStore & { readonly log: LogStore };

/** A ledger and its log, filled as it is told. */
function made(store: Store = new MemoryStore(), keeps = true) {
  const entries = new EntryFactory();
  const log = new TransparencyLog(store, store.log, keeps);
  const fill = async (to: number) => {
    const { seq } = await store.head();
    if (to > seq + 1) await store.append(STREAM, 'any', entries.batch(to - seq - 1));
  };
  return { store, log, fill, entries };
}

const naiveOf = async (store: Store) =>
  new NaiveTree((await store.readAll(0, 1e6)).map(({ leaf }) => Buffer.from(leaf)));
const rootOf = (note: string) => parseCheckpoint(parseNote(note).text);

describe('the log of a ledger', () => {
  it('is the tree over its leaves, however it was caught up', async () => {
    const { store, log, fill } = made(test.temporary.open());
    expect(await log.catchUp()).toMatchObject({ size: 0 });
    for (const size of [1, 2, 255, 256, 257, 700]) {
      await fill(size);
      const naive = await naiveOf(store);
      const fresh = new TransparencyLog(store, store.log, false);
      for (const each of [log, fresh]) {
        const { root } = await each.catchUp();
        expect(Buffer.from(root)).toEqual(Buffer.from(naive.mth(0, size)));
      }
    }
    expect(store.log.tiledSize()).toBe(700);
    const naive = await naiveOf(store);
    for (const size of [0, 1, 256, 300, 699]) {
      expect(Buffer.from(log.rootAt(size))).toEqual(Buffer.from(naive.mth(0, size)));
    }
  });

  it('that is only read keeps nothing, and says the same', async () => {
    const { store, fill } = made(test.temporary.open());
    await fill(300);
    const read = new TransparencyLog(store, store.log, false);
    const checkpoint = await read.sign([KEY]);
    expect(store.log.tiledSize()).toBe(0);
    expect(store.log.checkpoints()).toEqual([]);
    const kept = await new TransparencyLog(store, store.log, true).sign([KEY]);
    expect(kept).toEqual(checkpoint);
  });

  it('proves every entry in it, and every older size, to whoever has the key alone', async () => {
    const { store, log, fill } = made();
    await fill(130);
    const older = await log.sign([KEY]);
    await fill(300);
    const newer = await log.sign([KEY]);
    const [from, to] = [older, newer].map(({ note }) => openCheckpoint(note, KEY));
    if (from === undefined || to === undefined) throw new Error('two were signed');
    verifyConsistency(sha256, from, to, log.consistency(from.size, to.size));
    for (const { seq, leaf } of await store.readAll(0, 300)) {
      verifyInclusion(sha256, hashLeaf(sha256, leaf), seq, to, log.inclusion(seq, to.size));
    }
    const [entry] = await store.readAll(299, 1);
    const file = (await log.proofFile(299)) ?? '';
    expect(verifyProofFile(file, entry?.leaf ?? new Uint8Array(), KEY)).toMatchObject({
      index: 299,
    });
    expect(await log.proofFile(300)).toBeUndefined();
  });

  it('stops between two pages, and goes on from there', async () => {
    const { store, log, fill } = made(test.temporary.open());
    await fill(2500);
    const abort = new AbortController();
    const progress = () => abort.abort(new Error('enough'));
    await expect(log.catchUp({ progress, signal: abort.signal })).rejects.toThrow('enough');
    const { size, root } = await log.catchUp();
    expect(size).toBe(2500);
    expect(Buffer.from(root)).toEqual(Buffer.from((await naiveOf(store)).mth(0, 2500)));
  });
});

describe('signing', () => {
  it('keeps each checkpoint once, and gives it again', async () => {
    const { store, log, fill } = made(test.temporary.open());
    await fill(3);
    const first = await log.sign([KEY]);
    expect(await log.sign([KEY])).toEqual(first);
    await fill(5);
    const second = await log.sign([KEY]);
    expect(store.log.checkpoints()).toEqual([first, second]);
    expect(rootOf(second.note).size).toBe(5);
  });

  it('by two keys gives a note that either opens', async () => {
    const { log, fill } = made();
    await fill(3);
    const other = madeSigner(KEY.name, 9);
    const { note } = await log.sign([other, KEY]);
    for (const key of [KEY, other]) expect(openCheckpoint(note, key).size).toBe(3);
    expect(() => openCheckpoint(note, madeSigner(KEY.name, 11))).toThrow(BadLog);
  });

  it('signs an empty ledger', async () => {
    const { log } = made();
    const { root } = openCheckpoint((await log.sign([KEY])).note, KEY);
    expect(Buffer.from(root).toString('hex')).toMatch(/^e3b0c44298fc1c14/);
  });

  it('refuses a key of another log than the one that it signed before', async () => {
    const { store, log, fill } = made();
    await fill(3);
    const { note } = await log.sign([KEY]);
    await expect(log.sign([madeSigner('other.example/log', 9)])).rejects.toThrow(BadLog);
    expect(store.log.checkpoints().map((each) => each.note)).toEqual([note]);
  });

  it('goes on after an erasure, with every older size as it was', async () => {
    const { store, log, fill, entries } = made(test.temporary.open());
    await fill(300);
    const before = openCheckpoint((await log.sign([KEY])).note, KEY);
    const data = { entry: (await store.readAll(7, 1))[0]?.id, legalBasis: 'L' };
    const wish = { type: 'PayloadErased', on: null, sources: [], data } as const;
    const done = await store.erase(STREAM, 'any', entries.make(wish), [7]);
    expect(done.ok).toBe(true);
    for (const each of [log, new TransparencyLog(store, store.log, true)]) {
      const after = openCheckpoint((await each.sign([KEY])).note, KEY);
      expect(after.size).toBe(301);
      verifyConsistency(sha256, before, after, each.consistency(300, 301));
    }
  });
});

const HARM: readonly [string, sql: string, says: RegExp][] = [
  [
    'whose last entry is gone',
    'DELETE FROM fact WHERE seq = 299; DELETE FROM entry WHERE seq = 299',
    /A checkpoint of 300 entries was signed, but the ledger has 299: entries are lost/,
  ],
  ['that is empty', 'DELETE FROM fact; DELETE FROM entry', /300 entries was signed, but .* has 0/],
  [
    'with a byte of a leaf changed',
    "UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'editor', 'edit0r') AS BLOB) WHERE seq = 7",
    /does not begin with the 300 entries of the last checkpoint: entries were changed/,
  ],
  [
    'with two entries exchanged',
    'UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE seq = 9) WHERE seq = 8',
    /does not begin with the 300 entries/,
  ],
];

describe('signing refuses a ledger', () => {
  it.each(HARM)('%s', async (_, sql, says) => {
    const { temporary } = test;
    const { store, log, fill } = made(temporary.open());
    await fill(300);
    await log.sign([KEY]);
    await store.close();
    // Into the file itself: a log that takes entries away from it is not taken for its own.
    temporary.raw().exec(`DELETE FROM tile; ${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
    const again = temporary.open();
    const later = new TransparencyLog(again, again.log, true);
    await expect(later.sign([KEY])).rejects.toThrow(says);
    await expect(later.sign([KEY])).rejects.toThrow(BadLog);
    expect(again.log.checkpoints()).toHaveLength(1);
  });

  it('whose last entry is gone though its tiles are there', async () => {
    const { temporary } = test;
    const { store, log, fill } = made(temporary.open());
    await fill(300);
    await log.sign([KEY]);
    await store.close();
    temporary.raw().exec(`${HARM[0]?.[1]}; PRAGMA wal_checkpoint(TRUNCATE)`);
    const again = temporary.open();
    const later = new TransparencyLog(again, again.log, true);
    await expect(later.sign([KEY])).rejects.toThrow(/entries are lost/);
  });
});
