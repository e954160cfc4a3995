import { expect, it } from 'vitest';
import type { Expected, NewEntry } from '../../../src/store/event-store.ts';
import { type EntryWish, endorsementOf, idOf } from '../entries.ts';
import { eachWithLedger, expectHolds, type OpenLedger, OTHER_STREAM, STREAM } from './ledger.ts';

/** Three entries, of which the second can be made again with the same body. */
const SECOND: EntryWish = { id: idOf(1), data: endorsementOf('unite', 'ed-miliband') };
/** What the ledger makes anew at a retry and does not compare. */
const RETRIED: EntryWish = { attempt: 1, recordedAt: 1_800_000_000_000, recordedBy: 'robot' };

type Test = ReturnType<typeof eachWithLedger>;

async function threeStored(test: Test): Promise<NewEntry[]> {
  const { entries } = test.ledger;
  const three = [entries.make(), entries.make(SECOND), entries.make()];
  await test.ledger.stored(STREAM, three);
  await test.ledger.reopen();
  return three;
}

/** The same id again: the stored entry for the same body, a refusal for another. */
export function idempotencyContract(open: OpenLedger): void {
  const test = eachWithLedger(open);
  sameBodyTests(test);
  otherBodyTests(test);
  batchTests(test);
}

function sameBodyTests(test: Test): void {
  const expectations: readonly Expected[] = ['any', 'no-stream', 0, 1, 2, 99];
  it.each(expectations)(
    'answers a retry with the stored entry though it expects %s',
    async (expected) => {
      const { ledger } = test;
      const three = await threeStored(test);
      const retry = ledger.entries.make({ ...SECOND, ...RETRIED });

      const outcome = await ledger.store.append(STREAM, expected, [retry]);

      const [stored] = await ledger.store.readAll(1, 1);
      expect(outcome).toEqual({ ok: true, entries: [stored], appended: 0 });
      expect(Buffer.from(stored?.salt ?? [])).toEqual(Buffer.from(three[1]?.salt ?? []));
      await expectHolds(ledger, three);
    },
  );

  it('answers a retry in the turn of the first try with the one entry', async () => {
    const { ledger } = test;
    const first = ledger.entries.make(SECOND);
    const retry = ledger.entries.make({ ...SECOND, ...RETRIED });
    const outcomes = await Promise.all([
      ledger.store.append(STREAM, 'no-stream', [first]),
      ledger.store.append(STREAM, 'no-stream', [retry]),
    ]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.appended).sort()).toEqual([0, 1]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.entries[0]?.seq)).toEqual([0, 0]);
    await expectHolds(ledger, [first]);
  });

  it('answers a retry through another store on the ledger with the one entry', async () => {
    const { ledger } = test;
    const three = await threeStored(test);
    const second = await ledger.second();
    const retry = ledger.entries.make({ ...SECOND, ...RETRIED });
    expect(await second.append(STREAM, 'no-stream', [retry])).toMatchObject({ appended: 0 });
    await expectHolds(ledger, three);
  });
}

