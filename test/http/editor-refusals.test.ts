import { describe, expect, it } from 'vitest';
import { as, CONTEST, endorsed, enrolled, id, nominated, stage } from '../support/given.ts';
import { APPEND, editor, endorsing, readForm, SOURCE } from './editing.ts';

const TYPE = `${APPEND}?type=EndorsementMade`;

describe('what the ledger refuses or warns of', () => {
  it('is offered as a choice: the same act again, or another one', async () => {
    const ada = await editor(as('first', endorsed('m1', 'ann', '2010-06-01')));
    const asked = await ada.sent(APPEND, await ada.open(TYPE), endorsing('m1', 'ann'));
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('m1 has an act of this kind for ann already');
    expect(asked.buttons).toMatchObject({
      'It tells this act again: m1 endorsed ANN': `set data.act ${id('first')}`,
      'It is another act': 'set data.anew true',
    });
    const told = await ada.sent(APPEND, asked, {}, `set data.act ${id('first')}`);
    expect(told.preview).toContain('it changes nothing in the counts');
    expect(told.fields['data.act']).toBe(id('first'));
    const anew = await ada.sent(APPEND, told, {}, 'set data.anew true');
    expect(anew.status).toBe(200);
    expect(anew.fields).toMatchObject({ 'data.anew': 'true', 'data.act': '' });
  });

  it('offers a switch where another act of its kind stands', async () => {
    const ada = await editor(as('first', nominated('m1', 'ann', '2010-06-01')));
    const form = await ada.open(`${APPEND}?type=NominationMade`);
    const said = { 'data.endorser': 'm1', 'data.candidate': 'bob', on: '2010-06-02', ...SOURCE };
    const preview = await ada.sent(APPEND, form, said);
    expect(preview.preview).toContain('Warning: m1 has nominated ann already');
    const does = preview.buttons['It replaces this: m1 nominated ANN, 2010-06-01'] ?? '';
    expect(does).toBe(`set data.replaces ${id('first')}`);
    const instead = await ada.sent(APPEND, preview, {}, does);
    expect(instead.preview).not.toContain('Warning');
    expect(instead.preview).toContain('ANN, MP: 1 → 0');
  });

  it.each([
    ['data.endorser', endorsing('nobody', 'ann'), 'Enrol nobody first'],
    ['data.choices.0.candidate', endorsing('m1', 'nobody'), 'Enter nobody first'],
    ['data.act', { ...endorsing('m1', 'ann'), 'data.act': id('no act') }, ''],
    ['data.replaces', { ...endorsing('m1', 'ann'), 'data.replaces': id('no act') }, ''],
    [
      'data.form',
      { ...endorsing('m1', 'ann'), 'data.form': 'recommendation', 'data.anew': 'true' },
      '',
    ],
  ])('stands at the field %s', async (field, said, link) => {
    const ada = await editor();
    const refused = await ada.sent(APPEND, await ada.open(TYPE), said);
    expect(refused.status).toBe(422);
    expect(refused.errors.map(([at]) => at)).toEqual([field]);
    const links = [...refused.document.querySelectorAll('.choices a')];
    expect(links.map((each) => each.textContent)).toEqual(link === '' ? [] : [link]);
  });

  it('stands at the fields of other types, too', async () => {
    const ada = await editor(as('first', endorsed('m1', 'ann', '2010-06-01')));
    const at = async (type: string, said: Readonly<Record<string, string>>) => {
      const form = await ada.open(`${APPEND}?type=${type}`);
      const { status, errors } = await ada.sent(APPEND, form, { ...SOURCE, ...said });
      return [status, ...errors.map(([field]) => field)];
    };
    const slug = (name: string, category: string) => ({
      'data.endorser': 'm1',
      'data.name': name,
      'data.category': category,
      'data.nominates': 'true',
    });
    expect(await at('EndorserEnrolled', slug('Another', 'MP'))).toEqual([422, 'data.endorser']);
    expect(await at('EndorserEnrolled', slug('m1', 'TU'))).toEqual([422, 'data.category']);
    expect(await at('EndorserEnrolled', { ...slug('new', 'AFF'), 'data.endorser': 'new' })).toEqual(
      [422, 'data.category'],
    );
    const ends = { 'data.act': id('first'), on: '2010-05-01' };
    expect(await at('EndorsementWithdrawn', ends)).toEqual([422, 'on']);
    const opens = { 'data.stage': 'mp', 'data.name': 'MPs', on: '2010-05-01' };
    expect(await at('StageOpened', { ...opens, 'data.rule': '{"atLeast":' })).toEqual([
      400,
      'data.rule',
    ]);
    const rule = { 'data.rule': '{"atLeast": 2, "of": ["MP"]}' };
    const backwards = { ...opens, ...rule, 'data.opens': '2010-06', 'data.closes': '2010-05' };
    expect(await at('StageOpened', backwards)).toEqual([422, 'data.closes']);
    const entry = { 'data.entry': id('nothing'), 'data.why': 'No.' };
    expect(await at('EntryStruck', entry)).toEqual([422, 'data.entry']);
  });
});

