/** Export, import into an empty ledger, export again: nothing is lost and nothing is made anew. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, parseDraft } from '../../events/entry.ts';
import { standingsOn } from '../../projections/on-day.ts';
import { storeLines } from '../../src/interchange/import.ts';
import { exportLine, type Line, readNdjson } from '../../src/interchange/ndjson.ts';
import { digestOf } from '../../src/ledger/digest.ts';
import { contestsOf } from '../../src/ledger/queries/asking.ts';
import { type Service, serviceOver } from '../../src/ledger/service.ts';
import { isErased } from '../../src/store/decode.ts';
import { contestOfStream } from '../../src/store/event-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { FOREVER, parseDay } from '../../src/time/day.ts';
import { DAY_ZERO } from '../laws/dates.ts';
import { build, recipes } from '../laws/histories.ts';
import { Random } from '../laws/random.ts';
import { SEED } from '../laws/settings.ts';
import { SAMPLES } from '../samples/samples.ts';
import {
  as,
  corrected,
  disputed,
  endNomination,
  enrolled,
  entered,
  erased,
  FRAME,
  merged,
  nominated,
  opened,
  resolved,
  type Sent,
  struck,
} from '../support/given.ts';

/** How many random ledgers make the journey. */
const RUNS = 40;

/** An empty ledger, with a clock and bytes of its own. */
function empty(seed: number): Service {
  const random = new Random(seed);
  let clock = Date.UTC(2026, 0, 1) + seed * 1000;
  return serviceOver(openSqliteStore(':memory:'), {
    now: () => {
      clock += 1000;
      return clock;
    },
    randomBytes: (length) => Uint8Array.from({ length }, () => random.below(256)),
  });
}

async function append(service: Service, contest: string | null, sent: Sent): Promise<boolean> {
  const parsed = parseDraft(JSON.parse(JSON.stringify(sent)));
  if (!parsed.ok) throw new Error(parsed.problem);
  const drafts: Draft[] = [parsed.draft];
  const erasing = sent.type === 'PayloadErased';
  const how = { recordedBy: 'an editor', erasing };
  return (await service.ledger.append(contest, drafts, how)).ok;
}

async function exported(service: Service): Promise<string> {
  const all = await service.store.readAll(0, 100_000);
  return all.map((stored) => `${exportLine(stored)}\n`).join('');
}

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < text.length; from += 5000) {
    yield Buffer.from(text.slice(from, from + 5000));
  }
}

/** Brings an export into an empty ledger. */
async function imported(text: string): Promise<Service> {
  const service = empty(99);
  const lines: Line[] = [];
  for await (const line of readNdjson(inPieces(text), 'all.ndjson')) lines.push(line);
  const course = { progress: () => undefined, signal: new AbortController().signal };
  const options = { recordedBy: 'somebody else', strict: false };
  const outcome = await storeLines(service.ledger, lines, options, course);
  expect(outcome).toMatchObject({ ok: true, appended: lines.length });
  return service;
}

const SAMPLE_DAYS = ['2010-06-10', '2010-09-25', '2015-07-01', '2016-08-20', '2020-02-01'];
const DAYS = [
  ...[0, 10, 25, 60, 4000].map((day) => DAY_ZERO + day),
  ...SAMPLE_DAYS.map((day) => parseDay(day) ?? 0),
];

/** The digests of every contest's standings, at several of each clock. */
async function digests(service: Service): Promise<string[]> {
  const { seq } = await service.store.head();
  const found: string[] = [];
  for (const contest of await contestsOf(service.store)) {
    for (const knownAt of new Set([seq, Math.floor(seq / 2), Math.floor((seq * 4) / 5)])) {
      for (const reportedBy of [FOREVER, ...DAYS.filter((_, index) => index % 3 === 0)]) {
        const timeline = await service.views.timeline(contest, { knownAt, reportedBy }, 'acts');
        const states = DAYS.map((day) => standingsOn(timeline, contest, day));
        found.push(...states.map((state) => digestOf(state, 'acts')));
      }
    }
  }
  return found;
}

async function expectRoundTrip(service: Service): Promise<void> {
  const text = await exported(service);
  const copy = await imported(text);
  expect(await exported(copy)).toBe(text);
  expect(await copy.log.catchUp()).toEqual(await service.log.catchUp());
  const of = await digests(service);
  expect(await digests(copy)).toEqual(of);
  expect(of.length).toBeGreaterThan(0);
  await copy.store.close();
  await service.store.close();
}

