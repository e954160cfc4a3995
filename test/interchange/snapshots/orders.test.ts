/** Random lists that are overwritten: whatever order their copies come in, all clocks tell the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verified } from '../../../src/interchange/verification.ts';
import type { Service } from '../../../src/ledger/service.ts';
import { parseDay } from '../../../src/time/day.ts';
import {
  backersOn,
  emptyLedger,
  type Imported,
  importCopies,
  mappingFor,
  possibleOn,
  statesOf,
  timelineBy,
} from './importing.ts';
import { backers, type DatedCopy, dayIn, differences, type Row } from './oracle.ts';
import { RUNS, SEED } from './settings.ts';

const LAST = 24;
const iso = (day: number): string => `2020-01-${`${day}`.padStart(2, '0')}`;
const dayOf = (day: string): number => parseDay(day) as number;

const endorsers = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay'];
const candidates = ['xi', 'yo', 'zed'];

const exact = fc.integer({ min: 1, max: LAST + 4 }).map(iso);
const rough = fc.oneof(
  exact,
  fc.constantFrom('2020-01', '2020', '2019-12', '2020-02-XX', '2019-12-31~'),
  fc.tuple(exact, exact).map((days) => days.toSorted().join('/')),
);

/** What a copy says of one endorser; undefined: nothing. */
const cellOf = (on: fc.Arbitrary<string>) =>
  fc.option(
    fc.record({
      candidate: fc.option(fc.constantFrom(...candidates), { freq: 5, nil: null }),
      on: fc.option(on, { freq: 3, nil: null }),
      category: fc.constantFrom('gov', 'gov', 'gov', 'sen'),
    }),
    { freq: 4, nil: undefined },
  );

type Cell = Omit<Row, 'endorser'> | undefined;

const rowOf = (endorser: string, said: Omit<Row, 'endorser'>): Row => ({
  endorser,
  ...said,
  on: said.candidate === null ? null : said.on,
});

/** Copies of a list of some endorsers, as it went on: most rows are as they were. */
const listsOf = (on: fc.Arbitrary<string>) =>
  fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 2, max: LAST }), { minLength: 2, maxLength: 6 }),
      columns: fc.array(
        fc.array(fc.record({ said: cellOf(on), same: fc.boolean() }), {
          minLength: 6,
          maxLength: 6,
        }),
        { minLength: 1, maxLength: 6 },
      ),
      order: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
      groups: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      removed: fc.constantFrom('withdrawn' as const, 'struck' as const),
    })
    .map(({ days, columns, order, groups, removed }) => {
      const sorted = days.toSorted((one, other) => one - other);
      const said = columns.map((column) => {
        const cells: Cell[] = [];
        for (const [index, each] of column.entries()) {
          cells.push(each.same && index > 0 ? cells[index - 1] : each.said);
        }
        return cells;
      });
      const copies = sorted.map((day, index): DatedCopy => {
        const rows = said.flatMap((cells, endorser) => {
          const now = cells[index];
          return now === undefined ? [] : [rowOf(endorsers[endorser] as string, now)];
        });
        return {
          day: iso(day),
          rows: [...rows, rowOf('zoe', { candidate: 'xi', on: null, category: 'sen' })],
        };
      });
      const places = copies.map((_, index) => index);
      places.sort((one, other) => (order[one] ?? 0) - (order[other] ?? 0));
      const shuffled = places.map((place) => copies[place] as DatedCopy);
      const runs: DatedCopy[][] = [];
      for (const [index, copy] of shuffled.entries()) {
        if (groups[index] || index === 0) runs.push([copy]);
        else runs.at(-1)?.push(copy);
      }
      return { copies, shuffled, runs, removed };
    });

type Lists = ReturnType<typeof listsOf> extends fc.Arbitrary<infer T> ? T : never;

async function imported(
  runs: readonly (readonly DatedCopy[])[],
  { removed }: Lists,
): Promise<{ service: Service; done: Imported[] }> {
  const service = emptyLedger();
  const done: Imported[] = [];
  for (const copies of runs) done.push(await importCopies(service, copies, mappingFor(removed)));
  for (const each of done) expect(each.problems).toEqual([]);
  return { service, done };
}