describe('switching and withdrawing', () => {
  it('are one entry each, begun from the menu of a row', async () => {
    const ada = await editor(
      as('mp', stage('mp')),
      as('first', nominated('m1', 'ann', '2010-06-01', { stage: 'mp' })),
    );
    const before = await ada.entries();
    const row = await ada.open(`/contests/${CONTEST}/provenance?candidate=ann&category=MP`);
    const ways = Object.fromEntries(
      [...row.document.querySelectorAll('details.menu a')].map((each) => [
        each.textContent ?? '',
        each.getAttribute('href') ?? '',
      ]),
    );
    expect(Object.keys(ways)).toEqual([
      'Switch to…',
      'Withdraw…',
      'Correct…',
      'Strike…',
      'Dispute…',
    ]);
    await ada.append(ways['Switch to…'] ?? '', {
      'data.candidate': 'bob',
      on: '2010-06-03',
      ...SOURCE,
    });
    expect(await ada.last()).toMatchObject({
      type: 'NominationMade',
      data: { endorser: 'm1', candidate: 'bob', stage: 'mp', replaces: id('first') },
    });
    const [{ id: switched }] = [await ada.last()];
    await ada.append(`/entries/${switched}/withdraw`, { 'data.reason': 'It said so.', ...SOURCE });
    expect(await ada.last()).toMatchObject({
      type: 'NominationWithdrawn',
      data: { act: switched, reason: 'It said so.' },
    });
    expect(await ada.entries()).toBe(before + 2);
    expect((await ada.open(`/entries/${id('ann')}/switch`)).status).toBe(422);
  });

  it('are offered to those alone who may append', async () => {
    const ada = await editor(nominated('m1', 'ann', '2010-06-01'));
    const { served } = ada;
    const pages = ['provenance?candidate=ann&category=MP', 'timeline', 'undeclared'].map(
      (part) => `/contests/${CONTEST}/${part}`,
    );
    for (const url of [...pages, '/endorsers/m1']) {
      const menus = async (headers: Readonly<Record<string, string>>) =>
        readForm(await served.get(url, headers)).document.querySelectorAll('details.menu').length;
      expect(await menus(ada.headers), url).toBeGreaterThan(0);
      expect(await menus({ accept: 'text/html' }), url).toBe(0);
      expect(await menus(served.browser('Hal', 'historian')), url).toBe(0);
    }
  });
});

describe('who may append', () => {
  it('is asked of every form, and of every form that is sent', async () => {
    const ada = await editor();
    const { served } = ada;
    const form = await ada.open(TYPE);
    const fields = { ...form.fields, ...endorsing('m1', 'ann'), do: 'append' };
    expect((await served.get(TYPE, { accept: 'text/html' })).status).toBe(401);
    expect((await served.post(APPEND, fields, { accept: 'text/html' })).status).toBe(401);
    const historian = served.browser('Hal', 'historian');
    expect((await served.get(TYPE, historian)).status).toBe(403);
    expect((await served.post(APPEND, fields, historian)).status).toBe(403);
    const elsewhere = await served.server.inject({
      method: 'POST',
      url: APPEND,
      headers: {
        ...ada.headers,
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(fields).toString(),
    });
    expect(elsewhere.statusCode).toBe(403);
  });

  it('finds nothing where there is no such contest or type', async () => {
    const ada = await editor(enrolled('m9', 'MP'));
    expect((await ada.open('/contests/nothing/append')).status).toBe(404);
    expect((await ada.open(`${APPEND}?type=Nothing`)).status).toBe(400);
    expect((await ada.open(`${APPEND}?type=PayloadErased`)).status).toBe(400);
    expect((await ada.open(`${APPEND}/done?entry=${id('nothing')}`)).status).toBe(404);
  });
});
