import {
  as,
  endEndorsement,
  endNomination,
  endorsed,
  FRAME,
  id,
  nominated,
  type Sent,
  stage,
  tally,
} from '../support/given.ts';
import type { Row } from './row.ts';

const day = '2010-07-10';
const stages = ['mp', 'clp'].map((slug) => stage(slug));
const forAnn = as('a', nominated('t1', 'ann', day));
const forBob = as('b', nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));
const staged = as('a', nominated('t1', 'ann', day, { stage: 'mp' }));
const counted = (of: string) => tally({ 'ann TU': 1 }, day, {}, { stage: of });
const twoChoices = {
  choices: [
    { candidate: 'ann', rank: 1 },
    { candidate: 'bob', rank: 1 },
  ],
};

const onlyShown = ([what, change]: readonly [string, Record<string, unknown>]): Row => ({
  code: 'shown-only',
  what: `${what} says something of an act`,
  given: [...FRAME, as('a', endorsed('t1', 'ann', day))],
  when: [endorsed('t2', 'bob', day, { ...change, anew: true })],
  names: ['rank 1', 'endorsement'],
  remedy: /leave out act, anew and replaces/,
  neighbour: [endorsed('t2', 'bob', day, change)],
});

const unknownStage = ([what, sent, right]: readonly [string, Sent, Sent]): Row => ({
  code: 'unknown-stage',
  what: `${what} names a stage that has not been opened`,
  given: [...FRAME, ...stages],
  when: [sent],
  names: ['mps'],
  remedy: /Did you mean mp\? Append StageOpened first/,
  candidates: ['mp', 'clp'],
  neighbour: [right],
});

const unknownAct = ([what, named, sent, right]: readonly [string, string, Sent, Sent]): Row => ({
  code: 'unknown-act',
  what,
  given: [
    ...FRAME,
    forAnn,
    as('e', endorsed('t2', 'ann', day)),
    as('s', endorsed('t3', 'ann', day, { form: 'recommendation' })),
  ],
  when: [sent],
  names: [id(named)],
  remedy: /name an? (entry|claim|act)/i,
  neighbour: [right],
});

const mismatch = ([what, sent, right, given = [forAnn]]: readonly [
  string,
  Sent,
  Sent,
  Row['given']?,
]): Row => ({
  code: 'act-mismatch',
  what: `a claim tells an act again, but ${what}`,
  given: [...FRAME, ...stages, ...given],
  when: [sent],
  names: [id('a')],
  remedy: /leave act out or correct the claim/,
  neighbour: [right],
});

const undecided = ([what, given, sent]: readonly [string, Row['given'], Sent]): Row => ({
  code: 'same-act-or-anew',
  what: `an endorser has such an act and the claim does not say which it tells: ${what}`,
  given: [...FRAME, ...stages, ...given],
  when: [sent],
  names: ['t1', 'ann', id('a')],
  remedy: /say "act": .* or "anew": true/,
  candidates: [id('a')],
  neighbour: [{ ...sent, data: { ...sent.data, act: id('a') } }],
});

const replacing = ([what, sent]: readonly [string, Sent]): Row => ({
  code: 'replaces-mismatch',
  what: `a claim replaces an act ${what}`,
  given: [...FRAME, forAnn],
  when: [sent],
  names: [id('a'), 't1', 'ann'],
  remedy: /an act of the same endorser for another candidate/,
  neighbour: [forBob],
});

