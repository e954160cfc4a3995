import { describe, expect, it } from 'vitest';
import {
  as,
  CONTEST,
  corrected,
  endEndorsement,
  endorsed,
  erased,
  id,
  struck,
} from '../support/given.ts';
import { APPEND, type AtBrowser, editor, SOURCE } from './editing.ts';

const FIRST = `/entries/${id('first')}`;
const acted = as('first', endorsed('m1', 'ann', '2010-06-01', { decidedBy: 'executive' }));
const WHY = { why: 'The paper said so itself.' };

/** A field of a form that a correction must leave as it is. */
const untouched = ({ why: _, ...said }: Readonly<Record<string, string>>) => said;

/** Previews a correction of the first entry. */
async function correcting(ada: AtBrowser, said: Readonly<Record<string, string>>) {
  return ada.sent(`${FIRST}/correct`, await ada.open(`${FIRST}/correct`), said);
}

describe('the form to correct an entry', () => {
  it('begins with what the entry says now', async () => {
    const ada = await editor(acted, corrected('first', { on: '2010-06-02' }));
    const form = await ada.open(`${FIRST}/correct`);
    expect(form.status).toBe(200);
    expect(form.text).toContain('m1 endorsed ANN');
    expect(form.fields).toMatchObject({
      why: '',
      on: '2010-06-02',
      'data.endorser': 'm1',
      'data.choices.0.candidate': 'ann',
      'data.decidedBy': 'executive',
      'sources.0.url': 'https://paper.example/story',
    });
  });

  it('shows field by field what it changes, and appends those parts alone', async () => {
    const ada = await editor(acted);
    const before = await ada.entries();
    const preview = await correcting(ada, { ...WHY, 'data.choices.0.candidate': 'Bob' });
    expect(preview.errors).toEqual([]);
    const [row, ...others] = [...preview.document.querySelectorAll('.preview tbody tr')];
    expect(others).toEqual([]);
    expect(row?.querySelector('s')?.textContent).toBe('ann');
    expect(row?.querySelector('td:last-child')?.textContent).toBe('bob');
    expect(preview.preview).toContain('ANN, MP: 1 → 0');
    expect(preview.preview).toContain('BOB, MP: 0 → 1');
    expect(await ada.entries()).toBe(before);
    await ada.append(`${FIRST}/correct`, { ...WHY, 'data.choices.0.candidate': 'bob' });
    const { data, type } = await ada.last();
    expect({ type, data }).toEqual({
      type: 'EntryCorrected',
      data: {
        entry: id('first'),
        ...WHY,
        data: {
          endorser: 'm1',
          choices: [{ candidate: 'bob', rank: 1 }],
          form: 'endorsement',
          decidedBy: 'executive',
        },
      },
    });
    const now = await ada.open(`${FIRST}/correct`);
    expect(now.fields['data.choices.0.candidate']).toBe('bob');
    await ada.append(`${FIRST}/correct`, { ...WHY, on: '2010-06', 'data.decidedBy': '' });
    expect((await ada.last()).data).toMatchObject({ on: '2010-06', data: { form: 'endorsement' } });
    expect((await ada.open(`${FIRST}/correct`)).fields).toMatchObject({
      on: '2010-06',
      'data.decidedBy': '',
      'data.choices.0.candidate': 'bob',
    });
  });

  it('stores once, however often it is sent', async () => {
    const ada = await editor(acted);
    const before = await ada.entries();
    const preview = await correcting(ada, { ...WHY, on: '2010-06-02' });
    const sent = [];
    for (let times = 0; times < 3; times += 1) {
      sent.push(await ada.send(preview.at, preview, {}, 'append'));
    }
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await ada.entries()).toBe(before + 1);
    const changed = await ada.sent(preview.at, preview, { on: '2010-06-03' }, 'append');
    expect(changed.status).toBe(422);
    expect(changed.errors[0]?.[1]).toContain('is stored already');
  });

  it('is put on top of what others corrected meanwhile', async () => {
    const ada = await editor(acted);
    const mine = await correcting(ada, { ...WHY, 'data.decidedBy': 'conference' });
    await ada.append(`${FIRST}/correct`, { ...WHY, on: '2010-06-02' });
    const stale = await ada.sent(mine.at, mine, {}, 'append');
    expect(stale.status).toBe(412);
    expect(stale.fields).toMatchObject({
      ...WHY,
      on: '2010-06-02',
      'data.decidedBy': 'conference',
    });
    const again = await ada.sent(mine.at, stale, {});
    const rows = [...again.document.querySelectorAll('.preview tbody tr')];
    expect(rows.map((row) => row.querySelector('th')?.textContent)).toEqual(['Decided by']);
    expect((await ada.send(mine.at, again, {}, 'append')).status).toBe(303);
    expect(await ada.open(`${FIRST}/correct`)).toMatchObject({
      fields: { on: '2010-06-02', 'data.decidedBy': 'conference' },
    });
  });

  it('shows the effect on the day that it said and on the one that it would say', async () => {
    const ada = await editor(acted);
    const { preview } = await correcting(ada, { ...WHY, on: '2010-06-20' });
    expect(preview).toMatch(
      /On 2010-06-01:\s*ANN, MP: 1 → 0.*On 2010-06-20 it changes nothing.*On 20\d\d-\S+ it changes/,
    );
  });

  it('gives the version of its data where the entry was written in an older one', async () => {
    const old = {
      ...acted,
      version: 1,
      data: { endorser: 'm1', candidate: 'ann', preference: 1 },
    };
    const ada = await editor(old);
    await ada.append(`${FIRST}/correct`, { ...WHY, 'data.choices.0.candidate': 'bob' });
    expect((await ada.last()).data).toMatchObject({ dataVersion: 2 });
    await ada.append(`${FIRST}/correct`, { ...WHY, on: '2010-06-03' });
    expect((await ada.last()).data).toEqual({ entry: id('first'), ...WHY, on: '2010-06-03' });
  });

  it('refuses what changes nothing, says no reason, takes away, or cannot be', async () => {
    const ada = await editor(acted);
    const errors = async (said: Readonly<Record<string, string>>) => {
      const form = await correcting(ada, said);
      expect(form.fields).toMatchObject(untouched(said));
      return [form.status, ...form.errors.map(([field]) => field)];
    };
    expect(await errors(WHY)).toEqual([400, '']);
    expect(await errors({ on: '2010-06-02' })).toEqual([400, 'why']);
    expect(await errors({ ...WHY, on: '' })).toEqual([400, 'on']);
    expect(await errors({ ...WHY, on: 'June' })).toEqual([400, 'on']);
    expect(await errors({ ...WHY, 'sources.0.url': 'ftp://paper.example' })).toEqual([
      400,
      'sources.0.url',
    ]);
    expect(await errors({ ...WHY, 'data.choices.0.candidate': 'zed' })).toEqual([
      422,
      'data.choices.0.candidate',
    ]);
  });

  it('takes no day away where there need not be one', async () => {
    const ada = await editor(acted, as('end', endEndorsement('first', '2010-06-05')));
    const url = `/entries/${id('end')}/correct`;
    const undated = await ada.sent(url, await ada.open(url), { ...WHY, on: '' });
    expect(undated.errors).toEqual([
      ['on', 'When it happened: can be changed, and not be taken away'],
    ]);
  });

  it('is not there for records and for what was erased', async () => {
    const ada = await editor(acted, as('strike', struck('first')));
    expect((await ada.open(`/entries/${id('strike')}/correct`)).status).toBe(422);
    const service = ada.served.service;
    const [sent] = [erased('first')];
    const done = await service.ledger.append(
      CONTEST,
      [{ type: 'PayloadErased', version: 1, data: { ...sent.data } }],
      { recordedBy: 'a tester', erasing: true },
    );
    expect(done.ok).toBe(true);
    expect((await ada.open(`${FIRST}/correct`)).status).toBe(422);
  });
});

