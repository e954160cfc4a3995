import { describe, expect, it } from 'vitest';
import { exportLine } from '../../src/interchange/ndjson.ts';
import { as, CONTEST, endorsed, id } from '../support/given.ts';
import { importer, SAME } from './importing.ts';

const SOURCES = [{ url: 'https://paper.example/a', publisher: 'The Paper', title: 'A story' }];

/** Rows as they stand in a file of CSV with commas. */
const ROWS = [
  ['type', 'endorser', 'name', 'category', 'nominates', 'candidate', 'note'],
  ['EndorserEnrolled', 'new', 'The “New”, one', 'TU', 'YES', '', ''],
  ['EndorsementMade', 'The “New”, one', '', '', '', 'Ann', 'Two\nlines, "quoted"; and more'],
];
const cell = (value: string) =>
  /[",;\t\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
const listed = (delimiter: string, end: string) =>
  ROWS.map((row) => row.map(cell).join(delimiter).replaceAll('\n', end) + end).join('');
const DRAFTS = [
  {
    type: 'EndorserEnrolled',
    data: { endorser: 'new', name: 'The “New”, one', category: 'TU', nominates: true },
  },
  {
    type: 'EndorsementMade',
    note: ROWS[2]?.[6],
    data: { endorser: 'new', choices: [{ candidate: 'ann', rank: 1 }], form: 'endorsement' },
  },
];
const JSON_LINES = DRAFTS.map(
  (each) =>
    `${JSON.stringify({ contest: CONTEST, sources: SOURCES, on: '2010-06-01', ...each })}\n`,
).join('');
const { type: _, ...ONCE } = SAME;

describe('a list', () => {
  it.each([
    ['CSV', listed(',', '\n'), 'CSV, with commas'],
    [
      'CSV of a spreadsheet',
      `\ufeff${listed(';', '\r\n')};;;;;;\r\n;;;;;;\r\n`,
      'CSV, with semicolons',
    ],
    ['CSV that says its delimiter', `sep=;\r\n${listed(';', '\r\n')}`, 'CSV, with semicolons'],
    ['TSV', `\ufeff${listed('\t', '\r')}`, 'TSV, with tabs'],
    ['NDJSON', `\ufeff${JSON_LINES.replaceAll('\n', '\r\n')}\r\n`, 'NDJSON, one entry a line'],
  ])('comes as %s, pasted or as a file', async (_, text, format) => {
    const ada = await importer();
    const pasted = await ada.check(text, ONCE);
    expect(pasted.text).toContain(`Of 2 rows, read as ${format}`);
    expect(pasted.faults).toEqual([]);
    const page = await ada.checkFile(text, ONCE);
    expect(page.told).toEqual(pasted.told);
    expect(page.told.map(([, says]) => says)).toEqual([
      'The “New”, one counts in TU',
      'The “New”, one endorsed ANN',
    ]);
    await ada.append(page);
    const both = await ada.last(2);
    expect(both[0]).toMatchObject({ on: '2010-06-01', sources: SOURCES, data: DRAFTS[0]?.data });
    expect(both[1]).toMatchObject({ data: DRAFTS[1]?.data, note: DRAFTS[1]?.note });
    // The form has brought the same text back: line ends are all that a browser changes in it.
    expect((await ada.checkFile(text, ONCE)).counts).toContain(
      '2 there already: nothing is added for them',
    );
  });

  it('is read in the format that is chosen', async () => {
    const ada = await importer();
    const page = await ada.check('endorser;candidate\nm1;ann\n', { ...SAME, format: 'csv' });
    expect(page.faults[0]?.slice(0, 2)).toEqual(['1', 'endorser;candidate']);
  });

  it('that is no UTF-8 is refused, and says so', async () => {
    const ada = await importer();
    const { status, body } = await ada.send(
      { ...SAME, do: 'check' },
      Buffer.from('endorser\nJos\xe9\n', 'latin1'),
    );
    expect(status).toBe(400);
    expect(body).toContain('save it as UTF-8');
  });

  it('may say several sources and choices, and any field by its whole name', async () => {
    const ada = await importer();
    const head =
      'endorser,candidate,candidate2,rank2,DATA.decidedBy,source.quote,source2.url,source2.publisher,source2.title';
    const page = await ada.check(
      `${head}\nm1,ann,bob,2,conference,“Ann”,https://b.example/,B,T\n`,
      SAME,
    );
    expect(page.faults).toEqual([]);
    await ada.append(page);
    const [entry] = await ada.last(1);
    expect(entry).toMatchObject({
      data: {
        choices: [
          { candidate: 'ann', rank: 1 },
          { candidate: 'bob', rank: 2 },
        ],
        decidedBy: 'conference',
      },
      sources: [
        { url: SAME['source.url'], quote: '“Ann”' },
        { url: 'https://b.example/', publisher: 'B', title: 'T' },
      ],
    });
  });

  it('that was exported is recorded anew, and its entries are known again by their ids', async () => {
    const from = await importer([as('mine', endorsed('m1', 'ann', '2010-06-01'))]);
    const { store } = from.served.service;
    const all = await store.readAll(0, 100);
    const text = all.map((each) => `${exportLine(each)}\n`).join('');
    const to = await importer();
    const page = await to.check(text);
    expect(page.counts).toEqual([
      '1 would be stored',
      '14 there already: nothing is added for them',
    ]);
    await to.append(page);
    const [stored] = await to.served.service.store.readAll(14, 1);
    expect(stored?.id).toBe(id('mine'));
    expect(Buffer.from(stored?.leaf ?? []).toString()).toContain('"recordedBy":"Ada"');
    expect((await from.check(text)).counts).toEqual([
      '0 would be stored',
      '15 there already: nothing is added for them',
    ]);
    const changed = text.replaceAll('2010-06-01', '2010-06-02');
    expect((await to.check(changed)).faults[0]?.[3]).toContain('do not match leaf.payloadHash');
  });
});
