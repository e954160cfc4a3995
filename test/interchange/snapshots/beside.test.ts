/** Dated copies of a list beside what editors write by hand. */
import { describe, expect, it } from 'vitest';
import { parseDraft } from '../../../events/entry.ts';
import type { Service } from '../../../src/ledger/service.ts';
import { type Day, FOREVER, parseDay } from '../../../src/time/day.ts';
import {
  backersOn,
  CONTEST,
  copy,
  emptyLedger,
  entriesOf,
  importCopies,
  LIST,
  mappingFor,
  row,
  timelineBy,
} from './importing.ts';

const dayOf = (day: string): Day => parseDay(day) as Day;

const FIRST = copy('2020-01-10', row('ann', 'xi', '2020-01-05'), row('bob', 'yo', '2020-01-06'));
const SECOND = copy('2020-01-20', row('ann', 'xi', '2020-01-05'), row('bob', null));
const THIRD = copy('2020-01-30', row('ann', 'xi', '2020-01-05'), row('bob', 'zed', '2020-01-25'));

const PAPER = {
  url: 'https://paper.example/',
  publisher: 'Paper',
  title: 'Story',
  published: '2020-01-08',
};

/** Appends an entry as an editor does, and answers with its id. */
async function edit(service: Service, sent: object): Promise<string> {
  const parsed = parseDraft({ version: 1, ...sent });
  if (!parsed.ok) throw new Error(parsed.problem);
  const done = await service.ledger.append(CONTEST, [parsed.draft], { recordedBy: 'ed' });
  if (!done.ok) throw new Error(done.refusal.message);
  return done.entries[0]?.id ?? '';
}

/** The act by which an endorser backs a candidate, as copies told it. */
async function actOf(service: Service, endorser: string): Promise<string> {
  const entries = await entriesOf(service);
  const act = entries.find(
    ({ type, data, sources }) =>
      type === 'EndorsementMade' && data.endorser === endorser && sources[0]?.url === LIST,
  );
  return act?.id ?? '';
}

const backing = async (service: Service, on: string): Promise<string[]> =>
  backersOn(await timelineBy(service, FOREVER), dayOf(on));

describe('what an editor did by hand', () => {
  it('to the day of an act stands, whatever copies come', async () => {
    const service = emptyLedger();
    await importCopies(service, [SECOND], mappingFor());
    const entry = await actOf(service, 'ann');
    await edit(service, {
      type: 'EntryCorrected',
      data: { entry, why: 'A slip.', on: '2020-01-03' },
    });
    for (const copies of [[SECOND], [FIRST], [THIRD], [FIRST, SECOND, THIRD]]) {
      expect(await importCopies(service, copies, mappingFor())).toMatchObject({ problems: [] });
      expect(await backing(service, '2020-01-04')).toContain('ann xi gov');
    }
    expect(await importCopies(service, [FIRST, SECOND], mappingFor())).toMatchObject({ added: 0 });
  });

  it('to strike an act stands, though every copy tells it', async () => {
    const service = emptyLedger();
    await importCopies(service, [FIRST], mappingFor());
    const entry = await actOf(service, 'ann');
    await edit(service, { type: 'EntryStruck', data: { entry, why: 'A joke.' } });
    for (const copies of [[FIRST], [THIRD], [SECOND], [FIRST, SECOND, THIRD]]) {
      expect(await importCopies(service, copies, mappingFor())).toMatchObject({ problems: [] });
      expect((await backing(service, '2020-02-01')).join(' ')).not.toContain('ann');
    }
  });

  it('to withdraw an act stands, and so does the withdrawal that copies told and an editor struck', async () => {
    const service = emptyLedger();
    await importCopies(service, [FIRST, SECOND], mappingFor());
    const act = await actOf(service, 'ann');
    const on = '2020-01-12';
    await edit(service, { type: 'EndorsementWithdrawn', on, data: { act }, sources: [PAPER] });
    const gone = (await entriesOf(service)).find(
      ({ type, sources }) => type === 'EndorsementWithdrawn' && sources[0]?.url === LIST,
    );
    const why = 'Still so.';
    await edit(service, { type: 'EntryStruck', data: { entry: gone?.id, why } });
    expect(await backing(service, '2020-01-21')).toEqual(['bob yo gov']);
    const again = await importCopies(service, [FIRST, SECOND], mappingFor());
    expect(again).toMatchObject({ added: 0, problems: [] });
    await importCopies(service, [THIRD], mappingFor());
    expect((await backing(service, '2020-01-21')).join(' ')).not.toContain('ann');
  });

  it('to enrol an endorser otherwise stands', async () => {
    const service = emptyLedger();
    await importCopies(service, [FIRST], mappingFor());
    const enrolment = (await entriesOf(service)).find(
      ({ type, data }) => type === 'EndorserEnrolled' && data.endorser === 'ann',
    );
    const data = { ...enrolment?.data, category: 'sen' };
    const why = 'Elected since.';
    await edit(service, { type: 'EntryCorrected', data: { entry: enrolment?.id, why, data } });
    await importCopies(service, [FIRST, SECOND, THIRD], mappingFor());
    expect(await backing(service, '2020-01-20')).toEqual(['ann xi sen']);
  });
});

