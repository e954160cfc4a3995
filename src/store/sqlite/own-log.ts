import { DatabaseSync } from 'node:sqlite';
import { unpack } from '../../../projections/columns.ts';
import { StoreError } from '../store-error.ts';
import { query } from './connection.ts';
import { primaryOf } from './sqlite-errors.ts';
import { alone, logBytes } from './to-open.ts';

const DAMAGED = 11;

/** Asks a file something; undefined where SQLite cannot answer, and 'damaged' where that is why. */
function asked<T>(place: string | URL, ask: (db: DatabaseSync) => T): T | 'damaged' | undefined {
  try {
    const db = new DatabaseSync(place, { readOnly: true });
    try {
      return ask(db);
    } finally {
      db.close();
    }
  } catch (error) {
    return primaryOf(error) === DAMAGED ? 'damaged' : undefined;
  }
}

/** The last entry, stream and checkpoint that a ledger holds, by their numbers. */
type Marks = readonly [seq: number, stream: number, size: number | null];

const marksIn = (db: DatabaseSync): Marks | undefined =>
  query<Marks>(
    db,
    `SELECT (SELECT max(seq) FROM entry), (SELECT max(number) FROM stream),
            (SELECT max(size) FROM checkpoint) WHERE EXISTS (SELECT 1 FROM entry)`,
  ).get();

/** What a ledger holds under such numbers: the entry's leaf, what its columns say that its id is, the stream's name and the note. */
function heldUnder(db: DatabaseSync, [seq, stream, size]: Marks): readonly string[] {
  const entry = query<[Uint8Array, Uint8Array | null]>(
    db,
    'SELECT leaf, packed FROM entry LEFT JOIN facts USING (stream, revision) WHERE seq = ?',
  ).get(seq);
  const name = query<[string]>(db, 'SELECT name FROM stream WHERE number = ?').get(stream);
  const note = query<[string]>(
    db,
    'SELECT note FROM checkpoint WHERE size = ? ORDER BY rowid LIMIT 1',
  ).get(size);
  const [leaf, packed] = entry ?? [];
  const id = packed && unpack(packed).id;
  return [leaf, id, name, note].map((each) => JSON.stringify(each ?? null));
}

/** Of all this only the columns may be gone: a rebuild makes them again. */
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((each, at) => each === other[at] || (at === 1 && [each, other[at]].includes('null')));

/** Takes long in a large file: asked only where its log does not fit. */
const isSound = (db: DatabaseSync): boolean =>
  db.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok';

/**
 * Refuses a ledger beside which the log (-wal) of another file lies, or of an older state of this one: SQLite cannot
 * tell, and would lay its pages over the file's. What a file holds without its own log is there with it, too. All is
 * asked for reading only, since whoever may write copies the log into the file even when closing it.
 */
export function demandOwnLog(file: string, path: string): void {
  if (logBytes(path) === 0) return;
  // First, since another process may be copying the log into the file: a file amid that is not sound by itself.
  const last = asked(alone(path), (db) => {
    const marks = marksIn(db);
    return marks && { marks, held: heldUnder(db, marks) };
  });
  if (last === undefined || last === 'damaged') return;
  const held = asked(path, (db) => heldUnder(db, last.marks));
  if (held === undefined || (held !== 'damaged' && isSame(last.held, held))) return;
  if (asked(alone(path), isSound) !== true) return;
  throw new StoreError(
    'damaged',
    `${file}-wal is not the log of ${file}, or is of an older state of it; nothing was changed, so put the log back that belongs to it, or move ${file}-wal and ${file}-shm away if it was copied or restored without one`,
  );
}
