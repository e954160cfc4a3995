import { existsSync, readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * How many transactions stand in a ledger's log: its frames that carry the size of the database,
 * which only the last frame of a transaction does (sqlite.org/fileformat2.html, section 4).
 */
export function commitsIn(file: string): number {
  const wal = `${file}-wal`;
  if (!existsSync(wal)) return 0;
  const bytes = readFileSync(wal);
  if (bytes.length < HEADER_BYTES) return 0;
  const salts = bytes.subarray(16, 24);
  const frame = FRAME_HEADER_BYTES + bytes.readUInt32BE(8);
  let commits = 0;
  for (let at = HEADER_BYTES; at + frame <= bytes.length; at += frame) {
    const current = bytes.subarray(at + 8, at + 16).equals(salts);
    if (current && bytes.readUInt32BE(at + 4) !== 0) commits += 1;
  }
  return commits;
}
