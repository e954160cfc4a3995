import { describe, expect, it } from 'vitest';
import { CONTEST, draft, endorsed, entered } from '../support/given.ts';
import { IMPORT, importer, readList, SAME } from './importing.ts';

const BARE = 'endorser,candidate\nm1,ann\nm2,Bob\n';

describe('the form for a list', () => {
  it('says which columns there are, and gives an empty list of each type', async () => {
    const ada = await importer();
    const form = await ada.open(IMPORT);
    expect(form.status).toBe(200);
    expect(form.text).toContain('up to 1,000 rows and 1,024 KiB');
    expect(form.text).toContain('hustings import');
    const links = [...form.document.querySelectorAll('a[download]')];
    expect(links.length).toBeGreaterThan(5);
    const { body, headers } = await ada.served.get(
      links[0]?.getAttribute('href') ?? '',
      ada.headers,
    );
    expect(headers['content-disposition']).toBe(
      `attachment; filename="${CONTEST}-EndorsementMade.csv"`,
    );
    expect(body).toMatch(/^\ufefftype,endorser,candidate,on,source\.url,/);
    for (const link of links) {
      const template = await ada.served.get(link.getAttribute('href') ?? '', ada.headers);
      const page = await ada.check(`${template.body.trim()}\n`);
      expect(page.errors).toEqual(['The list has no row below its first; give at least one.']);
    }
  });

  it('is for editors alone, and of a contest that is there', async () => {
    const ada = await importer();
    const anybody = await ada.served.get(IMPORT, { accept: 'text/html' });
    expect(anybody.status).toBe(401);
    const elsewhere = await ada.served.get('/contests/nowhere/import', ada.headers);
    expect(elsewhere.status).toBe(404);
    expect((await ada.served.get(`${IMPORT}/template?type=X`, ada.headers)).status).toBe(400);
  });

  it.each([
    ['nothing', '', 422, 'Choose a file, or paste a list.'],
    ['blanks', ' \n\t\n', 422, 'Choose a file, or paste a list.'],
    ['no text', 'endorser,candidate\n\0', 422, 'This is no text'],
    ['a first row alone', 'endorser,candidate\n , \n', 422, 'no row below its first'],
  ])('refuses %s in a sentence linked to its field', async (_, text, status, says) => {
    const ada = await importer();
    const page = await ada.check(text, SAME);
    expect(page.status).toBe(status);
    expect(page.errors[0]).toContain(says);
    const link = page.document.querySelector('.errors a')?.getAttribute('href') ?? '';
    expect(page.document.querySelector(link)?.localName).toBe('textarea');
    expect(page.fields['source.url']).toBe(SAME['source.url']);
  });

  it('refuses more rows than one step takes, and says what helps', async () => {
    const ada = await importer([], { batchLimit: 2 });
    const page = await ada.check(`${BARE}m3,cay\n`, SAME);
    expect(page.status).toBe(413);
    expect(page.errors[0]).toContain('The list has 3 rows, and 2 are taken in one step.');
    expect(page.errors[0]).toContain('hustings import');
    expect((await ada.check(BARE, SAME)).counts).toEqual(['2 would be stored']);
  });

  it('refuses more bytes than a form can bring back, whatever way they come', async () => {
    const ada = await importer([], { bodyLimit: 20_000 });
    const long = `${BARE}${'m3,cay\n'.repeat(1000)}`;
    const page = await ada.checkFile(long, SAME);
    expect(page.status).toBe(413);
    expect(page.errors[0]).toContain('20000 are taken');
    for (const [text, file] of [
      [BARE.repeat(2000), undefined],
      ['', Buffer.from(BARE.repeat(2000))],
    ] as const) {
      const { status, body } = await ada.send({ ...SAME, text, do: 'check' }, file);
      expect(status, body).toBe(413);
    }
    expect(await ada.entries()).toBe(14);
  });
});

