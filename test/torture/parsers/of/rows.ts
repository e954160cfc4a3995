import type { OpenList } from '../../../../src/interchange/lists/row.ts';
import type { Told } from '../parser.ts';

/** Bytes in pieces, as files are read. */
export async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, 1000);
  // What a file is read by: a record that goes on is read again with each piece.
  for (let from = 1000; from < bytes.length; from += 65_536)
    yield bytes.subarray(from, from + 65_536);
}

/** All rows of a list. */
export async function rowsOf(list: OpenList): Promise<Told> {
  const rows: unknown[] = [];
  for await (const some of list.rows()) rows.push(...some);
  return { accepted: { head: list.head, rows } };
}
