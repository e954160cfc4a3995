import type { DatabaseSync } from 'node:sqlite';
import { FIELDS, idBytes, NONE, pack, rowOfFacts, unpack } from '../../../projections/columns.ts';
import { factsOfErased } from '../../../projections/facts.ts';
import { decodeEnvelope } from '../decode.ts';
import { StoreError } from '../store-error.ts';
import { type Connection, query } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';
import { columnBytes, columnOf, isNameField } from './fact-rows.ts';
import { NEXT_GENERATION } from './schema.ts';
import { isFull } from './sqlite-errors.ts';
import { FORGET_NAME } from './symbol-table.ts';

/** Where the names stand in a row. */
const NAMES = FIELDS.flatMap((field, index) => (isNameField(field) ? [index] : []));
const IS_NAMED = FIELDS.filter(isNameField)
  .map((field) => `${columnOf(field)} = ?`)
  .join(' OR ');

const nobody = (): number => NONE;

/** What takes all but the type out of an entry's columns; `told` hears what they were. */
function blanker(
  db: DatabaseSync,
  reads: EntryReads,
  told: (row: readonly number[]) => void,
): (seq: number) => void {
  const columns = query<[stream: number, revision: number, packed: Uint8Array]>(
    db,
    'SELECT stream, revision, packed FROM entry JOIN facts USING (stream, revision) WHERE seq = ?',
  );
  const put = db.prepare('UPDATE facts SET packed = ? WHERE stream = ? AND revision = ?');
  return (seq) => {
    const [stored] = reads.all(seq, 1);
    const [stream, revision, packed] = columns.get(seq) ?? [NONE, NONE];
    if (stored === undefined || packed === undefined) return;
    told(unpack(packed).row);
    const facts = factsOfErased(decodeEnvelope(stored).type);
    put.run(pack(rowOfFacts(seq, facts, nobody, nobody), idBytes(stored.id)), stream, revision);
  };
}

/**
 * Takes the payload, the salt and the columns of entries out of the ledger, within a transaction, and
 * the names that nothing else says. Where they stood SQLite writes zeroes; older copies of their pages
 * are for `scrub` to remove.
 */
export function removeBytes({ db }: Connection, reads: EntryReads, seqs: readonly number[]): void {
  db.exec('PRAGMA secure_delete = ON');
  const clear = db.prepare("UPDATE entry SET payload = x'', salt = x'' WHERE seq = ?");
  const symbols = new Set<number>();
  const blank = blanker(db, reads, (row) => {
    for (const name of NAMES) symbols.add(row[name] ?? NONE);
  });
  for (const seq of seqs) {
    blank(seq);
    clear.run(seq);
  }
  const used = db.prepare(`SELECT 1 FROM facts WHERE ${IS_NAMED} LIMIT 1`);
  const nameOf = query<[name: string]>(db, 'SELECT name FROM symbol WHERE number = ?');
  // A table of figures and a merge say names that stand in no column, and are counted by them.
  const said = db.prepare('SELECT 1 FROM entry WHERE instr(payload, ?) > 0 LIMIT 1');
  const isSaid = (symbol: number): boolean =>
    said.get(Buffer.from(JSON.stringify(nameOf.get(symbol)?.[0]))) !== undefined;
  const forget = db.prepare(FORGET_NAME);
  for (const symbol of symbols) {
    const isUsed =
      symbol === NONE || used.get(...NAMES.map(() => columnBytes(symbol))) !== undefined;
    if (!isUsed && !isSaid(symbol)) forget.run(symbol);
  }
  db.exec(NEXT_GENERATION);
}

/** Writes the file anew and empties its log; false where another program reads it. */
function writtenAnew(db: DatabaseSync, file: string): boolean {
  try {
    db.exec('VACUUM');
    const emptied = query<[busy: number]>(db, 'PRAGMA wal_checkpoint(TRUNCATE)').get();
    return emptied?.[0] === 0;
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new StoreError(
      'disk',
      `${file} has no room left on its disk to be written anew, so it may still hold what was erased; free some space and run the same hustings erase again`,
      error,
    );
  }
}

/**
 * Writes the file anew without what was deleted and empties its log, so that no older copy of a page is
 * left. Throws where another program reads the ledger all the while: then the log still holds old pages.
 */
export function scrub({ db, file }: Connection): void {
  if (writtenAnew(db, file)) return;
  throw new StoreError(
    'busy',
    `${file} is being read by another program, so its log may still hold what was erased; stop that program and run the same hustings erase again`,
  );
}
