import { describe, expect, it } from 'vitest';
import {
  as,
  CONTEST,
  endorsed,
  enrolled,
  id,
  merged,
  nominated,
  source,
} from '../support/given.ts';
import { IMPORT, importer, SAME } from './importing.ts';

const { type: _, ...ONCE } = SAME;
const LINE = { contest: CONTEST, ...endorsed('m1', 'ann', '2010-06-01') };

describe('the table of errors', () => {
  it('names every row, column and value at fault, and what helps', async () => {
    const ada = await importer();
    const text = [
      'type,endorser,candidate,on,contest,id,nominates,stage',
      ',m1,ann,2010-06-01,,,,',
      ',m2,ann,14/06/2010,,,,',
      ',m3,,,,,,',
      'EndorsmentMade,t1,ann,,,,,',
      ',Nobody at all,An,,,,,',
      ',t1,ann,,elsewhere,,,',
      ',t1,ann,,,abc,,',
      ',t1,ann,,,,yes,',
      'NominationMade,t1,ann,,,,,mp',
      ',t9,ann,,,,,',
      ',t1,ann,,,,,,too,many',
      ',"t2" x,ann',
      ',t3,ann,,,,,',
    ].join('\n');
    const page = await ada.check(text, SAME);
    expect(page.told.map(([line]) => line)).toEqual(['2', '14']);
    const short = page.faults.map(([line, column, value]) => [line, column, value]);
    expect(short).toEqual([
      ['3', 'on', '14/06/2010'],
      ['4', 'candidate', 'empty'],
      ['5', 'type', 'EndorsmentMade'],
      ['6', 'endorser', 'Nobody at all'],
      ['6', 'candidate', 'An'],
      ['7', 'contest', 'elsewhere'],
      ['8', 'id', 'abc'],
      ['9', 'nominates', 'yes'],
      ['10', 'stage', 'mp'],
      ['11', 'endorser', 't9'],
      ['12', 'the row', 'too'],
      ['13', 'the row', 'empty'],
    ]);
    const says = page.faults.map(([, , , problem]) => problem);
    expect(says[0]).toContain('is no date this ledger knows');
    expect(says[1]).toBe('is missing; fill it in.');
    expect(says[2]).toContain('Did you mean EndorsementMade?');
    expect(says[4]).toContain('is no candidate here. Did you mean ANN?');
    expect(says[3]).toContain('enrol them in a row before (type EndorserEnrolled)');
    expect(says[5]).toContain('this list is for “leader-2010”');
    expect(says[6]).toContain('UUID');
    expect(says[7]).toContain('EndorsementMade has no such field');
    expect(says[9]).toContain('No endorser t9 is enrolled');
    expect(says[10]).toContain('needs quotation marks');
    expect(says[11]).toContain('double those');
    for (const each of says) expect(each).toMatch(/\.$/);
  });

  it('has all faults of a row, and of a field the first', async () => {
    const ada = await importer();
    const page = await ada.check('endorser,on,form,rank\nNobody,14/06/2010,x,0\n', SAME);
    expect(page.faults.map(([, column]) => column).toSorted()).toEqual([
      'candidate',
      'endorser',
      'form',
      'on',
      'rank',
    ]);
    expect(page.counts).toContain('1 refused, as told below');
  });

  it('tells of the first row alone where that is wrong', async () => {
    const ada = await importer();
    const page = await ada.check('endorser,candidate,checked by,\nm1,ann,me,x\n,,,\n', SAME);
    expect(page.faults.map(([line, column]) => [line, column])).toEqual([
      ['1', 'checked by'],
      ['1', 'the row'],
    ]);
    expect(page.counts[0]).toBe('0 would be stored');
    expect((await ada.check('endorser,candidate,,\nm1,ann,,\n', SAME)).faults).toEqual([]);
  });

  it('names lines of NDJSON, places and values', async () => {
    const ada = await importer();
    const { on: __, ...dayless } = LINE;
    const lines = [
      JSON.stringify(LINE),
      '{"type": "EndorsementMade"',
      '[1]',
      JSON.stringify({ ...LINE, contest: 'elsewhere' }),
      JSON.stringify({ ...LINE, data: { ...LINE.data, colour: 'red', form: 'x' } }),
      '',
      '{"type":"EndorsementMade","type":"NominationMade"}',
      JSON.stringify(dayless),
      JSON.stringify({ ...LINE, data: { ...LINE.data, choices: [{ candidate: 'zed', rank: 1 }] } }),
      JSON.stringify({ ...merged('m1', 'm2'), contest: null }),
      `{"type":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      JSON.stringify({ ...endorsed('m2', 'bob', '2010-06-01') }),
    ];
    const page = await ada.check(lines.join('\n'));
    expect(page.told.map(([line]) => line)).toEqual(['1', '12']);
    expect(page.faults.map(([line, column, value]) => [line, column, value])).toEqual([
      ['2', 'the row', '{"type": "EndorsementMade"'],
      ['3', 'the row', '[1]'],
      ['4', 'contest', 'elsewhere'],
      ['5', 'data.form', 'x'],
      ['5', 'data.colour', 'red'],
      ['7', 'type', 'empty'],
      ['8', 'on', 'empty'],
      ['9', 'data.choices[0].candidate', 'zed'],
      ['10', 'the row', 'empty'],
      ['11', expect.stringMatching(/^type/), 'empty'],
    ]);
    expect(page.faults[0]?.[3]).toContain('each line must be one entry as a JSON object');
    expect(page.faults[8]?.[3]).toContain('register');
  });

  it('lets rows rest on those before them, and names each that rests on a bad one', async () => {
    const ada = await importer();
    const rows = (category: string) =>
      [
        enrolled('x1', category),
        as('x', nominated('x1', 'ann', '2010-06-01')),
        {
          type: 'NominationWithdrawn',
          on: '2010-06-02',
          data: { act: id('x') },
          sources: [source('2010-06-03')],
        },
        nominated('m1', 'ann', '2010-06-01'),
      ]
        .map((each) => JSON.stringify(each))
        .join('\n');
    expect((await ada.check(rows('TU'))).counts).toEqual(['4 would be stored']);
    const bad = await ada.check(rows('XX'));
    expect(bad.counts).toEqual(['1 would be stored', '3 refused, as told below']);
    expect(bad.faults.map(([line, column]) => [line, column])).toEqual([
      ['1', 'data.category'],
      ['2', 'data.endorser'],
      ['3', 'data.act'],
    ]);
  });

  it('stops where the ledger refuses too many, and stores nothing then', async () => {
    const ada = await importer();
    const rows = Array.from({ length: 120 }, (_, index) => `nobody-${index},ann`);
    const page = await ada.check(`endorser,candidate\nm1,ann\n${rows.join('\n')}\n`, SAME);
    expect(page.counts).toEqual([
      '0 would be stored',
      '100 refused, as told below',
      '21 not tried: too many were refused before them, so mend those first',
    ]);
    expect(page.buttons.some((each) => each.startsWith('Append'))).toBe(false);
  });

  it('tells warnings beside it, which keep nothing from being stored', async () => {
    const ada = await importer();
    const page = await ada.check(
      'type,endorser,candidate,on\nNominationMade,m1,ann,2999-01-01\n',
      ONCE,
    );
    expect(page.counts).toEqual(['1 would be stored', '1 stored with a warning']);
    expect(page.text).toContain('Line 2: It is dated 2999-01-01, which has not come yet.');
  });

  it('is there as a file that no spreadsheet takes for formulas', async () => {
    const ada = await importer();
    const text = 'endorser,candidate\n"=HYPERLINK(""https://evil.example"")",ann\n+1,ann\nm1,ann\n';
    const { status, headers, body } = await ada.send({ ...SAME, text, do: 'errors' });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toBe(`attachment; filename="${CONTEST}-errors.csv"`);
    const [head, first, second] = body.split('\n');
    expect(head).toBe('\ufeffline,column,value,problem');
    expect(first).toMatch(/^2,endorser,"'=HYPERLINK\(""https:\/\/evil\.example""\)",/);
    expect(second).toMatch(/^3,endorser,'\+1,/);
    const fine = await ada.send({ ...SAME, text: 'endorser,candidate\nm1,ann\n', do: 'errors' });
    expect(fine.headers['content-type']).toContain('text/html');
  });

  it.each([
    ['markup', `<script>window.pwned=1</script></textarea><img src=x onerror=pwned=1>"'`],
    ['what goes from right to left', '\u202egnp.exe \u0645\u0631\u062d\u0628\u0627\u2066'],
    ['10,000 letters', 'W'.repeat(10_000)],
    ['a name of every object', 'constructor'],
  ])('shows %s as text', async (_, hostile) => {
    const ada = await importer();
    const quoted = `"${hostile.replaceAll('"', '""')}"`;
    const page = await ada.check(
      `endorser,candidate,note\n${quoted},ann,x\nm1,ann,${quoted}\n`,
      SAME,
    );
    expect(page.document.querySelectorAll('main script, main img')).toHaveLength(0);
    expect(page.faults[0]?.[2]).toBe(hostile.length > 80 ? `${hostile.slice(0, 80)}…` : hostile);
    expect(page.fields.text).toContain(quoted);
    const wrong = await ada.check(`endorser,${quoted}\nm1,ann\n`, SAME);
    expect(wrong.document.querySelectorAll('main script, main img')).toHaveLength(0);
    expect(wrong.faults[0]?.[1]).toContain(hostile.slice(0, 20));
    const { status } = await ada.served.get(
      `${IMPORT}/template?type=${encodeURIComponent(hostile.slice(0, 500))}`,
      ada.headers,
    );
    expect(status).toBe(400);
  });
});
