import { describe, expect, it } from 'vitest';
import { WARNING_CODES, type WarningCode } from '../../src/ledger/refusals.ts';
import {
  as,
  corrected,
  electorate,
  endorsed,
  enrolled,
  entered,
  FRAME,
  given,
  id,
  nominated,
  type Sent,
  stage,
} from '../support/given.ts';

/** A batch, what is stored before it, and which warnings of it are told. */
type Row = readonly [
  code: WarningCode | null,
  what: string,
  given: readonly Sent[],
  sent: Sent,
  names?: readonly string[],
];

const mp = stage('mp', { opens: '2010-05-24', closes: '[2010-06-08..2010-06-09]' });
const later = stage('mp', { opens: '2010-06-20', closes: '2010-06-30' });
const open = stage('clp');
const inMp = (on: string) => nominated('m1', 'ann', on, { stage: 'mp' });
const forAnn = as('a', nominated('t1', 'ann', '2010-07-10'));
const inStage = as('a', nominated('t1', 'ann', '2010-07-10', { stage: 'clp' }));
const powerless = as('p', enrolled('p1', 'TU', { nominates: false }));
const powerful = corrected('p', { data: enrolled('p1', 'TU').data });
const forBob = (more = {}) => nominated('t1', 'bob', '2010-07-20', more);

const ROWS: readonly Row[] = [
  ['outside-stage', 'a nomination before its stage opens', [mp], inMp('2010-05-23'), ['mp']],
  [
    'outside-stage',
    'a nomination after its stage closes',
    [mp],
    inMp('2010-06-10'),
    ['2010-06-10'],
  ],
  ['outside-stage', 'one outside every statement of it', [mp, later], inMp('2010-06-15')],
  [null, 'a nomination on the last day on which its stage may close', [mp], inMp('2010-06-09')],
  [null, 'a nomination that may lie within its stage', [mp], inMp('[2010-06-09..2010-07-01]')],
  [null, 'a nomination by the day on which its stage opens', [mp], inMp('[..2010-05-24]')],
  [null, 'a nomination within one of two statements of its stage', [mp, later], inMp('2010-06-25')],
  [
    null,
    'a nomination in a stage without dates',
    [open],
    nominated('c1', 'ann', '1990', { stage: 'clp' }),
  ],
  [null, 'a nomination of no stage', [mp], nominated('m1', 'ann', '2010-06-15')],
  [
    'second-nomination',
    'another candidate of no stage',
    [forAnn],
    forBob(),
    ['t1', 'ann', id('a')],
  ],
  [
    'second-nomination',
    'another candidate in the same stage',
    [open, inStage],
    forBob({ stage: 'clp' }),
  ],
  ['second-nomination', 'another candidate where one stage is unsaid', [open, inStage], forBob()],
  [null, 'a switch', [forAnn], forBob({ replaces: id('a') })],
  [
    null,
    'another candidate in another stage',
    [mp, open, inStage],
    nominated('t1', 'bob', '2010-06-01', { stage: 'mp' }),
  ],
  [
    null,
    'an endorsement of another than the nominated',
    [forAnn],
    endorsed('t1', 'bob', '2010-07-20'),
  ],
  [null, 'an act told again', [forAnn], nominated('t1', 'ann', '2010-07-12', { act: id('a') })],
  [null, 'a second nomination told again', [forAnn, as('b', forBob())], forBob({ act: id('b') })],
  [
    'no-nominating-power',
    'an endorser who may not nominate',
    [powerless],
    nominated('p1', 'ann', '2010-07-10'),
    ['p1'],
  ],
  [
    null,
    'one whose enrolment was corrected',
    [powerless, powerful],
    nominated('p1', 'ann', '2010-07-10'),
  ],
  [
    null,
    'an endorsement by one who may not nominate',
    [powerless],
    endorsed('p1', 'ann', '2010-07-10'),
  ],
  ['future-date', 'a day after today', [], nominated('t1', 'ann', '2026-01-02'), ['2026-01-02']],
  ['future-date', 'a year to come', [], entered('dee', '2027'), ['2027']],
  ['future-date', 'a range to come', [], electorate('TU', 14, '[2026-01-02..2026-03]')],
  [null, 'today', [], nominated('t1', 'ann', '2026-01-01')],
  [null, 'a range that has begun', [], nominated('t1', 'ann', '2026')],
  [null, 'a day by a day to come', [], nominated('t1', 'ann', '[..2026-06]')],
];

describe('the table of warnings', () => {
  it('has a row for every code, and no other', () => {
    const codes = new Set(ROWS.flatMap(([code]) => code ?? []));
    expect([...codes].sort()).toEqual([...WARNING_CODES].sort());
  });
});

const CASES = ROWS.map(([code, what, before, sent, names = []]) => ({
  code,
  what,
  before,
  sent,
  names,
}));

describe.each(CASES)('$code: $what', ({ code, before, sent, names }) => {
  const setting = given([...FRAME, ...before]);

  it('is recorded, and said in one sentence', async () => {
    const { warnings, appended } = await setting.when([entered('eve'), sent]);
    expect(appended).toBe(2);
    expect(warnings.map((warning) => warning.code)).toEqual(code === null ? [] : [code]);
    for (const warning of warnings) {
      expect(warning.index).toBe(1);
      expect(warning.message).toMatch(/^[A-Za-z0-9].*[^.]\.$/);
      for (const name of names) expect(warning.message).toContain(name);
    }
  });

  it('is refused where warnings are refusals, and only then', async () => {
    const { refusal, bench } = await setting.when([entered('eve'), sent], { strict: true });
    expect(refusal?.code).toBe(code === null ? undefined : 'strict');
    const stored = FRAME.length + before.length + (code === null ? 2 : 0);
    expect(await bench.store.head()).toMatchObject({ seq: stored - 1 });
  });
});

describe('warnings', () => {
  it('come all together, in order of their entries', async () => {
    const sent = [
      nominated('p1', 'ann', '2030', { stage: 'mp' }),
      nominated('p1', 'bob', '2031', { stage: 'mp' }),
    ];
    const { warnings } = await given([...FRAME, mp, powerless]).when(sent);
    expect(warnings.map(({ code, index }) => `${index} ${code}`)).toEqual([
      '0 future-date',
      '0 outside-stage',
      '0 no-nominating-power',
      '1 future-date',
      '1 outside-stage',
      '1 second-nomination',
      '1 no-nominating-power',
    ]);
  });

  it('are all told by a strict refusal, which names the first entry at fault', async () => {
    const sent = [entered('eve'), nominated('p1', 'ann', '2030', { stage: 'mp' })];
    const where = { strict: true };
    const { refusal } = await given([...FRAME, mp, powerless]).when(sent, where);
    expect(refusal).toMatchObject({ code: 'strict', index: 1 });
    expect(refusal?.message).toMatch(/2030.*stage mp.*may not nominate/);
  });

  it('know an endorser under each of its names', async () => {
    const before = [...FRAME, powerless, enrolled('p2', 'TU'), forAnn];
    const register = [
      { type: 'EndorserMerged', data: { endorser: 't2', into: 't1', why: 'One body.' } },
    ];
    const sent = [nominated('t2', 'bob', '2010-07-20')];
    const { warnings } = await given(before, register).when(sent);
    expect(warnings).toMatchObject([{ code: 'second-nomination' }]);
  });
});