/** Erases some entries of a ledger, whatever the law might say; how many it took. */
async function eraseSome(service: Service, random: Random, most: number): Promise<number> {
  let count = 0;
  for (let tries = random.below(most + 1); tries > 0; tries -= 1) {
    const all = await service.store.readAll(0, 100_000);
    const { id, stream } = random.of(all);
    const data = { entry: id, legalBasis: 'A court order' };
    if (await append(service, contestOfStream(stream), { type: 'PayloadErased', data })) count += 1;
  }
  return count;
}

describe('export, import, export', () => {
  it.each(SAMPLES)('of the sample $contest is the same ledger', async ({ contest, lines }) => {
    const service = empty(1);
    for (const { contest: _, ...sent } of lines) {
      expect(await append(service, contest, sent)).toBe(true);
    }
    await expectRoundTrip(service);
  });

  it('of all samples together is the same ledger', async () => {
    const service = empty(2);
    for (const { contest, lines } of SAMPLES) {
      for (const { contest: _, ...sent } of lines) await append(service, contest, sent);
    }
    await expectRoundTrip(service);
  });

  it('keeps corrections, strikes, disputes, merges and erasures', async () => {
    const service = empty(3);
    const story: readonly (readonly [string | null, Sent])[] = [
      ...FRAME.map((sent) => ['leader-2010', sent] as const),
      ['leader-2010', as('a', nominated('m1', 'ann', '2010-06-02'))],
      ['leader-2010', as('b', nominated('m2', 'bob', '2010-06-03'))],
      ['leader-2010', as('c', nominated('t1', 'ann', '[2010-06-01..2010-06-20]'))],
      ['leader-2010', as('d', nominated('t2', 'cay', '2010-06'))],
      ['leader-2010', corrected('a', { on: '2010-06-09' })],
      ['leader-2010', struck('b')],
      ['leader-2010', disputed('c')],
      ['leader-2010', resolved('c', 'upheld')],
      [null, as('m', merged('t2', 't3'))],
      ['leader-2010', as('w', endNomination('d', '2010-07-01'))],
      ['leader-2010', erased('a')],
      ['leader-2010', as('e', nominated('t3', 'ann', '2010-07-05'))],
      [null, as('n', merged('s1', 's2'))],
      [null, erased('n')],
    ];
    for (const [contest, sent] of story) expect(await append(service, contest, sent)).toBe(true);
    const stored = await service.store.readAll(0, 1000);
    expect(stored.filter(isErased)).toHaveLength(3);
    await expectRoundTrip(service);
  });

  it('keeps what names an endorser that only an erased enrolment or merge made known', async () => {
    const service = empty(5);
    const [here, there] = ['leader-2010', 'leader-2015'];
    const story: readonly (readonly [string | null, Sent])[] = [
      ...FRAME.map((sent) => [here, sent] as const),
      ...[opened('2015-05-01'), entered('ann', '2015-05-01'), enrolled('t9', 'TU')].map(
        (sent) => [there, sent] as const,
      ),
      [null, as('m', merged('t1', 't9'))],
      // Of the other contest t1 is known by the merge alone.
      [there, nominated('t1', 'ann', '2015-06-01')],
      [null, erased('m')],
      [null, as('n', merged('t2', 't3'))],
      [here, erased('t2')],
    ];
    for (const [contest, sent] of story) expect(await append(service, contest, sent)).toBe(true);
    await expectRoundTrip(service);
  });

  it('keeps a strike of the one of two enrolments that was not erased', async () => {
    const service = empty(6);
    const again = as('t1-again', enrolled('t1', 'TU'));
    const act = nominated('t1', 'ann', '2010-06-02');
    const story = [...FRAME, again, act, struck('t1-again'), erased('t1')];
    for (const sent of story) expect(await append(service, 'leader-2010', sent)).toBe(true);
    await expectRoundTrip(service);
  });

  it('never loses the opening of a contest with what is erased of its corrections', async () => {
    const service = empty(7);
    const correction = as('k', corrected('opened', { on: '2010-05-02' }));
    for (const sent of [...FRAME, correction]) await append(service, 'leader-2010', sent);
    expect(await append(service, 'leader-2010', erased('k'))).toBe(false);
    await expectRoundTrip(service);
  });

  it(`holds for random ledgers, some with erasures [LAWS_SEED=${SEED}]`, async () => {
    const random = new Random(SEED);
    let [erasures, merges] = [0, 0];
    for (const recipe of fc.sample(recipes, { numRuns: RUNS, seed: SEED })) {
      const service = empty(4);
      const { kept } = await build(recipe, { store: service.store });
      merges += kept.filter(({ placed }) => placed.sent.contest === null).length;
      erasures += await eraseSome(service, random, 3);
      await expectRoundTrip(service);
    }
    expect(Math.min(erasures, merges)).toBeGreaterThan(10);
  });
});