/** Refusals of acts and of their ends. */
export const ACT_ROWS: readonly Row[] = [
  ...(
    [
      ['a nomination', nominated('t1', 'ann', day, { stage: 'mps' }), staged],
      ['a tally', counted('mps'), counted('clp')],
    ] as const
  ).map(unknownStage),
  ...(
    [
      ['a withdrawal names no entry', 'zed', endNomination('zed', day), endNomination('a', day)],
      [
        'a withdrawal names an act of the other kind',
        'a',
        endEndorsement('a', day),
        endEndorsement('e', day),
      ],
      ['a withdrawal names a candidate', 'ann', endNomination('ann', day), endNomination('a', day)],
      [
        'a withdrawal names what is only shown',
        's',
        endEndorsement('s', day),
        endEndorsement('e', day),
      ],
      [
        'a claim tells again what is no entry',
        'zed',
        nominated('t1', 'ann', day, { act: id('zed') }),
        nominated('t1', 'ann', day, { act: id('a') }),
      ],
      [
        'a claim tells again what is only shown',
        's',
        endorsed('t3', 'ann', day, { act: id('s') }),
        endorsed('t3', 'ann', day),
      ],
      [
        'a claim replaces what is no entry',
        'zed',
        nominated('t1', 'bob', day, { replaces: id('zed') }),
        nominated('t1', 'bob', day, { replaces: id('a') }),
      ],
      [
        'a claim replaces an act of the other kind',
        'e',
        nominated('t2', 'bob', day, { replaces: id('e') }),
        endorsed('t2', 'bob', day, { replaces: id('e') }),
      ],
    ] as const
  ).map(unknownAct),
  ...(
    [
      [
        'of another endorser',
        nominated('t2', 'ann', day, { act: id('a') }),
        nominated('t1', 'ann', day, { act: id('a') }),
      ],
      [
        'for another candidate',
        nominated('t1', 'bob', day, { act: id('a') }),
        nominated('t1', 'bob', day),
      ],
      [
        'in another stage',
        nominated('t1', 'ann', day, { act: id('a'), stage: 'clp' }),
        nominated('t1', 'ann', day, { act: id('a'), stage: 'mp' }),
        [staged],
      ],
    ] as const
  ).map(mismatch),
  {
    code: 'act-mismatch',
    what: 'a claim names a claim that itself tells an act again',
    given: [...FRAME, forAnn, as('a2', nominated('t1', 'ann', day, { act: id('a') }))],
    when: [nominated('t1', 'ann', day, { act: id('a2') })],
    names: [id('a2')],
    remedy: new RegExp(`name ${id('a')}`),
    candidates: [id('a')],
    neighbour: [nominated('t1', 'ann', day, { act: id('a') })],
  },
  ...(
    [
      ['no stage is said', [forAnn], nominated('t1', 'ann', '2010-08-01')],
      ['stages are equal', [staged], nominated('t1', 'ann', day, { stage: 'mp' })],
      ['the new stage is unsaid', [staged], nominated('t1', 'ann', day)],
      ['the old stage is unsaid', [forAnn], nominated('t1', 'ann', day, { stage: 'mp' })],
      [
        'the act has been withdrawn',
        [forAnn, endNomination('a', day)],
        nominated('t1', 'ann', day),
      ],
      ['the act has been replaced', [forAnn, forBob], nominated('t1', 'ann', '2010-07-30')],
      ['an endorsement', [as('a', endorsed('t1', 'ann', day))], endorsed('t1', 'ann', day)],
    ] as const
  ).map(undecided),
  ...(
    [
      ['a recommendation', { form: 'recommendation' }],
      ['a second choice', { choices: [{ candidate: 'bob', rank: 2 }] }],
      ['a choice of two', twoChoices],
    ] as const
  ).map(onlyShown),
  ...(
    [
      ['of another endorser', nominated('t2', 'bob', '2010-07-20', { replaces: id('a') })],
      [
        'for the same candidate',
        nominated('t1', 'ann', '2010-07-20', { replaces: id('a'), anew: true }),
      ],
    ] as const
  ).map(replacing),
  {
    code: 'replaces-cycle',
    what: 'two acts would replace one another',
    given: [...FRAME, forAnn, forBob],
    when: [nominated('t1', 'ann', '2010-07-30', { act: id('a'), replaces: id('b') })],
    names: ['replace itself'],
    remedy: /along a line/,
    neighbour: [nominated('t1', 'ann', '2010-07-30', { anew: true, replaces: id('b') })],
  },
  {
    code: 'end-before-act',
    what: 'a withdrawal lies certainly before the act',
    given: [...FRAME, as('a', nominated('t1', 'ann', '[2010-07-10..2010-07-20]'))],
    when: [endNomination('a', '2010-07-09')],
    names: ['2010-07-09', id('a'), '[2010-07-10..2010-07-20]'],
    remedy: /correct one of the two dates/,
    candidates: [id('a')],
    neighbour: [endNomination('a', '[2010-07-01..2010-07-10]')],
  },
  {
    code: 'end-before-act',
    what: 'a switch lies certainly before the act that it replaces',
    given: [...FRAME, forAnn],
    when: [nominated('t1', 'bob', '2010-07-09', { replaces: id('a') })],
    names: ['2010-07-09', id('a'), '2010-07-10'],
    remedy: /correct one of the two dates/,
    candidates: [id('a')],
    neighbour: [nominated('t1', 'bob', '2010-07-10', { replaces: id('a') })],
  },
];
