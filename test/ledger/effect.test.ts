import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cellChanges } from '../../projections/cell-changes.ts';
import { askEffect, type Effect, type EffectAsked } from '../../src/ledger/queries/effect.ts';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import { type Service, serviceOver } from '../../src/ledger/service.ts';
import type { LedgerStore } from '../../src/store/ledger-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import {
  as,
  CONTEST,
  draft,
  enrolled,
  entered,
  erased,
  FRAME,
  left,
  merged,
  nominated,
  opened,
  type Sent,
  stage,
} from '../support/given.ts';
import { MemoryStore } from '../support/memory-store.ts';

const NOW = Date.UTC(2026, 0, 1);
const BY = { recordedBy: 'a tester' };

/** A ledger that holds the frame and these, with a clock that stands still. */
const holding = (...sent: readonly Sent[]) => holdingIn(new MemoryStore(), sent);

async function holdingIn(store: LedgerStore, sent: readonly Sent[]): Promise<Service> {
  const service = serviceOver(store, {
    now: () => NOW,
    randomBytes: (length) => randomBytes(length),
  });
  await accepted(service, [...FRAME, ...sent]);
  return service;
}

async function accepted(service: Service, sent: readonly Sent[], contest: string | null = CONTEST) {
  const done = await service.ledger.append(contest, sent.map(draft), BY);
  if (!done.ok) throw new Error(done.refusal.message);
}

const effectOf = (
  service: Service,
  sent: readonly Sent[],
  asked: Partial<EffectAsked> = {},
  contest: string | null = CONTEST,
): Promise<Effect> => askEffect(service, contest, sent.map(draft), { clocks: {}, ...BY, ...asked });

async function told(service: Service, sent: readonly Sent[], asked: Partial<EffectAsked> = {}) {
  const effect = await effectOf(service, sent, asked);
  if (!effect.ok) throw new Error(effect.refusal.message);
  return effect;
}

const forAnn = as('a', nominated('t1', 'ann', '2010-07-10'));