async function expectCopies(service: Service, copies: readonly DatedCopy[]): Promise<void> {
  for (const [index, copy] of copies.entries()) {
    const day = dayOf(copy.day);
    const timeline = await timelineBy(service, day);
    const early = copy.rows.filter(
      ({ endorser }) => (dayIn(copies, index, endorser) ?? '') > copy.day,
    );
    const coming = new Set(early.map(({ endorser }) => endorser));
    // Until a day that is still to come whoever was backed before may still be.
    const settled = (line: string) => !coming.has(line.split(' ')[0] ?? '');
    const listed = copy.rows.filter(
      ({ endorser, candidate }) => candidate !== null && !coming.has(endorser),
    );
    const said = listed.map((row) => `${row.endorser} ${row.candidate} ${row.category}`);
    expect(backersOn(timeline, day).filter(settled)).toEqual(said.toSorted());
    const possible = listed.map((row) => `${row.endorser} ${row.candidate}`);
    expect(possibleOn(timeline, day).filter(settled)).toEqual(possible.toSorted());
    // Whoever backs somebody from a later day on does so then, by what the copy says.
    const later = possibleOn(timeline, dayOf('2021-01-01'));
    expect(later).toEqual([...backers(copy)].map((each) => each.join(' ')).toSorted());
  }
}

const told = (done: readonly Imported[]): string[] =>
  done.flatMap(({ differences: found }) =>
    found
      .filter(({ what }) => what !== 'listed' && what !== 'unlisted')
      .map(({ copy, endorser, what, candidate, on, was }) => {
        const before = what === 'added' || what === 'backdated' ? '' : ` (${was})`;
        return `${copy}: ${endorser} ${what} ${candidate} ${on}${before}`;
      }),
  );

/** The days of interest on both clocks. */
function moments(copies: readonly DatedCopy[]): [number[], number[]] {
  const days = copies.map(({ day }) => dayOf(day));
  const others = ['2019-12-20', iso(5), iso(15), '2020-02-01'].map(dayOf);
  return [
    [...days, ...others],
    [dayOf('2019-12-01'), ...days],
  ];
}

const inTurn = (copies: readonly DatedCopy[]): DatedCopy[][] => copies.map((copy) => [copy]);

/** Nothing is wrong with the ledger itself. */
async function expectClean(service: Service): Promise<void> {
  const { signal } = new AbortController();
  const report = await verified(service, { keys: [] }, { tell: () => undefined, signal });
  expect(report).toMatchObject({ faults: [] });
}

/** Imported in another way, copies tell the same on all days; the same once more adds nothing. */
async function expectSame(
  way: readonly (readonly DatedCopy[])[],
  each: Lists,
  states: readonly string[],
): Promise<void> {
  const { service } = await imported(way, each);
  const now = await statesOf(service, ...moments(each.copies));
  const place = now.findIndex((state, index) => state !== states[index]);
  // One state that differs is more easily read than all of them.
  expect(now[place]).toBe(states[place]);
  expect(now.length).toBe(states.length);
  const nothing = { added: 0, differences: [], problems: [] };
  for (const copies of [each.shuffled, ...way, [...each.copies, ...each.shuffled]]) {
    const again = await importCopies(service, copies, mappingFor(each.removed));
    expect(again).toMatchObject(nothing);
  }
  await service.store.close();
}

describe('dated copies of a list', () => {
  it('tell the same on every day by every day of report, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(listsOf(exact), async (each) => {
        const once = await imported([each.copies], each);
        await expectCopies(once.service, each.copies);
        const expected = each.copies.flatMap((copy, index) =>
          differences(each.copies, index).map((line) => `${copy.day}: ${line}`),
        );
        expect(told(once.done).toSorted()).toEqual(expected.toSorted());
        const states = await statesOf(once.service, ...moments(each.copies));
        await once.service.store.close();
        const ways = [each.shuffled.map((copy) => [copy]), each.runs, inTurn(each.copies)];
        for (const way of ways) await expectSame(way, each, states);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  }, 3_600_000);

  it('leave a ledger in which nothing is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(listsOf(exact), async (each) => {
        const { service } = await imported(each.runs, each);
        await expectClean(service);
        await service.store.close();
      }),
      { numRuns: Math.ceil(RUNS / 20), seed: SEED },
    );
  }, 3_600_000);

  it('tell the same where the list says roughly when', async () => {
    await fc.assert(
      fc.asyncProperty(listsOf(rough), async (each) => {
        const once = await imported([each.copies], each);
        const states = await statesOf(once.service, ...moments(each.copies));
        await once.service.store.close();
        for (const way of [each.shuffled.map((copy) => [copy]), each.runs]) {
          await expectSame(way, each, states);
        }
      }),
      { numRuns: Math.ceil(RUNS / 3), seed: SEED },
    );
  }, 3_600_000);
});
