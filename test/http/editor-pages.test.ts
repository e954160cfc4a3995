import { describe, expect, it } from 'vitest';
import { CONTEST } from '../support/given.ts';
import { APPEND, editor, endorsing, SOURCE } from './editing.ts';

const TYPE = `${APPEND}?type=EndorsementMade`;

describe('the form to append an entry', () => {
  it('begins as its address says, and offers who is there by slug and name', async () => {
    const ada = await editor();
    const form = await ada.open(
      `${TYPE}&endorser=m1&candidate=ann&on=2010-06-01&source.url=https%3A%2F%2Fpaper.example%2Fa`,
    );
    expect(form.status).toBe(200);
    expect(form.fields).toMatchObject({
      type: 'EndorsementMade',
      revision: '13',
      on: '2010-06-01',
      'data.endorser': 'm1',
      'data.choices.0.candidate': 'ann',
      'data.choices.0.rank': '1',
      'data.form': 'endorsement',
      'sources.0.url': 'https://paper.example/a',
    });
    const offered = [...form.document.querySelectorAll('#offered-candidates option')];
    expect(offered.map((each) => [each.getAttribute('value'), each.textContent])).toEqual([
      ['ann', 'ANN'],
      ['bob', 'BOB'],
      ['cay', 'CAY'],
    ]);
    expect(form.document.querySelectorAll('#type option')).toHaveLength(19);
  });

  it('stores nothing by a preview, and says what the entry would say and change', async () => {
    const ada = await editor();
    const before = await ada.entries();
    const preview = await ada.sent(APPEND, await ada.open(TYPE), endorsing('M1', 'Ann'));
    expect(preview.status).toBe(200);
    expect(preview.preview).toContain('m1 endorsed ANN, 2010-06-01.');
    expect(preview.preview).toMatch(/On 2010-06-01:\s*ANN, MP: 0 → 1\s*On 20\d\d-.*ANN, MP: 0 → 1/);
    expect(preview.fields).toMatchObject({ 'data.endorser': 'm1' });
    expect(await ada.entries()).toBe(before);
    const nothing = await ada.open(`${APPEND}?type=NeutralityDeclared`);
    const said = { 'data.endorser': 'm1', 'data.stance': 'undecided', on: '2010-06-01', ...SOURCE };
    expect((await ada.sent(APPEND, nothing, said)).preview).toContain('it changes nothing');
  });

  it('stores what was previewed, and shows its receipt', async () => {
    const ada = await editor();
    const before = await ada.entries();
    const location = await ada.append(TYPE, { ...endorsing('m1', 'ann'), note: 'Two\r\nlines' });
    expect(await ada.entries()).toBe(before + 1);
    const entry = await ada.last();
    expect(entry).toMatchObject({
      type: 'EndorsementMade',
      contest: CONTEST,
      recordedBy: 'Ada',
      on: '2010-06-01',
      data: { endorser: 'm1', choices: [{ candidate: 'ann', rank: 1 }], form: 'endorsement' },
      sources: [{ url: 'https://paper.example/a', publisher: 'The Paper', title: 'A story' }],
      note: 'Two\nlines',
    });
    expect(location).toBe(`${APPEND}/done?entry=${entry.id}`);
    const done = await ada.open(location);
    expect(done.text).toContain('Stored: m1 endorsed ANN, 2010-06-01.');
    expect(done.text).toContain(
      `entry ${entry.seq} of the ledger and ${entry.revision} of its contest`,
    );
    const again = [...done.document.querySelectorAll('main a')]
      .map((each) => each.getAttribute('href') ?? '')
      .find((each) => each.includes('source.url'));
    const next = await ada.open(again ?? '');
    expect(next.fields).toMatchObject({ ...SOURCE, 'data.endorser': '' });
  });

  it('stores once, however often it is sent', async () => {
    const ada = await editor();
    const before = await ada.entries();
    const preview = await ada.sent(APPEND, await ada.open(TYPE), endorsing('m1', 'ann'));
    const both = await Promise.all([
      ada.send(APPEND, preview, {}, 'append'),
      ada.send(APPEND, preview, {}, 'append'),
    ]);
    both.push(await ada.send(APPEND, preview, {}, 'append'));
    expect(both.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(new Set(both.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await ada.entries()).toBe(before + 1);
    const changed = await ada.sent(APPEND, preview, { on: '2010-06-02' });
    expect(changed.status).toBe(422);
    expect(changed.errors[0]?.[1]).toContain('is stored already');
    const other = await ada.sent(APPEND, changed, {}, 'new-id');
    expect(other.fields.id).not.toBe(preview.fields.id);
  });

  it('previews again what was changed since the preview, or never previewed', async () => {
    const ada = await editor();
    const before = await ada.entries();
    const preview = await ada.sent(APPEND, await ada.open(TYPE), endorsing('m1', 'ann'));
    const changed = await ada.sent(
      APPEND,
      preview,
      { 'data.choices.0.candidate': 'bob' },
      'append',
    );
    expect(changed.status).toBe(200);
    expect(changed.text).toContain('was changed since the preview');
    expect(changed.preview).toContain('m1 endorsed BOB');
    const unseen = await ada.sent(APPEND, await ada.open(TYPE), endorsing('m1', 'ann'), 'append');
    expect(unseen.preview).toContain('m1 endorsed ANN');
    expect(await ada.entries()).toBe(before);
  });

  it('shows what came between, and can be sent again on top of it', async () => {
    const ada = await editor();
    const [mine, theirs, late] = [await ada.open(TYPE), await ada.open(TYPE), await ada.open(TYPE)];
    const preview = await ada.sent(APPEND, mine, endorsing('m1', 'ann'));
    const other = await ada.sent(APPEND, theirs, endorsing('m2', 'bob'));
    expect((await ada.send(APPEND, other, {}, 'append')).status).toBe(303);
    const stale = await ada.sent(APPEND, preview, {}, 'append');
    expect(stale.status).toBe(412);
    expect(stale.text).toContain('1 entry was stored');
    expect(stale.text).toMatch(/m2 endorsed BOB \w{8} recorded \S+Z by Ada/);
    expect(stale.fields).toMatchObject({ ...endorsing('m1', 'ann'), revision: '14' });
    expect(stale.buttons['Preview again on top of it']).toBe('preview');
    const again = await ada.sent(APPEND, stale, {});
    expect(again.preview).toContain('m1 endorsed ANN');
    expect((await ada.send(APPEND, again, {}, 'append')).status).toBe(303);
    expect((await ada.sent(APPEND, late, endorsing('m3', 'ann'))).status).toBe(412);
  });

  it('tells all that is missing or cannot be read, each at its field, and keeps the rest', async () => {
    const ada = await editor();
    const form = await ada.open(TYPE);
    const empty = await ada.sent(APPEND, form, {});
    expect(empty.status).toBe(400);
    expect(empty.errors).toEqual([
      ['data.endorser', 'Endorser: is missing'],
      ['data.choices.0.candidate', 'Choice 1, Candidate: is missing'],
      ['on', 'When it happened: is missing'],
      ['sources', 'Sources: needs at least one'],
    ]);
    expect(empty.document.querySelector('title')?.textContent).toMatch(/^Error: /);
    const said = {
      ...endorsing('m1', 'ann', '14 July'),
      'data.choices.0.rank': 'first',
      'sources.0.url': 'paper.example',
      'sources.0.title': '',
    };
    const wrong = await ada.sent(APPEND, form, said);
    expect(wrong.errors.map(([field]) => field).sort()).toEqual([
      'on',
      'sources.0.title',
      'sources.0.url',
    ]);
    expect(wrong.fields).toMatchObject(said);
    const rank = await ada.sent(APPEND, wrong, {
      ...endorsing('m1', 'ann'),
      'data.choices.0.rank': 'first',
    });
    expect(rank.errors.map(([field]) => field)).toEqual(['data.choices.0.rank']);
    expect(rank.fields['data.choices.0.rank']).toBe('first');
  });

  it('adds rows without a script, and closes up empty ones', async () => {
    const ada = await editor();
    const more = await ada.sent(
      APPEND,
      await ada.open(TYPE),
      endorsing('m1', 'ann'),
      'add data.choices',
    );
    expect(more.status).toBe(200);
    expect(more.fields).toMatchObject({
      'data.choices.0.candidate': 'ann',
      'data.choices.1.candidate': '',
    });
    const most = await ada.sent(APPEND, more, {}, 'add data.choices');
    expect(most.fields).toHaveProperty(['data.choices.2.candidate']);
    const preview = await ada.sent(APPEND, most, {
      'data.choices.2.candidate': 'bob',
      'data.choices.2.rank': '2',
    });
    expect(preview.preview).toContain('m1 endorsed ANN (choice 1), BOB (choice 2)');
    expect(preview.fields['data.choices.1.candidate']).toBe('bob');
  });

  it('shows the form of another type with what both have', async () => {
    const ada = await editor();
    const form = await ada.open(TYPE);
    const said = { ...endorsing('m1', 'ann'), type: 'NominationMade' };
    for (const does of ['type', 'preview']) {
      const other = await ada.sent(APPEND, form, said, does);
      expect(other.status).toBe(200);
      expect(other.preview).toBeNull();
      expect(other.fields).toMatchObject({
        fields: 'NominationMade',
        'data.endorser': 'm1',
        'data.candidate': 'ann',
        on: '2010-06-01',
        ...SOURCE,
      });
    }
  });
});
