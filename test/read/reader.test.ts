import { describe, expect, it } from 'vitest';
import { FIELDS, NONE, pack } from '../../projections/columns.ts';
import { Reader, type ReaderStore } from '../../src/read/reader.ts';
import { contestStream } from '../../src/store/event-store.ts';
import { range } from '../store/contract/ledger.ts';
import { Bench, enrolled, FRAME } from '../support/given.ts';

/** A ledger of three contests of some hundred entries, and how often rows were read from the first on. */
async function asked(budget: number) {
  const bench = new Bench();
  const contests = ['one', 'two', 'three'];
  for (const contest of contests) {
    const members = Array.from({ length: 300 }, (_, n) => enrolled(`${contest}-${n}`, 'MP'));
    await bench.accept([...FRAME.map(({ id: _, ...rest }) => rest), ...members], { contest });
  }
  const { store } = bench;
  const whole: string[] = [];
  const watched: ReaderStore = {
    symbols: store.symbols,
    generation: () => store.generation(),
    changes: () => store.changes(),
    factsOf: (stream, from, limit) => {
      if (from === 0) whole.push(stream);
      return store.factsOf(stream, from, limit);
    },
  };
  const reader = new Reader(watched, budget);
  for (const contest of [...contests, ...contests]) await reader.contest(contest);
  return { whole, all: contests.map(contestStream) };
}

describe('the columns that a reader keeps', () => {
  it('are read once where they fit into its budget', async () => {
    const { whole, all } = await asked(64e6);
    expect(whole).toEqual(all);
  });

  it('are dropped, the least used first, by how large they have become', async () => {
    const { whole, all } = await asked(60_000);
    expect(whole).toEqual([...all, ...all]);
  });
});

describe('a long stream', () => {
  it('is read in pieces, between which others have their turn, and whole', async () => {
    const rows = 25_000;
    const store: ReaderStore = {
      symbols: { name: () => 'nobody', of: () => NONE },
      generation: () => 0,
      changes: () => 0,
      factsOf: async (_, from, limit) => {
        const count = Math.min(limit, rows - from);
        const packed = range(from, from + count).map((seq) =>
          pack([seq, ...FIELDS.slice(1).map(() => NONE)], new Uint8Array(16)),
        );
        return { rows: Buffer.concat(packed), details: new Map() };
      },
    };
    let turns = 0;
    let reading = true;
    const count = () => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    const columns = await new Reader(store, 64e6).contest('long');
    reading = false;
    expect(columns.length).toBe(rows);
    expect(columns.seq.slice(0, rows)).toEqual(Int32Array.from(range(0, rows)));
    expect(turns).toBeGreaterThan(1);
  });
});
