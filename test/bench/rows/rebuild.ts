import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import { serviceOver } from '../../../src/ledger/service.ts';
import { Reader } from '../../../src/read/reader.ts';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store.ts';
import { type Copying, copyLedger } from '../load/large.ts';
import { Random } from '../load/random.ts';
import { each, inTurns, type Row, rate, ratio, timed } from '../measure.ts';
import { BUDGET, type Desk, type Setting } from '../setting.ts';

const CHUNK = 10_000;

/** So many contests are asked for by a start each, before and after a rebuild. */
const STARTS = 15;

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

/** Reads all contests into a fresh reader. */
export async function readAll(store: SqliteStore, contests: readonly string[]): Promise<Reader> {
  const reader = new Reader(store, BUDGET);
  await reader.register();
  for (const contest of contests) await reader.contest(contest);
  return reader;
}

/** A large ledger in a file, and its contests. */
interface Large {
  readonly file: string;
  readonly contests: readonly string[];
}

/** Rebuilding the read side of a large ledger, from columns and from bytes, and starting with neither. */
export async function rebuildRows(
  setting: Setting,
  desk: Desk,
  copying: Copying,
  turns: number,
): Promise<Row[]> {
  const file = join(setting.folder, 'large.db');
  const contests = await copyLedger(desk.file, file, copying);
  const large = { file, contests };
  const store = openSqliteStore(file);
  const floor = new Floor(file);
  try {
    return [
      ...(await rebuilt(setting, store, floor, { ...large, turns })),
      await startRow(setting, large, turns),
    ];
  } finally {
    floor.close();
    await store.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  }
}

async function rebuilt(
  setting: Setting,
  store: SqliteStore,
  floor: Floor,
  { contests, turns }: Large & { readonly turns: number },
): Promise<Row[]> {
  const count = floor.read();
  const columns = await inTurns(setting.now, turns, {
    a: () => readAll(store, contests),
    b: () => floor.read(),
  });
  const never = new AbortController().signal;
  const bytes = await inTurns(setting.now, turns, {
    a: async () => {
      const difference = await store.rebuild(() => undefined, never, availableParallelism());
      if (difference !== null) throw new Error(`columns differ: ${JSON.stringify(difference)}`);
    },
    b: () => floor.read(),
  });
  const size = `${count.toLocaleString('en-GB')} entries, ${contests.length} contests`;
  const row = (name: string, { a, b }: { a: number[]; b: number[] }, later: number): Row => ({
    name,
    against: 'reading the rows + JSON.parse',
    ratio: ratio(b, a),
    wanted: 'at least',
    later,
    figures: `${rate(count, a)} against ${rate(count, b)} (${size})`,
  });
  return [
    row('4 rebuild from columns', columns, 4),
    row('5 rebuild from bytes, compared', bytes, 0.6),
  ];
}

/** Opens a ledger, reads what it is given, and answers the first question about a contest. */
async function start(
  setting: Setting,
  file: string,
  contest: string,
  contests: readonly string[],
): Promise<void> {
  const service = serviceOver(openSqliteStore(file, { readOnly: true }), setting.world, false);
  for (const each of contests) await service.reader.contest(each);
  await askStandings(service, contest, {});
  await service.store.close();
}

async function startRow(setting: Setting, { file, contests }: Large, turns: number): Promise<Row> {
  const random = new Random(setting.seed);
  const asked = Array.from({ length: STARTS }, () => random.of(contests));
  const { a, b } = await inTurns(setting.now, turns, {
    a: async () => {
      for (const contest of asked) await start(setting, file, contest, []);
    },
    b: () => start(setting, file, asked[0] ?? '', contests),
  });
  const [largest = ''] = contests;
  const longest = await timed(setting.now, () => start(setting, file, largest, []));
  return {
    name: '5 start to the first answer about a contest, reading no other',
    against: 'the same, all columns read first',
    ratio: ratio(
      b,
      a.map((time) => time / STARTS),
    ),
    wanted: 'at least',
    later: 15,
    figures: `${each(STARTS, a)} (of the largest contest ${each(1, [longest])}) against ${each(1, b)}`,
  };
}
