import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BadInput } from '../../src/interchange/bad-input.ts';
import { checkLogDirectory, writeLog } from '../../src/interchange/log-directory.ts';
import { contestStream } from '../../src/store/event-store.ts';
import type { Course } from '../../src/store/ledger-store.ts';
import { formatVkey, type Signer } from '../../src/tlog/keys.ts';
import { TransparencyLog } from '../../src/tlog/log.ts';
import { openCheckpoint } from '../../src/tlog/signing.ts';
import { TileHashes } from '../../src/tlog/tile-hashes.ts';
import { formatTilePath, type Tile, tilesOf } from '../../src/tlog/tiles.ts';
import { rootAt } from '../../src/tlog/tree.ts';
import { EntryFactory } from '../store/entries.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { madeSigner } from './made.ts';

const root = mkdtempSync(join(tmpdir(), 'hustings-log-'));
afterAll(() => rmSync(root, { recursive: true }));

const KEY = madeSigner();
const STREAM = contestStream('leader');
const COURSE: Course = { progress: () => undefined, signal: new AbortController().signal };
type Keys = [Signer, ...Signer[]];

/** A log that is filled to a size, signed and written at each step. */
function made(name: string, first = 0) {
  const store = new MemoryStore();
  const log = new TransparencyLog(store, store.log, true);
  const entries = new EntryFactory(first);
  const at = join(root, name);
  const write = async (size: number, course = COURSE, keys: Keys = [KEY]) => {
    const { seq } = await store.head();
    if (size > seq + 1) await store.append(STREAM, 'any', entries.batch(size - seq - 1));
    const tree = await log.catchUp();
    checkLogDirectory(at, log, tree.size, keys[0].name);
    await writeLog(log, await log.sign(keys), keys, at, course);
  };
  return { store, log, at, write };
}

const filesIn = (at: string): string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(at.length + 1))
    .sort();

/** The root that a directory's own tiles give for a size. */
function rootIn(at: string, size: number): Buffer {
  // Where a fuller tile has come, the partial one may go.
  const read = (tile: Tile) =>
    [tile, { ...tile, width: 256 }]
      .map((each) => join(at, formatTilePath(each)))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path))[0];
  return Buffer.from(rootAt(new TileHashes({ read }, size), size));
}

/** Does every checkpoint in a directory have the tiles that it needs, with the root that it signs? */
function expectWhole(at: string, key = KEY): number[] {
  const sizes = readdirSync(join(at, 'checkpoints')).map(Number);
  for (const size of sizes) {
    const note = readFileSync(join(at, 'checkpoints', `${size}`), 'utf8');
    const signed = openCheckpoint(note, key);
    expect(signed.size).toBe(size);
    const full = rootIn(at, Math.max(...sizes));
    expect(full).toHaveLength(32);
    expect(Buffer.from(signed.root)).toEqual(rootIn(at, size));
  }
  return sizes.sort((one, other) => one - other);
}

