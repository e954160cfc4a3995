/**
 * An independent verifier, built of Go's golang.org/x/mod/sumdb/{note,tlog}, reads logs that this
 * code wrote. It is a program that takes -log DIR -vkey KEY -all, -old FILE, -index N -leaf FILE, and
 * -proof FILE -leaf FILE, and exits 0 only where all of it holds.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatVkey } from '../../src/tlog/keys.ts';
import { LogTiles } from '../../src/tlog/log-tiles.ts';
import { formatProof } from '../../src/tlog/proof-file.ts';
import { signCheckpoint } from '../../src/tlog/signing.ts';
import { TileHashes } from '../../src/tlog/tile-hashes.ts';
import { inclusionProof, rootAt } from '../../src/tlog/tree.ts';
import { madeEntries, madeSigner, putTiles, sourceOf } from './made.ts';

const VERIFIER = process.env.HUSTINGS_TEST_TLOG_VERIFIER;
const hasGo = spawnSync('go', ['version']).status === 0;
const skipped = VERIFIER === undefined || !hasGo;
const why = skipped
  ? ' (skipped: needs go, and HUSTINGS_TEST_TLOG_VERIFIER to name a verifier)'
  : '';

const entries = skipped ? [] : madeEntries(70_000);
const signer = madeSigner();
const folder = skipped ? '' : mkdtempSync(join(tmpdir(), 'hustings-tlog-'));

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

function put(path: string, bytes: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** Writes a log of so many entries, and gives its tiles. */
function write(at: string, size: number): Map<string, Uint8Array> {
  const log = new LogTiles();
  const tiles = new Map<string, Uint8Array>();
  for (const entry of entries.slice(0, size)) log.add(entry);
  putTiles(tiles, log.take());
  putTiles(tiles, log.partials());
  for (const [path, bytes] of tiles) put(join(at, path), bytes);
  put(join(at, 'checkpoint'), signCheckpoint({ size, root: log.root() }, signer));
  return tiles;
}

const says = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(VERIFIER ?? '', args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

const key = formatVkey(signer);

describe(`the verifier in Go${why}`, () => {
  it.skipIf(skipped).each([0, 1, 2, 3, 255, 256, 257, 65_536, 70_000])('accepts %i', (size) => {
    const at = join(folder, `${size}`);
    const tiles = write(at, size);
    const log = ['-log', at, '-vkey', key];
    expect(says(...log, '-all')).toMatchObject({ status: 0 });
    if (size === 0) return;
    const hashes = new TileHashes(sourceOf(tiles), size);
    for (const older of new Set([1, Math.ceil(size / 2), Math.max(1, size - 1), size])) {
      const tree = { size: older, root: rootAt(hashes, older) };
      const old = put(join(at, 'old'), signCheckpoint(tree, signer));
      const { said } = says(...log, '-old', old);
      expect(said).toContain(`ok consistency ${older}..${size}`);
    }
    const index = Math.floor(size / 2);
    const leaf = put(join(at, 'leaf'), entries[index] as Buffer);
    const checkpoint = signCheckpoint({ size, root: rootAt(hashes, size) }, signer);
    const proof = formatProof({ index, proof: inclusionProof(hashes, index, size), checkpoint });
    const file = put(join(at, 'leaf.tlog-proof'), proof);
    const place = says(...log, '-index', `${index}`, '-leaf', leaf);
    expect(place).toMatchObject({ status: 0 });
    expect(says('-vkey', key, '-proof', file, '-leaf', leaf)).toMatchObject({ status: 0 });
  });

  it.skipIf(skipped)('refuses a log with one byte changed', () => {
    const at = join(folder, 'spoilt');
    const tiles = write(at, 300);
    for (const [path, bytes] of tiles) {
      put(
        join(at, path),
        Uint8Array.from(bytes, (byte, on) => (on === 5 ? byte ^ 1 : byte)),
      );
      expect(says('-log', at, '-vkey', key, '-all')).toMatchObject({ status: 1 });
      put(join(at, path), bytes);
    }
    expect(says('-log', at, '-vkey', key, '-all')).toMatchObject({ status: 0 });
  });
});
