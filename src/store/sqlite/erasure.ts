import { FIELDS, NONE } from '../../../projections/columns.ts';
import { type Facts, factsOfErased } from '../../../projections/facts.ts';
import { decodeEnvelope } from '../decode.ts';
import { StoreError } from '../store-error.ts';
import { type Connection, query } from './connection.ts';
import type { EntryReads } from './entry-reads.ts';
import { isNameField } from './fact-rows.ts';
import { NEXT_GENERATION } from './schema.ts';

const NAMES = FIELDS.filter(isNameField);

const columnOf = (facts: Facts, field: (typeof FIELDS)[number]): number => {
  const value = field === 'seq' ? NONE : facts[field];
  return typeof value === 'number' ? value : NONE;
};

/**
 * Takes the payload, the salt and the columns of entries out of the ledger, within a transaction, and
 * the names that nothing else uses. Where they stood SQLite writes zeroes; older copies of their pages
 * are for `scrub` to remove.
 */
export function removeBytes({ db }: Connection, reads: EntryReads, seqs: readonly number[]): void {
  db.exec('PRAGMA secure_delete = ON');
  const clear = db.prepare("UPDATE entry SET payload = x'', salt = x'' WHERE seq = ?");
  const others = FIELDS.filter((field) => field !== 'seq');
  const blank = db.prepare(
    `UPDATE fact SET ${others.map((field) => `${field} = ?`).join(', ')} WHERE seq = ?`,
  );
  const named = query<number[]>(db, `SELECT ${NAMES.join(', ')} FROM fact WHERE seq = ?`);
  const symbols = new Set(seqs.flatMap((seq) => named.get(seq) ?? []));
  for (const seq of seqs) {
    const [stored] = reads.all(seq, 1);
    if (stored === undefined) continue;
    const facts = factsOfErased(decodeEnvelope(stored).type);
    clear.run(seq);
    blank.run(...others.map((field) => columnOf(facts, field)), seq);
  }
  const used = db.prepare(
    `SELECT 1 FROM fact WHERE ${NAMES.map((field) => `${field} = ?`).join(' OR ')} LIMIT 1`,
  );
  // Numbers stay as they are; no slug begins so.
  const forget = db.prepare("UPDATE symbol SET name = '#' || number WHERE number = ?");
  for (const symbol of symbols) {
    const isUsed = symbol === NONE || used.get(...NAMES.map(() => symbol)) !== undefined;
    if (!isUsed) forget.run(symbol);
  }
  db.exec(NEXT_GENERATION);
}

/**
 * Writes the file anew without what was deleted and empties its log, so that no older copy of a page is
 * left. Throws where another program reads the ledger all the while: then the log still holds old pages.
 */
export function scrub({ db, file }: Connection): void {
  db.exec('VACUUM');
  const [busy] =
    query<[busy: number, log: number, done: number]>(db, 'PRAGMA wal_checkpoint(TRUNCATE)').get() ??
    [];
  if (busy === 0) return;
  throw new StoreError(
    'busy',
    `${file} is being read by another program, so its log may still hold what was erased; stop that program and run the same hustings erase again`,
  );
}