describe('the directory of a log', () => {
  it.each([0, 1, 255, 256, 257, 600])(
    'of %i entries holds what the standard names',
    async (size) => {
      const { at, write } = made(`standard-${size}`);
      await write(size);
      const tiles = [...tilesOf(size)].map(formatTilePath);
      const all = ['checkpoint', `checkpoints/${size}`, 'vkey', ...tiles];
      expect(filesIn(at)).toEqual(all.sort());
      expect(readFileSync(join(at, 'vkey'), 'utf8')).toBe(`${formatVkey(KEY)}\n`);
      const [latest, kept] = ['checkpoint', `checkpoints/${size}`].map((name) =>
        readFileSync(join(at, name), 'utf8'),
      );
      expect(latest).toBe(kept);
      expect(expectWhole(at)).toEqual([size]);
    },
  );

  it('is carried on, and keeps all that earlier checkpoints need', async () => {
    const { at, write } = made('carried');
    const sizes = [1, 3, 200, 256, 300, 310, 520];
    for (const size of sizes) {
      await write(size);
      expect(expectWhole(at)).toEqual(sizes.filter((each) => each <= size));
    }
    await write(520);
    expect(expectWhole(at)).toEqual(sizes);
    expect(filesIn(at).filter((path) => path.endsWith('.part'))).toEqual([]);
  });

  it('made anew of an old log has the partial tiles of each size in the last tile, too', async () => {
    const { at, write, log, store } = made('anew');
    for (const size of [3, 200, 300, 310, 320]) await write(size);
    const anew = join(root, 'anew-again');
    const fresh = new TransparencyLog(store, store.log, true);
    await writeLog(fresh, await log.sign([KEY]), [KEY], anew, COURSE);
    expect(expectWhole(anew)).toEqual([3, 200, 300, 310, 320]);
    for (const width of [300, 310, 320].map((size) => size - 256)) {
      for (const level of ['0', 'entries']) {
        const path = `tile/${level}/001.p/${width}`;
        expect(readFileSync(join(anew, path))).toEqual(readFileSync(join(at, path)));
      }
    }
  });

  it('is given its latest checkpoint last of all', async () => {
    const { at, write } = made('order');
    await write(300);
    const seen = new Set<string>();
    const progress = () => {
      seen.add(readFileSync(join(at, 'checkpoint'), 'utf8'));
    };
    await write(600, { ...COURSE, progress });
    // While tiles were written the old checkpoint stood.
    expect([...seen].map((note) => openCheckpoint(note, KEY).size)).toEqual([300]);
    const written = (path: string) => statSync(join(at, path), { bigint: true }).mtimeNs;
    const last = written('checkpoint');
    for (const path of filesIn(at)) expect(written(path) <= last, path).toBe(true);
    const tile = written('tile/entries/001');
    expect(tile <= written('checkpoints/600')).toBe(true);
  });

  it.each([0, 1, 4])(
    'stopped after %i tiles has no checkpoint, and the same again adds it',
    async (after) => {
      const { at, write } = made(`stopped-${after}`);
      const abort = new AbortController();
      let done = 0;
      const progress = () => {
        if (done++ === after) abort.abort('SIGTERM');
      };
      await expect(write(600, { progress, signal: abort.signal })).rejects.toBe('SIGTERM');
      expect(existsSync(join(at, 'checkpoint'))).toBe(false);
      await write(600);
      expect(expectWhole(at)).toEqual([600]);
    },
  );

  it('names all keys where there are several, the one that signs first', async () => {
    const { at, write } = made('keys');
    await write(3);
    const other = madeSigner(KEY.name, 9);
    await write(3, COURSE, [other, KEY]);
    expect(readFileSync(join(at, 'vkey'), 'utf8')).toBe(`${formatVkey(other)}\n`);
    expect(readFileSync(join(at, 'vkeys'), 'utf8')).toBe(
      `${formatVkey(other)}\n${formatVkey(KEY)}\n`,
    );
    for (const key of [KEY, other]) expect(expectWhole(at, key)).toEqual([3]);
  });
});

describe('a directory is refused, and left as it is,', () => {
  const foreign: readonly [string, (at: string) => void, RegExp][] = [
    [
      'that holds something else',
      (at) => put(join(at, 'notes.txt')),
      /holds other things than a log/,
    ],
    ['with tiles and something else', (at) => put(join(at, 'tile'), join(at, 'x')), /other things/],
    ['whose checkpoint is none', (at) => put(join(at, 'checkpoint')), /checkpoint: .* Name a new/],
    ['that is a file', (at) => writeFileSync(at, 'x'), /is a file; name a directory/],
  ];
  const put = (...paths: string[]) => {
    for (const path of paths) {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, 'x');
    }
  };

  it.each(foreign)('%s', async (name, setup, says) => {
    const { at, write } = made(name.replaceAll(' ', '-'));
    setup(at);
    const before = statSync(at).isFile() ? [] : filesIn(at);
    await expect(write(3)).rejects.toThrow(says);
    await expect(write(3)).rejects.toThrow(BadInput);
    expect(statSync(at).isFile() ? [] : filesIn(at)).toEqual(before);
  });

  it.each<[string, number, number, Signer]>([
    ['of another ledger', 5, 3, KEY],
    ['of a longer ledger', 0, 2, KEY],
    ['of another name', 0, 3, madeSigner('other.example/log', 9)],
  ])('that holds the log %s', async (name, first, size, key) => {
    const one = made(name.replaceAll(' ', '-'));
    await one.write(3);
    const other = made(name.replaceAll(' ', '-'), first);
    const before = readFileSync(join(one.at, 'checkpoint'), 'utf8');
    const writing = other.write(size, COURSE, [key]);
    await expect(writing).rejects.toThrow(/with which this ledger's does not begin; name a new/);
    expect(readFileSync(join(one.at, 'checkpoint'), 'utf8')).toBe(before);
    expect(other.store.log.checkpoints()).toEqual([]);
    expect(expectWhole(one.at)).toEqual([3]);
  });
});