describe('an act that a newspaper told first', () => {
  async function withPaper(): Promise<Service> {
    const service = emptyLedger();
    await importCopies(
      service,
      [copy('2020-01-01', row('ann', null), row('zoe', 'xi'))],
      mappingFor(),
    );
    const choices = [{ candidate: 'xi', rank: 1 }];
    const data = { endorser: 'ann', choices, form: 'endorsement' };
    await edit(service, {
      type: 'EndorsementMade',
      version: 2,
      on: '2020-01-04/2020-01-07',
      data,
      sources: [PAPER],
    });
    return service;
  }

  it('is refused where the mapping says so, and once more when the copy comes again', async () => {
    const service = await withPaper();
    // Bob with his act and candidate, the copy itself, and that zoe is gone.
    for (const added of [5, 0]) {
      const done = await importCopies(service, [FIRST], mappingFor());
      expect(done.problems).toMatchObject([{ list: '2020-01-10.csv', row: 2, kind: 'refused' }]);
      expect(done).toMatchObject({ added, refused: 1 });
    }
    // What the mapping says otherwise later is made good.
    const done = await importCopies(service, [FIRST], mappingFor('withdrawn', 'retell'));
    expect(done).toMatchObject({ added: 1, problems: [] });
  });

  it.each(['retell', 'anew'] as const)(
    'is told (%s), and ends when the list drops it',
    async (sameAct) => {
      const service = await withPaper();
      const mapping = mappingFor('withdrawn', sameAct);
      await importCopies(service, [SECOND], mapping);
      await importCopies(service, [FIRST], mapping);
      expect(await backing(service, '2020-01-20')).toContain('ann xi gov');
      const last = copy('2020-02-10', row('ann', 'yo', '2020-02-05'), row('bob', null));
      const done = await importCopies(service, [last, THIRD], mapping);
      expect(done.problems).toEqual([]);
      expect(await importCopies(service, [FIRST, SECOND, THIRD, last], mapping)).toMatchObject({
        added: 0,
      });
      // What the newspaper told as another act is not ended by the list's, and the two contradict each other.
      const expected = sameAct === 'retell' ? ['ann yo gov'] : [];
      expect(await backing(service, '2020-02-20')).toEqual(expected);
    },
  );
});

describe('a dry run', () => {
  it('stores nothing, and lists the differences that the real one lists', async () => {
    const service = emptyLedger();
    await importCopies(service, [SECOND], mappingFor());
    const { seq } = await service.store.head();
    const tried = await importCopies(service, [THIRD, FIRST], mappingFor(), true);
    expect((await service.store.head()).seq).toBe(seq);
    const real = await importCopies(service, [THIRD, FIRST], mappingFor());
    expect(tried.differences).toEqual(real.differences);
    expect(tried.added).toBe(real.added);
    expect(tried.effect?.length).toBeGreaterThan(0);
    expect(real.differences).not.toEqual([]);
  });
});
