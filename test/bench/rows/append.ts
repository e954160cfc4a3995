import { join } from 'node:path';
import type { StoredEntry } from '../../../src/store/event-store.ts';
import type { ContestLoad } from '../load/contest-load.ts';
import { Random } from '../load/random.ts';
import type { Sent } from '../load/sent.ts';
import { inTurns, more, type Row, rate, ratio } from '../measure.ts';
import { type RawRow, RawTable } from '../raw.ts';
import type { Desk, Setting } from '../setting.ts';

const BATCH = 500;
const APPENDERS = 64;

interface Sending {
  readonly load: ContestLoad;
  readonly entries: readonly Sent[];
}

/** Appends to a ledger and to a raw table in turns, so that both always hold the same entries. */
export class Appending {
  readonly #setting: Setting;
  readonly #desk: Desk;
  readonly #loads: readonly ContestLoad[];
  readonly #raw: RawTable;
  #sending: Sending[] = [];
  #stored: StoredEntry[] = [];
  #rows: RawRow[] = [];

  constructor(setting: Setting, desk: Desk, loads: readonly ContestLoad[]) {
    this.#setting = setting;
    this.#desk = desk;
    this.#loads = loads;
    this.#raw = new RawTable(join(setting.folder, 'raw.db'));
  }

  /** Appends what is no part of a measurement. */
  async beside(contest: string | null, sent: readonly Sent[]): Promise<void> {
    if (sent.length === 0) return;
    this.#raw.together(this.#raw.rows(await this.#desk.append(contest, sent)));
  }

  async #append({ load, entries }: Sending): Promise<void> {
    this.#stored.push(...(await this.#desk.append(load.plan.contest, entries)));
  }

  #toRows(): void {
    this.#stored.sort((one, other) => one.seq - other.seq);
    this.#rows = this.#raw.rows(this.#stored);
    this.#stored = [];
  }

  /** Fills the ledger, measuring the batches of the largest contest. */
  async batches(): Promise<Row> {
    const [largest, ...others] = this.#loads;
    if (largest === undefined) throw new Error('a load without contests');
    const turns = Math.floor(largest.left / BATCH) - 1;
    const slices = others.map((load) => ({ load, size: Math.ceil(load.left / turns) }));
    const { a, b } = await inTurns(this.#setting.now, turns, {
      prepare: async () => {
        for (const { load, size } of slices) {
          await this.beside(load.plan.contest, load.take(Math.min(size, load.left)));
        }
        this.#sending = [{ load: largest, entries: largest.take(BATCH) }];
      },
      a: async () => {
        for (const each of this.#sending) await this.#append(each);
      },
      between: () => this.#toRows(),
      b: () => this.#raw.together(this.#rows),
    });
    return {
      name: `3 append, batches of ${BATCH}`,
      against: `raw insert, ${BATCH} rows a transaction`,
      ratio: ratio(b, a),
      wanted: 'at least',
      figures: `${rate(BATCH, a)} against ${rate(BATCH, b)}`,
    };
  }

  /** One entry after another, each durable before the next, to contests by their weight. */
  async single(turns: number): Promise<Row> {
    const count = 25;
    const random = new Random(this.#setting.seed);
    const weights = this.#loads.map((load) => [load.plan.size, load] as const);
    const { a, b } = await inTurns(this.#setting.now, turns, {
      prepare: () => {
        this.#sending = Array.from({ length: count }, () => {
          const load = random.weighed(weights);
          return { load, entries: load.take(1) };
        });
      },
      a: async () => {
        for (const each of this.#sending) await this.#append(each);
      },
      between: () => this.#toRows(),
      b: () => this.#raw.eachAlone(this.#rows),
    });
    return {
      name: '1 append, one at a time, whole path',
      against: 'raw insert, one row a transaction',
      ratio: ratio(b, a),
      wanted: 'at least',
      due: 0.4,
      later: 0.6,
      figures: `${rate(count, a)} against ${rate(count, b)}: ${more(count, a, b)} an entry more`,
    };
  }

  /** Many at once, each to a contest of its own, each waiting for its entry before the next. */
  async concurrent(turns: number): Promise<Row> {
    const rounds = 2;
    const appenders = this.#loads.slice(-APPENDERS);
    const count = appenders.length * rounds;
    const { a, b } = await inTurns(this.#setting.now, turns, {
      prepare: () => {
        this.#sending = appenders.map((load) => ({ load, entries: load.take(rounds) }));
      },
      a: () =>
        Promise.all(
          this.#sending.map(async ({ load, entries }) => {
            for (const entry of entries) await this.#append({ load, entries: [entry] });
          }),
        ),
      between: () => this.#toRows(),
      b: () => {
        for (let at = 0; at < count; at += APPENDERS) {
          this.#raw.together(this.#rows.slice(at, at + APPENDERS));
        }
      },
    });
    return {
      name: `2 append, ${appenders.length} at once, a contest each`,
      against: `raw insert, ${APPENDERS} rows a transaction`,
      ratio: ratio(b, a),
      wanted: 'at least',
      later: 0.4,
      figures: `${rate(count, a)} against ${rate(count, b)}`,
    };
  }

  close(): void {
    this.#raw.close();
  }
}
