import { describe, expect, it } from 'vitest';
import { as, disputed, endorsed, id } from '../support/given.ts';
import { editor } from './editing.ts';

const FIRST = `/entries/${id('first')}`;
const acted = as('first', endorsed('m1', 'ann', '2010-06-01', { decidedBy: 'executive' }));

describe('the forms to strike, dispute and resolve', () => {
  it.each([
    ['strike', { 'data.why': 'It never happened.' }, { type: 'EntryStruck' }],
    ['dispute', { 'data.why': 'It is denied.' }, { type: 'EntryDisputed' }],
  ])('%s an entry with a reason', async (part, said, expected) => {
    const ada = await editor(acted);
    const url = `${FIRST}/${part}`;
    const form = await ada.open(url);
    expect(form.text).toContain('m1 endorsed ANN');
    expect(form.fields).not.toHaveProperty(['data.entry']);
    const empty = await ada.sent(url, form, {});
    expect(empty.errors).toEqual([['data.why', 'Why: is missing']]);
    const preview = await ada.sent(url, form, said);
    expect(preview.preview).toContain('ANN, MP: 1 → 0');
    await ada.append(url, said);
    expect(await ada.last()).toMatchObject({ ...expected, data: { entry: id('first') } });
  });

  it('resolve a dispute, and only an open one', async () => {
    const ada = await editor(acted, disputed('first'));
    const url = `${FIRST}/resolve`;
    const said = { 'data.outcome': 'upheld', 'data.why': 'It stands by its story.' };
    const { document } = await ada.open(FIRST);
    const ways = [...document.querySelectorAll('.entry-actions a')].map((each) => each.textContent);
    expect(ways).toEqual([
      'Switch to…',
      'Withdraw…',
      'Correct…',
      'Strike…',
      'Dispute…',
      'Resolve the dispute…',
    ]);
    await ada.append(url, said);
    expect(await ada.last()).toMatchObject({
      type: 'DisputeResolved',
      data: { outcome: 'upheld' },
    });
    const again = await ada.sent(url, await ada.open(url), said);
    expect(again.status).toBe(422);
    expect(again.errors[0]?.[1]).toContain('Nobody disputes entry');
  });

  it('say where somebody came first', async () => {
    const ada = await editor(acted);
    const url = `${FIRST}/strike`;
    const said = { 'data.why': 'It never happened.' };
    const preview = await ada.sent(url, await ada.open(url), said);
    await ada.append(`${FIRST}/correct`, { why: 'It was the second.', on: '2010-06-02' });
    const stale = await ada.sent(url, preview, {}, 'append');
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('A correction: m1 endorsed ANN');
  });

  it('are there for entries of the register, too', async () => {
    const ada = await editor();
    const merge = { 'data.endorser': 't1', 'data.into': 't2', 'data.why': 'One body.' };
    await ada.append('/register/append', merge);
    const { id: merged } = await ada.last();
    const form = await ada.open(`/entries/${merged}/correct`);
    expect(form.fields).toMatchObject({ ...merge, revision: '0' });
    const corrected = { why: 'It was the third.', 'data.into': 't3' };
    const location = await ada.append(`/entries/${merged}/correct`, corrected);
    expect(location).toMatch(/^\/register\/append\/done\?entry=/);
    expect(await ada.last()).toMatchObject({ contest: null, data: { data: { into: 't3' } } });
    await ada.append(`/entries/${merged}/strike`, { 'data.why': 'They are two.' });
    expect(await ada.last()).toMatchObject({ type: 'EntryStruck', contest: null });
  });
});