function otherBodyTests(test: Test): void {
  const OTHERS: readonly [what: string, wish: EntryWish][] = [
    ['another payload', { data: endorsementOf('unite', 'david-miliband') }],
    ['another day', { on: '2010-07-11' }],
    ['another note', { note: 'seen twice' }],
    [
      'another type',
      { type: 'NominationMade', data: { endorser: 'unite', candidate: 'ed-miliband' } },
    ],
    ['another version', { version: 1, data: { endorser: 'unite', candidate: 'ed-miliband' } }],
  ];
  it.each(OTHERS)('refuses the id of a stored entry with %s', async (_, wish) => {
    const { ledger } = test;
    const three = await threeStored(test);
    const other = ledger.entries.make({ ...SECOND, ...wish });
    const outcome = await ledger.store.append(STREAM, 'any', [other]);
    expect(outcome).toEqual({ ok: false, reason: 'id-reused', id: other.id, seq: 1 });
    await expectHolds(ledger, three);
  });

  // The same payload reads under both types, so only the leaf tells them apart.
  it.each([
    ['type', { type: 'EndorsementWithdrawn' }, { type: 'NominationWithdrawn' }],
    ['version', { type: 'EndorsementWithdrawn' }, { type: 'EndorsementWithdrawn', version: 2 }],
  ] as const)(
    'refuses a stored id whose payload is the same but not its %s',
    async (_, was, is) => {
      const { ledger } = test;
      const body = { id: idOf(9), data: { act: idOf(0) } };
      await ledger.stored(STREAM, [ledger.entries.make({ ...body, ...was })]);
      const other = ledger.entries.make({ ...body, ...is });
      const outcome = await ledger.store.append(STREAM, 'any', [other]);
      expect(outcome).toEqual({ ok: false, reason: 'id-reused', id: other.id, seq: 0 });
    },
  );

  it('refuses the id and body of a stored entry in another stream', async () => {
    const { ledger } = test;
    const three = await threeStored(test);
    const retry = ledger.entries.make(SECOND);
    const outcome = await ledger.store.append(OTHER_STREAM, 'any', [retry]);
    expect(outcome).toEqual({ ok: false, reason: 'id-reused', id: retry.id, seq: 1 });
    expect(await ledger.store.streams()).toEqual([STREAM]);
    await expectHolds(ledger, three);
  });

  it('refuses another body in the turn in which the id was first used', async () => {
    const { ledger } = test;
    const first = ledger.entries.make(SECOND);
    const other = ledger.entries.make({ ...SECOND, note: 'another body' });
    const outcomes = await Promise.all([
      ledger.store.append(STREAM, 'any', [first]),
      ledger.store.append(STREAM, 'any', [other]),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ reason: 'id-reused', seq: 0 });
    expect((await ledger.store.head()).seq).toBe(0);
  });
}

function batchTests(test: Test): void {
  it.each(['any', 'no-stream', 0, 2] as const)(
    'answers a whole batch repeated expecting %s with the stored entries',
    async (expected) => {
      const { ledger } = test;
      const three = await threeStored(test);
      const outcome = await ledger.store.append(STREAM, expected, [...three].reverse());
      const stored = await ledger.store.readAll(0, 3);
      expect(outcome).toEqual({ ok: true, entries: stored.reverse(), appended: 0 });
      await expectHolds(ledger, three);
    },
  );

  it('appends what is new of a batch that is stored in part', async () => {
    const { ledger } = test;
    const three = await threeStored(test);
    const [before, after] = ledger.entries.batch(2) as [NewEntry, NewEntry];
    const retry = ledger.entries.make({ ...SECOND, ...RETRIED });

    const outcome = await ledger.store.append(STREAM, 2, [before, retry, after]);

    expect(outcome).toMatchObject({
      ok: true,
      appended: 2,
      entries: [
        { seq: 3, revision: 3, id: before.id },
        { seq: 1, revision: 1, id: retry.id },
        { seq: 4, revision: 4, id: after.id },
      ],
    });
    await expectHolds(ledger, [...three, before, after]);
  });

  it('refuses the rest of a batch stored in part if it expects a stale revision', async () => {
    const { ledger } = test;
    const three = await threeStored(test);
    const batch = [ledger.entries.make({ ...SECOND, ...RETRIED }), ledger.entries.make()];
    const outcome = await ledger.store.append(STREAM, 1, batch);
    expect(outcome).toEqual({ ok: false, reason: 'wrong-revision', actual: 2 });
    await expectHolds(ledger, three);
  });

  it.each([
    ['the same body', {}],
    ['another body', { note: 'another body' }],
  ])('refuses the same new id twice within a batch with %s', async (_, wish) => {
    const { ledger } = test;
    const batch = [
      ledger.entries.make(SECOND),
      ledger.entries.make(),
      ledger.entries.make({ ...SECOND, ...wish }),
    ];
    const outcome = await ledger.store.append(STREAM, 'any', batch);
    expect(outcome).toMatchObject({ ok: false, reason: 'id-reused', id: SECOND.id });
    await expectHolds(ledger, []);
  });

  it('refuses a stored id twice within a batch, naming where it is stored', async () => {
    const { ledger } = test;
    const three = await threeStored(test);
    const batch = [ledger.entries.make(SECOND), ledger.entries.make(SECOND)];
    const outcome = await ledger.store.append(STREAM, 'any', batch);
    expect(outcome).toEqual({ ok: false, reason: 'id-reused', id: SECOND.id, seq: 1 });
    await expectHolds(ledger, three);
  });
}
