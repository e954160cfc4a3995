import { beforeAll, describe, expect, test } from 'vitest';
import { hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const LEADER_2010 = 'labour-leader-2010';
const LEADER_2020 = 'labour-leader-2020';
/** The entry of the article on Community, and of its table. */
const COMMUNITY = '90bb227f';
const TABLE = '56ae5674-4b62-4d7b-8327-86577c2164f5';

async function standings(contest: string, ...flags: string[]) {
  const rows = rowsOf(await printed(['standings', contest, ...flags, '--ledger', ledger.path]));
  const cell = (candidate: string, category: string): Record<string, string> =>
    rows.find((row) => row.candidate === candidate && row.category === category) ?? {};
  const undeclared = (category: string) =>
    rows.find((row) => row.row === 'undeclared' && row.category === category)?.best;
  const total = (category: string, count: string) =>
    rows
      .filter((row) => row.row === 'cell' && row.category === category)
      .reduce((sum, row) => sum + Number(row[count]), 0);
  return { rows, cell, undeclared, total };
}

async function seqOf(id: string): Promise<number> {
  const body = await printed(['show', id, '-f', 'json', '--ledger', ledger.path]);
  return JSON.parse(body).entry.seq;
}

describe('2010, "two weeks ago only USDAW had declared"', () => {
  test('on 26 June one union is certain, for David Miliband, none possible, 13 of 14 left', async () => {
    const { cell, undeclared, total } = await standings(LEADER_2010, '--as-of', '2010-06-26');
    expect(total('TU', 'certain')).toBe(1);
    expect(total('TU', 'possible')).toBe(0);
    expect(cell('david-miliband', 'TU').certain).toBe('1');
    expect(undeclared('TU')).toBe('13');
    const size = await printed(['show', '2247590f', '--ledger', ledger.path]);
    expect(rowsOf(size)).toContainEqual({ field: 'data.size', value: '14' });
  });

  test('between the two days Community is possible', async () => {
    const { cell } = await standings(LEADER_2010, '--as-of', '2010-07-05');
    expect(cell('david-miliband', 'TU')).toMatchObject({ certain: '1', possible: '1' });
    const flags = ['--from', '2010-06-26', '--to', '2010-07-05', '--ledger', ledger.path];
    const changes = rowsOf(await printed(['compare', LEADER_2010, ...flags]));
    const community = changes.find((row) => row.endorser === 'community');
    expect(community).toMatchObject({ tag: 'gained', before: '', after: 'david-miliband?' });
  });

  describe('on 14 July', () => {
    const PRINTED: Record<
      string,
      readonly [MP: number, CLP: number, MEP: number, TU: number, SS: number]
    > = {
      'diane-abbott': [33, 4, 0, 0, 0],
      'ed-balls': [33, 1, 0, 0, 0],
      'andy-burnham': [33, 8, 1, 0, 0],
      'david-miliband': [81, 22, 4, 2, 0],
      'ed-miliband': [63, 28, 5, 0, 0],
    };
    const CATEGORIES = ['MP', 'CLP', 'MEP', 'TU', 'SS'];
    const LEFT = ['0', '572', '3', '12', '15'];
    let view: Awaited<ReturnType<typeof standings>>;

    beforeAll(async () => {
      view = await standings(LEADER_2010, '--as-of', '2010-07-14');
    });

    test('two unions are certain, both for David Miliband, and 12 of 14 left', () => {
      expect(view.total('TU', 'certain')).toBe(2);
      expect(view.cell('david-miliband', 'TU')).toMatchObject({ certain: '2', possible: '0' });
      expect(view.undeclared('TU')).toBe('12');
    });

    test('the printed table comes back cell by cell', () => {
      const seen = view.rows.filter((row) => row.reported !== '' && row.row === 'cell');
      expect(seen).toHaveLength(25);
      for (const [candidate, figures] of Object.entries(PRINTED)) {
        const found = CATEGORIES.map((category) => Number(view.cell(candidate, category).reported));
        expect([candidate, ...found]).toEqual([candidate, ...figures]);
      }
      expect(new Set(seen.map((row) => row.reportedEntry))).toEqual(new Set([TABLE]));
      expect(CATEGORIES.map((category) => view.undeclared(category))).toEqual(LEFT);
    });

    test('a terminal shows the table, and stderr its source', async () => {
      const args = ['standings', LEADER_2010, '--as-of', '2010-07-14', '--ledger', ledger.path];
      const { out, err } = await hustings(args, { columns: 100 });
      const david = out.split('\n').findIndex((line) => line.includes('David Miliband'));
      const below = out.split('\n')[david + 1] ?? '';
      expect(
        below
          .split('│')
          .map((text) => text.trim())
          .slice(2, 7),
      ).toEqual(['81 printed', '22 printed', '4 printed', '2 printed', '0 printed']);
      const last = out.split('\n').find((line) => line.includes('yet to declare')) ?? '';
      expect(
        last
          .split('│')
          .map((text) => text.trim())
          .slice(2, 7),
      ).toEqual(LEFT);
      expect(err).toContain('printed: International Business Times UK, [2010-06-27..2010-07-14]:');
      expect(err).toContain('https://www.ibtimes.co.uk/david-miliband-gains');
      expect(err).toContain(TABLE);
    });
  });

  const HIDDEN: readonly (readonly [string, number, () => Promise<string[]>])[] = [
    ['--reported-by 2010-06-26', 0, async () => ['--reported-by', '2010-06-26']],
    [
      '--known-at before their entries',
      1,
      async () => {
        const first = Math.min(await seqOf(COMMUNITY), await seqOf(TABLE));
        return ['--known-at', String(first - 1)];
      },
    ],
  ];

  test.each(HIDDEN)('%s hides Community and the table', async (_, certain, flags) => {
    const more = await flags();
    const view = await standings(LEADER_2010, '--as-of', '2010-07-14', ...more);
    // Usdaw's own paper is only surely of June, so at that reportedBy not even it has declared.
    expect(view.total('TU', 'certain')).toBe(certain);
    expect(view.total('TU', 'possible')).toBe(0);
    expect(view.rows.filter((row) => row.reported !== '')).toEqual([]);
    const asked = ['--as-of', '2010-07-14', ...more, '--ledger', ledger.path];
    expect(await printed(['timeline', LEADER_2010, ...asked])).not.toContain('community');
  });
});

describe('2020', () => {
  const timeline = async (...flags: string[]) =>
    rowsOf(await printed(['timeline', LEADER_2020, ...flags, '--ledger', ledger.path]));

  test('on 8 January UNISON stands for Starmer, and the day before it does not', async () => {
    const on = await standings(LEADER_2020, '--as-of', '2020-01-08');
    expect(on.cell('keir-starmer', 'TU')).toMatchObject({ certain: '1', possible: '0' });
    const before = await standings(LEADER_2020, '--as-of', '2020-01-07');
    expect(before.cell('keir-starmer', 'TU')).toMatchObject({ certain: '0', possible: '0' });
    expect(await timeline('--as-of', '2020-01-08')).toContainEqual(
      expect.objectContaining({
        on: '2020-01-08',
        kind: 'nominated',
        endorser: 'unison',
        candidate: 'keir-starmer',
        changed: expect.stringContaining('keir-starmer TU 0→1'),
      }),
    );
  });

  test.each([
    ['momentum', 'rebecca-long-bailey'],
    ['open-labour', 'lisa-nandy'],
  ])('the endorsement of %s shows, and counts as no nomination', async (endorser, candidate) => {
    const told = (await timeline()).filter((row) => row.endorser === endorser);
    expect(told.map((row) => row.kind)).toContain('endorsed');
    expect(told.map((row) => row.kind)).not.toContain('nominated');
    const flags = ['--as-of', '2020-02-14', '--counts'];
    const acts = await standings(LEADER_2020, ...flags, 'endorsements');
    expect(Number(acts.cell(candidate, 'other').certain)).toBeGreaterThan(0);
    const nominations = await standings(LEADER_2020, ...flags, 'nominations');
    expect(nominations.total('other', 'certain')).toBe(0);
    expect(nominations.total('other', 'possible')).toBe(0);
  });

  test.each([
    ['clive-lewis', '2020-01-12', '2020-01-13', '4'],
    ['jess-phillips', '2020-01-20', '2020-01-21', '10'],
  ])(
    '%s stands until %s and is withdrawn on %s, with %s acts of MPs lapsed',
    async (candidate, last, day, lapsed) => {
      const before = await standings(LEADER_2020, '--as-of', last);
      expect(before.cell(candidate, 'MP')).toMatchObject({ status: 'standing', lapsed: '0' });
      const after = await standings(LEADER_2020, '--as-of', day);
      expect(after.cell(candidate, 'MP')).toMatchObject({
        status: 'withdrawn',
        statusOn: day,
        certain: '0',
        possible: '0',
        lapsed,
      });
    },
  );

  test('--reported-by gives what had been read: Clive Lewis still stands', async () => {
    const flags = ['--as-of', '2020-01-22', '--reported-by', '2020-01-12'];
    const { cell } = await standings(LEADER_2020, ...flags);
    expect(cell('clive-lewis', 'MP')).toMatchObject({ status: 'standing', lapsed: '0' });
  });

  test('--known-at gives what was held: Jess Phillips still stands', async () => {
    const seqs = [await seqOf('35131c52'), await seqOf('4e10a99b')];
    const flags = ['--as-of', '2020-01-22', '--known-at', String(Math.min(...seqs) - 1)];
    const { cell } = await standings(LEADER_2020, ...flags);
    expect(cell('jess-phillips', 'MP').status).toBe('standing');
  });
});

describe('an endorser across the years', () => {
  const record = async (endorser: string) =>
    rowsOf(await printed(['endorser', endorser, '--ledger', ledger.path])).map((row) =>
      [row.contest, row.what, row.candidate].join(' ').trim(),
    );

  test('unison tells 2010, 2015 (Corbyn, with Cooper second), 2016 and 2020', async () => {
    expect(await record('unison')).toEqual(
      expect.arrayContaining([
        'labour-leader-2010 nomination ed-miliband',
        'labour-leader-2015 nomination jeremy-corbyn',
        'labour-leader-2015 choice 2 yvette-cooper',
        'labour-leader-2016 nomination jeremy-corbyn',
        'labour-leader-2020 nomination keir-starmer',
      ]),
    );
  });

  test('num tells 2015 Cooper, 2016 nobody, 2020 Nandy', async () => {
    const told = await record('num');
    expect(told).toContain('labour-leader-2015 nomination yvette-cooper');
    expect(told).toContain('labour-leader-2020 nomination lisa-nandy');
    const of2016 = told.filter((line) => line.startsWith('labour-leader-2016'));
    expect(new Set(of2016)).toEqual(new Set(['labour-leader-2016 neutral']));
  });
});
