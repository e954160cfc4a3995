import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { audit } from '../../../src/tlog/audit/audit.ts';
import { inTurns, type Row, rate, ratio } from '../measure.ts';
import type { Desk, Setting } from '../setting.ts';

const CHUNK = 10_000;
const LEAF = Buffer.of(0);
const never = new AbortController().signal;

/** What of an entry is hashed: the zero byte and its leaf, its salt and payload. */
type Record = readonly [leaf: Buffer, salted: Buffer];

const hashAll = (records: readonly Record[]): void => {
  for (const [leaf, salted] of records) {
    hash('sha256', leaf, 'binary');
    hash('sha256', salted, 'binary');
  }
};

/** The records of a ledger's file, read the way node:sqlite gives them: an array for each value. */
export class Records {
  readonly #db: DatabaseSync;

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { readOnly: true });
  }

  *chunks(): Generator<Record[]> {
    const rows = this.#db.prepare(
      'SELECT leaf, salt, payload FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?',
      { returnArrays: true },
    );
    for (let seq = 0; ; seq += CHUNK) {
      const chunk = rows.all(seq, CHUNK) as unknown as [Uint8Array, Uint8Array, Uint8Array][];
      yield chunk.map(([leaf, salt, payload]) => [
        Buffer.concat([LEAF, leaf]),
        Buffer.concat([salt, payload]),
      ]);
      if (chunk.length < CHUNK) return;
    }
  }

  close(): void {
    this.#db.close();
  }
}

/** Verifying all that a ledger keeps, by one thread. */
export async function verifyRows(setting: Setting, desk: Desk, turns: number): Promise<Row[]> {
  const records = new Records(desk.file);
  const all = [...records.chunks()].flat();
  const verify = async () => {
    const options = { keys: [], threads: 1, progress: () => undefined, signal: never };
    const { count, faults } = await audit(desk.store.audit, options);
    if (count > 0) throw new Error(`the ledger is not sound: ${JSON.stringify(faults[0])}`);
  };
  const bare = await inTurns(setting.now, turns, { a: verify, b: () => hashAll(all) });
  const reading = await inTurns(setting.now, turns, {
    a: verify,
    b: () => {
      for (const chunk of records.chunks()) hashAll(chunk);
    },
  });
  records.close();
  const row = (name: string, against: string, { a, b }: typeof bare): Row => ({
    name,
    against,
    ratio: ratio(b, a),
    wanted: 'at least',
    figures: `${rate(all.length, a)} against ${rate(all.length, b)}`,
  });
  return [
    { ...row('12 verify, one thread', 'bare SHA-256 of the records in memory', bare), later: 0.3 },
    row('13 verify, one thread', 'reading the records + bare SHA-256', reading),
  ];
}