describe('the effect of a batch', () => {
  it('is what the standings are before it and after it', async () => {
    const service = await holding(forAnn);
    const more = nominated('t2', 'ann', '2010-07-12');
    const { before, after, warnings } = await told(service, [more]);
    expect(
      cellChanges(before, after).map(({ certain, ...cell }) => [cell.category, certain]),
    ).toEqual([
      ['AFF', [1, 2]],
      ['TU', [1, 2]],
    ]);
    expect(before).toEqual(await askStandings(service, CONTEST, {}));
    expect(warnings).toEqual([]);
    expect([before.clocks.knownAt.seq, after.clocks]).toEqual([
      FRAME.length,
      {
        asOf: '2026-01-01',
        reportedBy: null,
        knownAt: { seq: FRAME.length + 1, recordedAt: '2026-01-01T00:00:00.000Z' },
      },
    ]);
  });

  it('is looked at on the day, by the publications and under the policy that are asked for', async () => {
    const service = await holding(stage('final'), forAnn);
    const batch = [as('b', nominated('t2', 'bob', '2010-07-12', { stage: 'final' }))];
    const asked = [
      { clocks: { asOf: '2010-07-11' } },
      { clocks: { asOf: '2010-07-12', reportedBy: '2010-04-30' } },
      { clocks: {}, counts: 'endorsements' },
      { clocks: {}, counts: 'stage:final' },
    ];
    const found = [];
    for (const each of asked) found.push(await told(service, batch, each));
    const counted = found.map(({ before, after }) => cellChanges(before, after).length);
    expect(counted).toEqual([0, 0, 0, 2]);
    await accepted(service, batch);
    for (const [at, { clocks, counts }] of asked.entries()) {
      expect(found[at]?.after).toEqual(await askStandings(service, CONTEST, clocks, counts));
    }
  });

  it('is seen of a contest that the batch opens, and of a stage in it', async () => {
    const service = await holding();
    const batch = [opened(), stage('first'), entered('eve'), enrolled('new-union', 'TU')].map(
      (sent, at) => as(`other ${at}`, sent),
    );
    const acts = [as('other act', nominated('new-union', 'eve', '2010-07-01', { stage: 'first' }))];
    const asked = { clocks: {}, ...BY, counts: 'stage:first' };
    const drafts = [...batch, ...acts].map(draft);
    const effect = await askEffect(service, 'other-2010', drafts, asked);
    if (!effect.ok) throw new Error(effect.refusal.message);
    const { before, after } = effect;
    expect([before.title, before.candidates, before.clocks.knownAt.seq]).toEqual([
      null,
      [],
      FRAME.length - 1,
    ]);
    expect(after.candidates[0]?.cells.TU).toMatchObject({ certain: 1 });
    await service.ledger.append('other-2010', drafts, BY);
    expect(after).toEqual(await askStandings(service, 'other-2010', {}, 'stage:first'));
  });

  it('is nothing where all of it is stored already, whatever revision is expected', async () => {
    const service = await holding(forAnn);
    const { before, after, warnings } = await told(service, [forAnn], {
      expected: 3,
      strict: true,
    });
    expect([after, warnings]).toEqual([before, []]);
  });

  it('knows that the names of a merge are one endorser', async () => {
    const service = await holding(forAnn, enrolled('t9', 'TU'));
    await accepted(service, [merged('t9', 't1')], null);
    const again = await effectOf(service, [nominated('t9', 'ann', '2010-07-10')]);
    expect(again).toMatchObject({ ok: false, refusal: { code: 'same-act-or-anew' } });
    const anew = nominated('t9', 'ann', '2010-07-10', { anew: true });
    const { before, after } = await told(service, [anew]);
    expect(cellChanges(before, after)).toEqual([]);
  });

  it('knows an erased name again that the register still merges', async () => {
    const given = [as('t9', enrolled('t9', 'TU')), forAnn];
    const service = await holdingIn(openSqliteStore(':memory:'), given);
    await accepted(service, [merged('t1', 't9')], null);
    const gone = await service.ledger.append(CONTEST, [draft(erased('t9'))], {
      ...BY,
      erasing: true,
    });
    expect(gone.ok).toBe(true);
    const second = nominated('t9', 'ann', '2010-07-10', { anew: true });
    const batch = [as('again', enrolled('t9', 'TU')), as('second', second)];
    const { after } = await told(service, batch);
    await accepted(service, batch);
    expect(after).toEqual(await askStandings(service, CONTEST, {}));
  });

  it('shows what lapses when a candidate leaves', async () => {
    const { before, after } = await told(await holding(forAnn), [left('ann', '2010-08-01')]);
    expect(cellChanges(before, after).map(({ certain, lapsed }) => [certain, lapsed])).toEqual([
      [
        [1, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ]);
  });
});

describe('what has no effect', () => {
  it.each<[string, readonly Sent[], Partial<EffectAsked>, string]>([
    ['a batch that is refused', [nominated('t1', 'nobody', '2010-07-10')], {}, 'unknown-candidate'],
    ['a stale revision', [forAnn], { expected: 3 }, 'wrong-revision'],
    [
      'a warning where that is refused',
      [nominated('t1', 'ann', '2110')],
      { strict: true },
      'strict',
    ],
    ['an empty batch', [], {}, 'malformed'],
    ['a recorder without a name', [forAnn], { recordedBy: '' }, 'malformed'],
  ])('%s', async (_, batch, asked, code) => {
    expect(await effectOf(await holding(), batch, asked)).toMatchObject({ refusal: { code } });
  });

  it.each<[string, Partial<EffectAsked>, string]>([
    ['a day that is none', { clocks: { asOf: '2010-02-30' } }, 'asOf'],
    ['a publication day that is none', { clocks: { reportedBy: 'May' } }, 'reportedBy'],
    ['a policy that is none', { counts: 'votes' }, 'counts'],
    ['a stage that the contest will not have', { counts: 'stage:final' }, 'counts'],
  ])('%s', async (_, asked, parameter) => {
    await expect(effectOf(await holding(), [forAnn], asked)).rejects.toMatchObject({ parameter });
  });

  it('the register: its entries hold in every contest', async () => {
    const effect = effectOf(await holding(), [merged('t1', 't2')], {}, null);
    await expect(effect).rejects.toThrow(/^The register holds in every contest, .*\.$/);
  });
});

it('leaves nothing behind, and stands in line with appends', async () => {
  const service = await holding(forAnn);
  const before = JSON.stringify(await askStandings(service, CONTEST, {}));
  const held = async () => ({
    head: await service.store.head(),
    names: service.store.audit.symbols().length,
    rows: (await service.reader.contest(CONTEST)).length,
  });
  const was = await held();
  const batch = [entered('dee'), nominated('t2', 'dee', '2010-07-12'), enrolled('new-union', 'TU')];
  for (let time = 0; time < 3; time += 1) await told(service, batch);
  expect(await held()).toEqual(was);
  expect(JSON.stringify(await askStandings(service, CONTEST, {}))).toBe(before);
  const bob = (union: string) => [nominated(union, 'bob', '2010-07-10')];
  const [one, , other] = await Promise.all([
    told(service, bob('t2')),
    accepted(service, bob('t3')),
    told(service, bob('t2')),
  ]);
  for (const { before: from, after } of [one, other]) {
    const [tu] = cellChanges(from, after).filter(({ category }) => category === 'TU');
    expect(tu?.certain[1]).toBe((tu?.certain[0] ?? 0) + 1);
  }
});

it('is of one moment, though another process appends while it is found', async () => {
  const store = new MemoryStore();
  const service = await holdingIn(store, [forAnn]);
  const beside = serviceOver(store, { now: () => NOW, randomBytes: (size) => randomBytes(size) });
  const others = ['t3', 't4'].map((union) => [nominated(union, 'ann', '2010-07-10')]);
  const head = store.head.bind(store);
  // The head is known, and what comes next is not.
  store.head = async () => {
    const known = await head();
    const next = others.shift();
    if (next !== undefined) await beside.ledger.append(CONTEST, next.map(draft), BY);
    return known;
  };
  const { before, after } = await told(service, [nominated('t2', 'ann', '2010-07-10')]);
  const [tu] = cellChanges(before, after).filter(({ category }) => category === 'TU');
  expect(tu?.certain).toEqual([3, 4]);
  expect([before, after].map(({ clocks }) => clocks.knownAt.seq - FRAME.length)).toEqual([2, 3]);
});