describe('the register and new contests', () => {
  it('take a merge of two names', async () => {
    const ada = await editor();
    const url = '/register/append';
    const form = await ada.open(`${url}?endorser=t1&into=t2`);
    expect(form.fields).toMatchObject({ 'data.endorser': 't1', 'data.into': 't2', revision: '-1' });
    const said = { 'data.endorser': 't1', 'data.into': 't2', 'data.why': 'One body.' };
    const location = await ada.append(url, said);
    expect(location).toMatch(/^\/register\/append\/done\?entry=/);
    expect(await ada.last()).toMatchObject({ type: 'EndorserMerged', contest: null });
    expect((await ada.open(location)).text).toContain('of the register');
    const stranger = await ada.sent(url, await ada.open(url), { ...said, 'data.into': 'nobody' });
    expect([stranger.status, stranger.errors.length]).toEqual([422, 1]);
  });

  it('open a contest that is not there yet', async () => {
    const ada = await editor();
    const list = await ada.open('/');
    expect(list.document.querySelector('a[href="/open"]')).not.toBeNull();
    expect((await ada.open('/open')).status).toBe(200);
    const named = await ada.served.get('/open?name=Leader%202011', ada.headers);
    expect([named.status, named.body.includes('must be kebab-case')]).toEqual([400, true]);
    const there = await ada.served.get(`/open?name=${CONTEST}`, ada.headers);
    expect([there.status, there.body.includes('already')]).toEqual([400, true]);
    const { status, headers } = await ada.served.get('/open?name=leader-2011', ada.headers);
    expect([status, headers.location]).toEqual([
      303,
      '/contests/leader-2011/append?type=ContestOpened',
    ]);
    const url = headers.location ?? '';
    const said = {
      'data.title': 'Leadership election, 2011',
      'data.office': 'Leader',
      'data.organisation': 'The Party',
      'data.categories.0.category': 'MP',
      'data.categories.0.name': 'Members',
      on: '2011-01-01',
      ...SOURCE,
    };
    const form = await ada.open(url);
    expect(form.fields.revision).toBe('-1');
    const at = '/contests/leader-2011/append';
    const preview = await ada.sent(at, form, said);
    expect(preview.preview).toContain('The contest opened: Leadership election, 2011');
    await ada.append(url, said);
    expect(await ada.last()).toMatchObject({ type: 'ContestOpened', contest: 'leader-2011' });
    const late = await ada.sent(at, preview, { 'data.title': 'Another' });
    expect(late.status).toBe(412);
    expect(late.text).toContain('The contest opened: Leadership election, 2011');
  });

  it('take the types that belong to a contest, and those alone', async () => {
    const ada = await editor();
    const form = await ada.open(APPEND);
    const types = [...form.document.querySelectorAll('#type option')].map((each) =>
      each.getAttribute('value'),
    );
    expect(types.slice(0, 3)).toEqual(['EndorsementMade', 'NominationMade', 'NeutralityDeclared']);
    for (const type of types) {
      const one = await ada.open(`${APPEND}?type=${type}`);
      expect(one.status, `${type}`).toBe(200);
      expect(one.fields.fields).toBe(type);
    }
  });
});
