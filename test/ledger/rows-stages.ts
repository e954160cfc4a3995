import { as, corrected, FRAME, stage } from '../support/given.ts';
import type { Row } from './row.ts';

type Data = Record<string, unknown>;

const given = FRAME;
const CATEGORIES = ['MP', 'CLP', 'TU', 'SS', 'AFF'];
const ways = (second: object) => ({ rule: { anyOf: [{ atLeast: 33, of: ['CLP'] }, second] } });
const members = (of: string[]) => ({ atLeastShare: '5', of, weighedBy: 'affiliatedMembers' });
const first = as('first', stage('mp', { opens: '2010-06-01', closes: '2010-06-09' }));
const days = (opens: string, closes: string) => ({ opens, closes });

const unknown = (what: string, wrong: Data, right: Data): Row => ({
  code: 'unknown-category',
  what: `a stage's rule counts a category that the contest does not have, ${what}`,
  given,
  when: [stage('clp', wrong)],
  names: ['MEP'],
  remedy: /MP, CLP, TU, SS, AFF/,
  candidates: CATEGORIES,
  neighbour: [stage('clp', right)],
});

const early = (what: string, wrong: [string, string], right: [string, string]): Row => ({
  code: 'stage-closes-early',
  what: `a stage closes before it opens, ${what}`,
  given,
  when: [stage('clp', days(...wrong))],
  names: ['clp', ...wrong],
  remedy: /correct one of the two/,
  neighbour: [stage('clp', days(...right))],
});

const badRule = (what: string, wrong: unknown, place: string, remedy: RegExp): Row => ({
  code: 'bad-correction',
  what: `a correction gives a stage ${what}`,
  given: [...given, first],
  when: [corrected('first', { data: stage('mp', { rule: wrong }).data })],
  names: ['StageOpened', place],
  remedy,
  neighbour: [corrected('first', { data: stage('mp', { rule: { atLeast: 3, of: ['MP'] } }).data })],
});

/** Refusals of stages whose rules or days cannot be. */
export const STAGE_ROWS: readonly Row[] = [
  unknown(
    'beside others that it has',
    { rule: { atLeast: 51, of: ['MP', 'MEP'] } },
    { rule: { atLeast: 51, of: ['MP', 'AFF'] } },
  ),
  unknown(
    'deep within',
    ways({ allOf: [{ atLeast: 3, of: ['AFF'] }, { anyOf: [{ atLeast: 2, of: ['MEP'] }] }] }),
    ways({ allOf: [{ atLeast: 3, of: ['AFF'] }, { anyOf: [{ atLeast: 2, of: ['TU'] }] }] }),
  ),
  unknown('by its members', ways(members(['MEP'])), ways(members(['AFF']))),
  {
    code: 'unknown-category',
    what: "a correction gives a stage's rule a category that the contest does not have",
    given: [...given, first],
    when: [corrected('first', { data: stage('mp', { rule: { atLeast: 2, of: ['MEP'] } }).data })],
    names: ['MEP'],
    remedy: /MP, CLP, TU, SS, AFF/,
    candidates: CATEGORIES,
    neighbour: [
      corrected('first', { data: stage('mp', { rule: { atLeast: 2, of: ['TU'] } }).data }),
    ],
  },
  early('by a month', ['2010-07', '2010-06'], ['2010-06', '2010-06']),
  early(
    'however its days are read',
    ['[2010-06-09..2010-06-12]', '[2010-06-01..2010-06-08]'],
    ['[2010-06-09..2010-06-12]', '[2010-06-01..2010-06-09]'],
  ),
  early(
    'with no known first day',
    ['2010-06-09', '[..2010-06-08]'],
    ['2010-06-09', '[..2010-06-09]'],
  ),
  {
    code: 'stage-closes-early',
    what: 'a correction closes a stage before it opens',
    given: [...given, first],
    when: [corrected('first', { data: stage('mp', days('2010-06-10', '2010-06-09')).data })],
    names: ['mp', '2010-06-10', '2010-06-09'],
    remedy: /correct one of the two/,
    neighbour: [corrected('first', { data: stage('mp', days('2010-06-09', '2010-06-09')).data })],
  },
  badRule('an empty rule', {}, 'data.rule', /must be one of {"anyOf"/),
  badRule('a rule of no alternative', { anyOf: [] }, 'data.rule.anyOf', /length of 1 or more/),
  badRule('a rule of none', { atLeast: 0, of: ['MP'] }, 'data.rule.atLeast', /1 or more/),
  badRule(
    'a share over 100',
    { atLeastShare: '100.5', of: ['MP'] },
    'data.rule.atLeastShare',
    /percent from 0 to 100/,
  ),
];
