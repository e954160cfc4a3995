import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { FIELDS, PACKED_BYTES, type PackedRows, pack, unpack } from '../../projections/columns.ts';

/** The rows of FIELDS that are packed, and their ids. */
export const rowsOf = ({ rows }: Pick<PackedRows, 'rows'>): ReturnType<typeof unpack>[] =>
  Array.from({ length: rows.length / PACKED_BYTES }, (_, place) => unpack(rows, place));

/**
 * Shows a connection the packed columns of a ledger as a table `fact` with an integer for each of FIELDS, which
 * may be changed and deleted from: for tests that do something to columns.
 */
export function showFacts(db: DatabaseSync): DatabaseSync {
  db.function('field_of', (packed: SQLInputValue, at: SQLInputValue) =>
    packed instanceof Uint8Array ? (unpack(packed).row[Number(at)] ?? null) : null,
  );
  db.function('repacked', { varargs: true }, (packed: SQLInputValue, ...row: SQLInputValue[]) =>
    pack(row.map(Number), unpack(packed as Uint8Array).id),
  );
  const columns = FIELDS.map((field, at) => `field_of(packed, ${at}) AS ${field}`);
  const changed = FIELDS.map((field) => `new.${field}`);
  const where = 'WHERE stream = old.stream AND revision = old.revision';
  db.exec(`
    CREATE TEMP VIEW fact AS SELECT ${columns.join(', ')}, stream, revision, packed FROM main.facts;
    CREATE TEMP TRIGGER fact_changed INSTEAD OF UPDATE ON fact BEGIN
      UPDATE facts SET packed = repacked(old.packed, ${changed.join(', ')}) ${where};
    END;
    CREATE TEMP TRIGGER fact_deleted INSTEAD OF DELETE ON fact BEGIN
      DELETE FROM facts ${where};
    END;`);
  return db;
}
