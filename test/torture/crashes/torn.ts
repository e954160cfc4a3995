/** What a crash of the machine may leave of SQLite's log of writes (sqlite.org/walformat.html): an end that is torn. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Random } from '../../bench/load/random.ts';

const WAL_HEADER = 32;
const FRAME_HEADER = 24;
/** Where the header of the log tells the size of a page. */
const PAGE_SIZE = 8;
/** Where the index of the log tells how many frames somebody has begun to copy into the file. */
const BEGUN_COPYING = 128;

/** Up to where the log may not be torn, since what is before has been copied into the file, or was begun to be. */
function copiedTo(wal: Buffer, shm: string): number {
  if (!existsSync(shm)) return wal.length;
  const index = readFileSync(shm);
  if (index.length < BEGUN_COPYING + 4) return WAL_HEADER;
  const frames = index.readUInt32LE(BEGUN_COPYING);
  return WAL_HEADER + frames * (FRAME_HEADER + wal.readUInt32BE(PAGE_SIZE));
}

/** Harms the bytes from a place on: they are missing, others, or none. */
function harmed(wal: Buffer, from: number, random: Random): Buffer {
  const way = random.below(3);
  if (way === 0) return wal.subarray(0, from);
  const torn = Buffer.from(wal);
  if (way === 1) return torn.fill(0, from);
  for (let at = from; at < torn.length; at += 1 + random.below(512)) torn[at] = random.below(256);
  return torn;
}

/**
 * Tears the end of the log of a ledger that nobody has open, beyond all that was answered for. Gives how many
 * bytes were harmed; 0 where there are none that may be.
 */
export function tears(ledger: string, safe: number, random: Random): number {
  const file = `${ledger}-wal`;
  if (!existsSync(file)) return 0;
  const wal = readFileSync(file);
  if (wal.length <= WAL_HEADER) return 0;
  const first = Math.max(safe, copiedTo(wal, `${ledger}-shm`), WAL_HEADER);
  if (first >= wal.length) return 0;
  const from = first + random.below(wal.length - first);
  writeFileSync(file, harmed(wal, from, random));
  return wal.length - from;
}
