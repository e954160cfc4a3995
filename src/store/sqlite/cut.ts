import type { DatabaseSync } from 'node:sqlite';
import { CATALOG } from '../../../events/catalog.ts';
import { FIELDS, NONE } from '../../../projections/columns.ts';
import type { LeftOut, Signed } from '../ledger-store.ts';
import { StoreError } from '../store-error.ts';
import { query } from './connection.ts';
import { noteCut, shortenCuts } from './cut-table.ts';
import { columnBytes, columnOf, isNameField } from './fact-rows.ts';
import { HASH_SIZE, TILE_WIDTH } from './log-tables.ts';
import { FORGET_NAME } from './symbol-table.ts';

const numberIn = (bytes: Uint8Array): number => Buffer.from(bytes).readInt32LE();

/** An erasure: where it is recorded, and what it names; NONE where that is not known. */
interface Erasing {
  readonly seq: number;
  readonly stream: number;
  readonly target: number;
}

function erasuresIn(db: DatabaseSync): Erasing[] {
  const rows = query<[seq: number, stream: number, target: Uint8Array]>(
    db,
    `SELECT seq, entry.stream, ${columnOf('entry')} FROM entry JOIN facts USING (stream, revision)
     WHERE ${columnOf('type')} = ? ORDER BY seq`,
  ).all(columnBytes(CATALOG.PayloadErased.code));
  return rows.map(([seq, stream, target]) => ({ seq, stream, target: numberIn(target) }));
}

/**
 * Refuses a cut after which the payload of an entry would be gone and no erasure would say why. What else an erasure
 * took than what it names is not known any more; so any entry of its stream may be its work that is gone, was there
 * before it, and is named by no erasure that stays.
 */
function demandErasures(db: DatabaseSync, file: string, last: number): void {
  const all = erasuresIn(db);
  const later = all.filter(({ seq }) => seq > last);
  if (later.length === 0) return;
  const named = new Set(all.filter(({ seq }) => seq <= last).map(({ target }) => target));
  const gone = query<[seq: number, stream: number]>(
    db,
    'SELECT seq, stream FROM entry WHERE seq <= ? AND octet_length(payload) = 0 ORDER BY seq',
  ).all(last);
  const of = ([seq, stream]: [number, number]) =>
    named.has(seq) ? undefined : later.findLast((erasure) => erasure.stream === stream);
  for (const entry of gone) {
    const erasure = of(entry);
    if (erasure === undefined) continue;
    throw new StoreError(
      'cannot-cut',
      `${file} cannot be cut after entry ${last}: what entry ${entry[0]} said is erased, and only entry ${erasure.seq} or one before it says on what legal basis; name ${erasure.seq} or later with --until, or take a backup from before the erasure, if the law allows it`,
    );
  }
}

/** Takes out receipts that name an entry which is not there any more. One that cannot be read is left for an audit to find. */
const RECEIPTS_OF_OTHERS = `
  DELETE FROM receipt WHERE json_valid(answer) AND EXISTS (
    SELECT 1 FROM json_each(receipt.answer, '$.entries') AS named
    LEFT JOIN entry ON entry.id = unhex(replace(named.value, '-', ''))
    WHERE entry.seq IS NULL)`;

/** Names that no entry uses any more: the last are taken out, those between others lose their words alone, as after an erasure. */
function forgetNames(db: DatabaseSync): void {
  const used = new Set<number>();
  for (const field of FIELDS.filter(isNameField)) {
    const rows = query<[Uint8Array]>(db, `SELECT DISTINCT ${columnOf(field)} FROM facts`).all();
    for (const [bytes] of rows) used.add(numberIn(bytes));
  }
  const last = Math.max(NONE, ...used);
  db.prepare('DELETE FROM symbol WHERE number > ?').run(last);
  const forget = db.prepare(FORGET_NAME);
  for (let number = 0; number < last; number += 1) if (!used.has(number)) forget.run(number);
}

/** Leaves of the tiles what the first `size` entries give. */
function cutTiles(db: DatabaseSync, size: number): void {
  const levels = query<[level: number]>(db, 'SELECT DISTINCT level FROM tile').all();
  for (const [level] of levels) {
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    const [full, rest] = [Math.floor(hashes / TILE_WIDTH), hashes % TILE_WIDTH];
    db.prepare('DELETE FROM tile WHERE level = ? AND number > ?').run(level, full);
    db.prepare('UPDATE tile SET bytes = substr(bytes, 1, ?) WHERE level = ? AND number = ?').run(
      rest * HASH_SIZE,
      level,
      full,
    );
  }
  db.exec("DELETE FROM tile WHERE bytes = x''");
}

/** The greatest checkpoint that a ledger keeps. */
function latestIn(db: DatabaseSync): Signed | null {
  const sql = 'SELECT size, note FROM checkpoint ORDER BY size DESC, note DESC LIMIT 1';
  const [size, note] = query<[size: number, note: string]>(db, sql).get() ?? [0, ''];
  const [origin = ''] = note.split('\n', 1);
  return size === 0 ? null : { origin, size };
}

/**
 * Where a log has signed more than `size` entries it must not go on from here: others may have that, and would see two
 * histories under one name. Then all of its checkpoints go, so that another log can begin, and what was cut is noted.
 */
function leaveLog(db: DatabaseSync, size: number, given: Signed | null): string | null {
  shortenCuts(db, size);
  const latest = latestIn(db);
  const beyond = [latest, given].flatMap((each) => (each && each.size > size ? each : []));
  for (const { origin, size: signed } of beyond) noteCut(db, { origin, size, signed });
  if (beyond.some(({ origin }) => origin === latest?.origin)) db.exec('DELETE FROM checkpoint');
  return beyond[0]?.origin ?? null;
}

/** Where a copy is cut, and what beside its own checkpoints is known to be signed. */
export interface Cutting {
  /** The last entry that stays; -1: all goes. */
  readonly last: number;
  readonly signed: Signed | null;
}

/**
 * Cuts a whole copy of a ledger after an entry, in a file that nobody else has open: what is left is what its original
 * held then, byte for byte. `file` is what the original is called. Refuses, as StoreError, a cut
 * between what an erasure took and the erasure.
 */
export function cutAfter(db: DatabaseSync, file: string, { last, signed }: Cutting): LeftOut {
  const run = (sql: string, ...values: number[]) => Number(db.prepare(sql).run(...values).changes);
  db.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
  demandErasures(db, file, last);
  run(
    `DELETE FROM facts WHERE EXISTS (SELECT 1 FROM entry WHERE entry.seq > ?
       AND entry.stream = facts.stream AND entry.revision = facts.revision)`,
    last,
  );
  const entries = run('DELETE FROM entry WHERE seq > ?', last);
  const receipts = run(RECEIPTS_OF_OTHERS);
  run('DELETE FROM stream WHERE number NOT IN (SELECT stream FROM entry)');
  forgetNames(db);
  const size = query<[number]>(db, 'SELECT count(*) FROM entry').get()?.[0] ?? 0;
  cutTiles(db, size);
  const origin = leaveLog(db, size, signed);
  // So that no page holds what was taken out.
  db.exec('COMMIT; VACUUM');
  return { entries, receipts, origin };
}
