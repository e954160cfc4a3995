import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  as,
  Bench,
  CONTEST,
  corrected,
  draft,
  endEndorsement,
  endNomination,
  endorsed,
  enrolled,
  entered,
  FRAME,
  id,
  nominated,
  opened,
  type Sent,
  source,
  struck,
  told,
} from '../support/given.ts';

const by = { recordedBy: 'a tester' };

const good = (bench: Bench, sent: readonly Sent[], more: object = {}) =>
  bench.ledger.appendGood(CONTEST, sent.map(draft), { ...by, ...more });

const length = async ({ store }: Bench) => (await store.head()).seq + 1;

describe('what is good of a batch', () => {
  it('goes in, and what is wrong is told at its place', async () => {
    const bench = await told();
    const before = await length(bench);
    const done = await good(bench, [
      as('one', nominated('m1', 'ann', '2010-06-01')),
      as('two', nominated('nobody', 'ann', '2010-06-01')),
      as('three', nominated('m2', 'ann', '2010-06-02')),
      as('four', nominated('m1', 'ann', '2010-06-03')),
    ]);
    expect(done.refusals.map(({ index, code }) => [index, code])).toEqual([
      [1, 'unknown-endorser'],
      [3, 'same-act-or-anew'],
    ]);
    expect(done.good.map((each) => each.id)).toEqual([id('one'), id('three')]);
    expect(await length(bench)).toBe(before + 2);
  });

  it('leaves ids that are stored already as they are, whatever their body', async () => {
    const bench = await told(as('one', nominated('m1', 'ann', '2010-06-01')));
    const before = await length(bench);
    const done = await good(bench, [
      as('one', nominated('m1', 'bob', '2010-06-09')),
      as('two', nominated('m2', 'bob', '2010-06-09')),
      as('two', nominated('m2', 'bob', '2010-06-09')),
    ]);
    expect([done.there, done.refusals, done.good.length]).toEqual([[0, 2], [], 1]);
    expect(await length(bench)).toBe(before + 1);
  });

  it('leaves ids that another contest has, though its own is not open yet', async () => {
    const bench = await told(as('one', nominated('m1', 'ann', '2010-06-01')));
    const before = await length(bench);
    const sent = [opened(), as('one', entered('ann'))].map(draft);
    const done = await bench.ledger.appendGood('another', sent, by);
    expect([done.there, done.refusals, done.good.length]).toEqual([[1], [], 1]);
    expect(await length(bench)).toBe(before + 1);
  });

  it('is judged by what is good before it alone', async () => {
    const bench = await told();
    const done = await good(bench, [
      entered('zoe', '2010-06-01'),
      nominated('m1', 'zoe', '2010-06-02'),
      enrolled('mp-z', 'NOPE'),
      nominated('mp-z', 'zoe', '2010-06-02'),
    ]);
    expect(done.refusals.map(({ index, code }) => [index, code])).toEqual([
      [2, 'unknown-category'],
      [3, 'unknown-endorser'],
    ]);
  });

  it('is not judged by a correction that is refused once its effect is known', async () => {
    const bench = await told();
    const done = await good(bench, [
      as('act', nominated('m1', 'ann', '2010-06-01')),
      endNomination('act', '2010-06-05'),
      corrected('act', { on: '2010-07-01' }),
      endNomination('act', '2010-06-10'),
    ]);
    expect(done.refusals.map(({ index, code }) => [index, code])).toEqual([[2, 'end-before-act']]);
    expect(done.good.length).toBe(3);
  });

  it('leaves nothing of what it tried behind, corrections of sources among it', async () => {
    const bench = await told(as('act', nominated('m1', 'ann', '2010-06-01')));
    const sent = [
      nominated('m2', 'ann', '2010-06-01'),
      corrected('act', { sources: [source('2010-06-03')] }),
      nominated('m3', 'ann', '2010-06-02'),
    ];
    await good(bench, sent, { dryRun: true });
    expect((await good(bench, sent)).refusals).toEqual([]);
    const again = await good(bench, [nominated('m3', 'ann', '2010-06-05')]);
    expect(again.refusals.map(({ code }) => code)).toEqual(['same-act-or-anew']);
  });

  it('stores nothing when it is tried, and tells the same', async () => {
    const bench = await told();
    const sent = [nominated('m1', 'ann', '2010-06-01'), nominated('nobody', 'ann', '2010-06-01')];
    const before = await length(bench);
    const tried = await good(bench, sent, { dryRun: true });
    expect(await length(bench)).toBe(before);
    const done = await good(bench, sent);
    expect(tried.refusals).toEqual(done.refusals);
    expect(tried.good.length).toBe(done.good.length);
  });

  it('refuses what would only be warned of, where that is wanted', async () => {
    const bench = await told();
    const sent = [nominated('m1', 'ann', '2110-06-01'), nominated('m2', 'ann', '2010-06-01')];
    const strict = await good(bench, sent, { strict: true, dryRun: true });
    expect(strict.refusals.map(({ index, code }) => [index, code])).toEqual([[0, 'strict']]);
    const lenient = await good(bench, sent);
    expect(lenient.warnings.map(({ index, code }) => [index, code])).toEqual([[0, 'future-date']]);
  });

  it('takes another draft in the place of a refused one, and asks for it once', async () => {
    const bench = await told(as('act', nominated('m1', 'ann', '2010-06-01')));
    const asked: string[] = [];
    const done = await good(
      bench,
      [nominated('m1', 'ann', '2010-06-02'), nominated('x', 'ann', '2010-06-02')],
      {
        again: (
          each: { data: object },
          { code, candidates }: { code: string; candidates?: string[] },
        ) => {
          asked.push(code);
          return { ...each, data: { ...each.data, act: candidates?.[0] } };
        },
      },
    );
    expect(asked).toEqual(['same-act-or-anew', 'unknown-endorser']);
    expect(done.good.map(({ data }) => data.act)).toEqual([id('act')]);
    expect(done.refusals.map(({ code }) => code)).toEqual(['unknown-endorser']);
  });
});

