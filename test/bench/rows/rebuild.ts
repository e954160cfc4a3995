import { DatabaseSync } from 'node:sqlite';
import { Reader } from '../../../src/read/reader.ts';
import { inTurns, type Row, rate, ratio } from '../measure.ts';
import { BUDGET, type Desk, type Setting } from '../setting.ts';

const CHUNK = 10_000;

/** Reads every row of a ledger's file and parses its two pieces of JSON, the fastest way there is. */
export class Floor {
  readonly #db: DatabaseSync;

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { readOnly: true });
  }

  /** Answers with how many rows there are. */
  read(): number {
    const rows = this.#db.prepare(
      `SELECT CAST(leaf AS TEXT), CAST(payload AS TEXT) FROM entry
       WHERE seq >= ? ORDER BY seq LIMIT ?`,
      { returnArrays: true },
    );
    for (let seq = 0; ; ) {
      const chunk = rows.all(seq, CHUNK) as unknown as [string, string][];
      for (const [leaf, payload] of chunk) {
        JSON.parse(leaf);
        JSON.parse(payload);
      }
      seq += chunk.length;
      if (chunk.length < CHUNK) return seq;
    }
  }

  close(): void {
    this.#db.close();
  }
}

/** Reads all contests into a fresh reader, as a start does. */
export async function readAll(desk: Desk, contests: readonly string[]): Promise<Reader> {
  const reader = new Reader(desk.store, BUDGET);
  await reader.register();
  for (const contest of contests) await reader.contest(contest);
  return reader;
}

/** Rebuilding the read side, from columns and from bytes. */
export async function rebuildRows(
  setting: Setting,
  desk: Desk,
  contests: readonly string[],
  turns: number,
): Promise<Row[]> {
  const floor = new Floor(desk.file);
  const count = floor.read();
  const columns = await inTurns(setting.now, turns, {
    a: () => readAll(desk, contests),
    b: () => floor.read(),
  });
  const never = new AbortController().signal;
  const bytes = await inTurns(setting.now, turns, {
    a: async () => {
      const difference = await desk.store.rebuild(() => undefined, never);
      if (difference !== null) throw new Error(`columns differ: ${JSON.stringify(difference)}`);
    },
    b: () => floor.read(),
  });
  floor.close();
  const against = 'reading the rows + JSON.parse';
  const figures = ({ a, b }: { a: number[]; b: number[] }) =>
    `${rate(count, a)} against ${rate(count, b)}`;
  return [
    {
      name: '4 rebuild from columns',
      against,
      ratio: ratio(columns.b, columns.a),
      wanted: 'at least',
      later: 4,
      figures: figures(columns),
    },
    {
      name: '5 rebuild from bytes, compared',
      against,
      ratio: ratio(bytes.b, bytes.a),
      wanted: 'at least',
      later: 0.6,
      figures: figures(bytes),
    },
  ];
}