describe('a dry run', () => {
  it('stores nothing, and says what the list would say and change', async () => {
    const ada = await importer();
    const before = await ada.entries();
    const page = await ada.check(BARE, SAME);
    expect(page.status).toBe(200);
    expect(page.counts).toEqual(['2 would be stored']);
    expect(page.told).toEqual([
      ['2', 'm1 endorsed ANN', '2010-06-01'],
      ['3', 'm2 endorsed BOB', '2010-06-01'],
    ]);
    expect(page.text).toContain('ANN, MP: 0 → 1');
    expect(page.text).toContain('BOB, MP: 0 → 1');
    expect(page.buttons).toContain('Append the 2 good rows');
    expect(await ada.entries()).toBe(before);
  });

  it('has the button stored in one step, and shows what was stored', async () => {
    const ada = await importer();
    const before = await ada.entries();
    const at = await ada.append(await ada.check(`${BARE}m9,ann\n`, SAME));
    expect(await ada.entries()).toBe(before + 2);
    const [first, second] = await ada.last(2);
    const source = { url: SAME['source.url'], publisher: 'The Paper', title: 'A story' };
    expect(first).toEqual({
      on: '2010-06-01',
      data: { endorser: 'm1', choices: [{ candidate: 'ann', rank: 1 }], form: 'endorsement' },
      sources: [source],
    });
    expect(second).toMatchObject({ data: { endorser: 'm2' } });
    const done = await ada.open(at);
    expect(done.text).toContain('2 entries were stored');
    expect(done.text).toContain('1 row was left out because of an error.');
    expect(done.text).toContain('by Ada');
    const links = [...done.document.querySelectorAll('main a')].map((each) =>
      each.getAttribute('href'),
    );
    expect(links).toContain(`/contests/${CONTEST}`);
    expect(links).toContain(`/contests/${CONTEST}/timeline`);
    const entries = links.filter((each) => each?.startsWith('/entries/'));
    expect(entries).toHaveLength(2);
    expect(done.text).toContain('The first: m1 endorsed ANN');
    expect(done.text).toContain('The last: m2 endorsed BOB');
    for (const entry of entries) expect((await ada.open(`${entry}`)).status).toBe(200);
  });

  it('adds nothing for the same rows again, in whatever format, nor for a row that is there twice', async () => {
    const ada = await importer();
    await ada.append(await ada.check(BARE, SAME));
    const again = await ada.check('candidate;endorser\nann;m1\nBOB;m2\ncay;m3\ncay;m3\n', SAME);
    expect(again.counts).toEqual([
      '1 would be stored',
      '2 there already: nothing is added for them',
      '1 the same as a row before',
    ]);
    expect(again.text).toContain('line 5 says what line 4 says');
    const lines = (await ada.last(2)).map((each) =>
      JSON.stringify({ type: 'EndorsementMade', ...each }),
    );
    const json = await ada.check(lines.join('\n'));
    expect(json.counts).toEqual([
      '0 would be stored',
      '2 there already: nothing is added for them',
    ]);
    expect(json.buttons.some((each) => each.startsWith('Append'))).toBe(false);
    expect(json.text).toContain('every row is there already');
  });

  it('is stored once, however often its button is pressed', async () => {
    const ada = await importer();
    const page = await ada.check(BARE, SAME);
    const before = await ada.entries();
    const both = await Promise.all([ada.append(page), ada.append(page)]);
    both.push(await ada.append(page));
    expect(new Set(both).size).toBe(1);
    expect(await ada.entries()).toBe(before + 2);
  });

  it('comes again where the list was changed since', async () => {
    const ada = await importer();
    const page = await ada.check(BARE, SAME);
    const before = await ada.entries();
    const { text = '' } = page.fields;
    const changed = { ...page.fields, text: `${text}m3,cay\r\n`, do: 'append' };
    const shown = readList(await ada.send(changed));
    expect(shown.text).toContain('was changed since it was checked');
    expect(shown.counts).toEqual(['3 would be stored']);
    expect(await ada.entries()).toBe(before);
    await ada.append(shown);
    expect(await ada.entries()).toBe(before + 3);
  });

  it('comes again on top of what somebody else stored first', async () => {
    const ada = await importer();
    const page = await ada.check(BARE, SAME);
    const { ledger } = ada.served.service;
    await ledger.append(CONTEST, [draft(endorsed('m1', 'ann', '2010-05-05'))], {
      recordedBy: 'Bob',
    });
    const before = await ada.entries();
    const shown = readList(await ada.send({ ...page.fields, do: 'append' }));
    expect(shown.text).toContain(
      'Somebody came first: since this list was checked 1 entry was stored',
    );
    expect(shown.counts).toEqual(['1 would be stored', '1 refused, as told below']);
    const [stored] = await ada.served.service.store.readAll(before - 1, 1);
    expect(shown.faults.map(([, , , says]) => says)).toEqual([
      `m1 has an act of this kind for ann already, ${stored?.id.slice(0, 8)}: give that id as act where this tells it again, or say true as anew where it is another.`,
    ]);
    const told = await ada.check(`endorser,candidate,act\nm1,ann,${stored?.id}\n`, SAME);
    expect(told.counts).toEqual(['1 would be stored']);
    expect((await ada.check('endorser,candidate,anew\nm1,ann,Yes\n', SAME)).counts).toEqual(
      told.counts,
    );
    expect(await ada.entries()).toBe(before);
    await ada.append(shown);
    expect(await ada.entries()).toBe(before + 1);
  });

  it('has a page of what was stored for entries of this contest alone', async () => {
    const ada = await importer();
    const at = await ada.append(await ada.check(BARE, SAME));
    const { searchParams } = new URL(at, 'http://here.test');
    const [first, last] = [searchParams.get('first'), searchParams.get('last')];
    const { ledger } = ada.served.service;
    await ledger.append(
      'other',
      [
        draft({
          ...entered('x'),
          type: 'ContestOpened',
          data: {
            title: 'O',
            office: 'O',
            organisation: 'O',
            categories: [{ category: 'MP', name: 'MP' }],
          },
        }),
      ],
      { recordedBy: 'Bob' },
    );
    for (const url of [
      `${IMPORT}/done?first=${last}&last=${first}`,
      `/contests/other/import/done?first=${first}&last=${last}`,
    ]) {
      expect((await ada.open(url)).status).toBe(400);
    }
    expect((await ada.open(`${IMPORT}/done`)).status).toBeGreaterThanOrEqual(400);
  });
});