const names = ['m1', 'm2', 'm9', 'stranger'];
const candidates = ['ann', 'bob', 'nobody'];
const days = ['2010-05-20', '2010-06-01', '[2010-06-01..2010-06-20]', '2010-07-01'];
const some = <T>(items: readonly T[]) => fc.constantFrom(...items);
const place = fc.nat(29);

/** Entries good and bad, which name one another by their places. */
const entry: fc.Arbitrary<Sent> = fc.oneof(
  fc.tuple(some(names), some(candidates), some(days)).map(([e, c, on]) => nominated(e, c, on)),
  fc
    .tuple(some(names), some(candidates), some(days), place)
    .map(([e, c, on, n]) => endorsed(e, c, on, { replaces: id(`n${n}`) })),
  fc.tuple(some(names), some(candidates), some(days)).map(([e, c, on]) => endorsed(e, c, on)),
  fc.tuple(place, some(days)).map(([n, on]) => endNomination(`n${n}`, on)),
  fc.tuple(place, some(days)).map(([n, on]) => endEndorsement(`n${n}`, on)),
  fc.tuple(place, some(days)).map(([n, on]) => corrected(`n${n}`, { on })),
  place.map((n) => struck(`n${n}`)),
  some(['MP', 'TU', 'NOPE']).map((category) => enrolled('m9', category)),
  some(['stranger']).map((name) => enrolled(name, 'SS')),
);

describe('the same good entries', () => {
  it('as if each were appended alone, in its turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 5, maxLength: 30 }), async (entries) => {
        const sent = entries.map((each, n) => as(`n${n}`, each));
        const [together, alone] = [new Bench(), new Bench()];
        for (const bench of [together, alone]) await bench.accept(FRAME);
        const done = await good(together, sent);
        const taken: number[] = [];
        for (const [index, each] of sent.entries()) {
          if ((await alone.append([each])).ok) taken.push(index);
        }
        expect(done.good.map((each) => each.id)).toEqual(taken.map((index) => id(`n${index}`)));
        for (const day of ['2010-06-10', '2010-08-01']) {
          expect(await together.state(day)).toEqual(await alone.state(day));
        }
      }),
      { numRuns: 60 },
    );
  });
});
