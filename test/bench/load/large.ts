import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { FIELDS, pack, unpack } from '../../../projections/columns.ts';
import { contestStream } from '../../../src/store/event-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';

/** Which contests of a ledger are copied, and how often. */
export interface Copying {
  readonly contests: readonly string[];
  readonly copies: number;
}

type Row = [
  stream: number,
  revision: number,
  recordedMax: number,
  id: Uint8Array,
  leaf: string,
  salt: Uint8Array,
  payload: string,
  packed: Uint8Array,
];

const ROWS = `SELECT stream, revision, recorded_max, id, CAST(leaf AS TEXT), salt, CAST(payload AS TEXT), packed
  FROM old.entry JOIN old.facts USING (stream, revision) JOIN old.stream ON stream.number = entry.stream
  WHERE stream.name IN (SELECT value FROM json_each(?)) ORDER BY seq`;

const REFERENCES = (['act', 'replaces', 'entry'] as const).map((field) => FIELDS.indexOf(field));

/** All of an id but its last two digits, which tell the copies apart. */
const ID = /\b([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{10})[0-9a-f]{2}\b/g;

/** The contest of a copy. */
const copyName = (contest: string, copy: number): string => `${contest}-${copy}`;

/**
 * Fills a new ledger's file with copies of contests of another, each copy with ids of its own: a hundred times faster
 * than appending as much. Everything is as it was but the hashes of payloads. Answers with the contests.
 */
export async function copyLedger(
  from: string,
  to: string,
  { contests, copies }: Copying,
): Promise<string[]> {
  await openSqliteStore(to).close();
  const db = new DatabaseSync(to);
  db.prepare('ATTACH ? AS old').run(from);
  db.exec('BEGIN; INSERT INTO symbol SELECT * FROM old.symbol');
  const rows = db
    .prepare(ROWS, { returnArrays: true })
    .all(JSON.stringify(contests.map(contestStream))) as unknown as Row[];
  const places = new Map(rows.map((row, place) => [unpack(row[7]).row[0] ?? -1, place]));
  const insert = inserter(db);
  const names: string[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    const streams = new Map<number, number>();
    for (const row of rows) {
      if (!streams.has(row[0])) {
        streams.set(row[0], names.length);
        const contest = contests.find((each) => row[4].startsWith(`{"contest":"${each}",`)) ?? '';
        insert.stream(names.length, contestStream(copyName(contest, copy)));
        names.push(copyName(contest, copy));
      }
      insert.entry(row, { copy, streams, places, first: copy * rows.length });
    }
  }
  db.exec('COMMIT; DETACH old');
  db.close();
  return names;
}

/** What a copy changes: its number, its streams, the places of sequence numbers, and its first. */
interface Copy {
  readonly copy: number;
  readonly streams: ReadonlyMap<number, number>;
  readonly places: ReadonlyMap<number, number>;
  readonly first: number;
}

function inserter(db: DatabaseSync) {
  const stream = db.prepare('INSERT INTO stream VALUES (?, ?)');
  const entry = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const facts = db.prepare('INSERT INTO facts VALUES (?, ?, ?)');
  return {
    stream: (number: number, name: string) => stream.run(number, name),
    entry: (row: Row, { copy, streams, places, first }: Copy) => {
      const [before, revision, recordedMax, id, leaf, salt, payload, packed] = row;
      const tail = copy.toString(16).padStart(2, '0');
      const bytes = (text: string): SQLInputValue => Buffer.from(text.replace(ID, `$1${tail}`));
      const ownId = Uint8Array.from([...id.subarray(0, 15), copy]);
      const { row: numbers } = unpack(packed);
      const moved = (seq: number): number => (seq < 0 ? seq : first + (places.get(seq) ?? 0));
      const columns = numbers.map((value, at) =>
        at === 0 || REFERENCES.includes(at) ? moved(value) : value,
      );
      const [seq = 0] = columns;
      const number = streams.get(before) ?? 0;
      const named = leaf.replace(
        /^\{"contest":"([^"]*)"/,
        (_, one) => `{"contest":"${copyName(one, copy)}"`,
      );
      entry.run(seq, ownId, number, revision, recordedMax, bytes(named), salt, bytes(payload));
      facts.run(number, revision, pack(columns, ownId));
    },
  };
}
