import {
  as,
  corrected,
  electorate,
  endNomination,
  enrolled,
  entered,
  FRAME,
  id,
  merged,
  nominated,
  type Sent,
  stage,
  struck,
} from '../support/given.ts';
import type { Row } from './row.ts';

const day = '2010-07-10';
const forAnn = as('a', nominated('t1', 'ann', day));
const forBob = as('b', nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));
const register = { contest: null };
const toT2 = as('m', merged('t1', 't2'));

const inUse = ([what, given, sent, named, right]: readonly [
  string,
  readonly Sent[],
  Sent,
  string,
  readonly Sent[],
]): Row => ({
  code: 'in-use',
  what,
  given: [...FRAME, ...given],
  when: [sent],
  names: [id(named)],
  remedy: /correct or strike that entry first/,
  candidates: [id(named)],
  neighbour: right,
});

const misfit = ([what, change, names]: readonly [
  string,
  Record<string, unknown>,
  readonly string[],
]): Row => ({
  code: 'bad-correction',
  what: `a correction gives ${what}`,
  given: [...FRAME, as('e', electorate('TU', 14))],
  when: [corrected('e', change)],
  names,
  remedy: /does not fit ElectorateStated|no version/,
  neighbour: [corrected('e', { data: { category: 'TU', size: 15 } })],
});

/** Refusals of corrections, and of strikes of what others build on. */
export const CORRECTION_ROWS: readonly Row[] = [
  ...(
    [
      ['an enrolment is struck', [forAnn], struck('t1'), 'a', [struck('a'), struck('t1')]],
      ["a candidate's entry is struck", [forAnn], struck('ann'), 'a', [struck('a'), struck('ann')]],
      [
        'a candidate is corrected to another slug',
        [forAnn],
        corrected('ann', { data: { candidate: 'anne', name: 'ANN' } }),
        'a',
        [
          entered('anne'),
          corrected('a', { data: { endorser: 't1', candidate: 'anne' } }),
          struck('ann'),
        ],
      ],
      [
        'a stage is struck that a nomination is of',
        [as('mp', stage('mp')), as('a', nominated('t1', 'ann', day, { stage: 'mp' }))],
        struck('mp'),
        'a',
        [corrected('a', { data: { endorser: 't1', candidate: 'ann' } }), struck('mp')],
      ],
      [
        'an enrolment is corrected to another slug',
        [forAnn],
        corrected('t1', { data: enrolled('t9', 'TU').data }),
        'a',
        [corrected('t1', { data: enrolled('t1', 'TU', { name: 'T One' }).data })],
      ],
    ] as const
  ).map(inUse),
  ...(
    [
      ['data of another type', { data: { candidate: 'ann', name: 'Ann' } }, ['data.size']],
      ['a wrong value', { data: { category: 'TU', size: 1.5 } }, ['data.size']],
      ['an unknown field', { data: { category: 'TU', size: 1, of: 'acts' } }, ['"of"']],
      ['a version that never was', { data: { category: 'TU', size: 1 }, dataVersion: 9 }, ['9']],
    ] as const
  ).map(misfit),
  {
    code: 'bad-correction',
    what: 'a correction gives a day to what has none',
    given: FRAME,
    register: [toT2],
    when: [corrected('m', { on: day })],
    where: register,
    names: ['EndorserMerged', 'on'],
    remedy: /leave|no day of its own/,
    neighbour: [corrected('m', { data: merged('t1', 't3').data })],
    near: register,
  },
  {
    code: 'unknown-category',
    what: 'a correction enrols an endorser in no category of the contest',
    given: FRAME,
    when: [corrected('t1', { data: enrolled('t1', 'MEP').data })],
    names: ['MEP'],
    remedy: /it has MP, CLP, TU, SS, AFF/,
    neighbour: [corrected('t1', { data: enrolled('t1', 'MP').data })],
  },
  {
    code: 'end-before-act',
    what: 'a correction moves an act past its end',
    given: [...FRAME, forAnn, as('w', endNomination('a', '2010-07-20'))],
    when: [corrected('a', { on: '2010-07-21' })],
    names: [id('w'), id('a')],
    remedy: /correct .* in the same batch, first/,
    candidates: [id('w')],
    neighbour: [corrected('w', { on: '2010-07-22' }), corrected('a', { on: '2010-07-21' })],
  },
  {
    code: 'end-before-act',
    what: 'a correction moves an end before its act',
    given: [...FRAME, forAnn, as('w', endNomination('a', '2010-07-20'))],
    when: [corrected('w', { on: '2010-07-09' })],
    names: [id('w'), id('a')],
    remedy: /correct/,
    neighbour: [corrected('w', { on: '2010-07-10' })],
  },
  {
    code: 'replaces-cycle',
    what: 'a correction makes two acts replace one another',
    given: [...FRAME, forAnn, forBob],
    when: [
      corrected('a', {
        on: '2010-07-20',
        data: { endorser: 't1', candidate: 'ann', replaces: id('b') },
      }),
    ],
    names: ['replace itself'],
    remedy: /along a line/,
    neighbour: [corrected('b', { data: { endorser: 't1', candidate: 'cay', replaces: id('a') } })],
  },
];
