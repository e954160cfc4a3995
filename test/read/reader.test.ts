import { describe, expect, it } from 'vitest';
import { Reader, type ReaderStore } from '../../src/read/reader.ts';
import { contestStream } from '../../src/store/event-store.ts';
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
