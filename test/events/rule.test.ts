import { describe, expect, it } from 'vitest';
import { parseDraft } from '../../events/entry.ts';
import { categoriesOf, type Rule, StageRule, waysOf } from '../../events/rule.ts';
import { source } from '../support/given.ts';

const draftOf = (type: string, data: object) =>
  parseDraft({ type, on: '2020-01-15', data, sources: [source('2020-01-15')] });

/** What is wrong with a stage that has this rule; '' where nothing is. */
function problem(rule: unknown): string {
  const parsed = draftOf('StageOpened', { stage: 'clp', name: 'CLPs', rule });
  return parsed.ok ? '' : parsed.problem;
}

const one = { atLeast: 1, of: ['MP'] };
const anyOf = (count: number, rule: Rule = one): Rule => ({ anyOf: Array(count).fill(rule) });
const FORMS =
  'must be one of {"anyOf": […]}, {"allOf": […]}, {"atLeast": 33, "of": ["CLP"]} and {"atLeastShare": "5", "of": ["CLP"]}';
const LIST = 'must be a list with a length of 1 or more';
const MANY = 'may be met in more than 64 ways; join fewer "anyOf" by "allOf"';

const BAD: readonly (readonly [what: string, rule: unknown, sentence: string])[] = [
  ['an empty rule', {}, `data.rule: ${FORMS}`],
  ['no rule', null, `data.rule: ${FORMS}`],
  ['a name', 'MP', `data.rule: ${FORMS}`],
  ['a list of rules', [one], `data.rule: ${FORMS}`],
  ['an unknown form', { noneOf: [one] }, `data.rule: ${FORMS}`],
  ['categories without a number', { of: ['MP'] }, `data.rule: ${FORMS}`],
  ['"any of" and "all of" at once', { anyOf: [one], allOf: [one] }, `data.rule: ${FORMS}`],
  ['a number beside "any of"', { anyOf: [one], ...one }, `data.rule: ${FORMS}`],
  ['a number and a share', { ...one, atLeastShare: '5' }, `data.rule: ${FORMS}`],
  ['any of nothing', { anyOf: [] }, `data.rule.anyOf: ${LIST}`],
  ['all of nothing', { allOf: [] }, `data.rule.allOf: ${LIST}`],
  ['a number of no category', { atLeast: 1, of: [] }, `data.rule.of: ${LIST}`],
  ['a number without categories', { atLeast: 1 }, 'data.rule.of: is missing; it must be an array'],
  ['at least none', { atLeast: 0, of: ['MP'] }, 'data.rule.atLeast: must be 1 or more'],
  ['half a member', { atLeast: 1.5, of: ['MP'] }, 'data.rule.atLeast: must be a whole number'],
  [
    'a share of nothing',
    { atLeastShare: '0', of: ['MP'] },
    'data.rule.atLeastShare: must be more than 0',
  ],
  [
    'a share of nothing in decimals',
    { atLeastShare: '0.000', of: ['MP'] },
    'data.rule.atLeastShare: must be more than 0',
  ],
  [
    'a share over 100',
    { atLeastShare: '101', of: ['MP'] },
    'data.rule.atLeastShare: must be percent from 0 to 100, as in "62.58"',
  ],
  [
    'a share a little over 100',
    { atLeastShare: '100.000001', of: ['MP'] },
    'data.rule.atLeastShare: must be percent from 0 to 100, as in "62.58"',
  ],
  ['a share that is a float', { atLeastShare: 5, of: ['MP'] }, 'data.rule.atLeastShare: must be'],
  [
    'a category twice',
    { atLeast: 1, of: ['MP', 'TU', 'MP'] },
    'data.rule.of[2]: names category MP twice',
  ],
  [
    'a weight that nobody knows',
    { atLeastShare: '5', of: ['MP'], weighedBy: 'members' },
    'data.rule.weighedBy: must be one of "endorsers", "affiliatedMembers"',
  ],
  ['a weight for a number', { ...one, weighedBy: 'endorsers' }, 'no field "weighedBy"'],
  ['an empty rule within', { allOf: [one, {}] }, `data.rule.allOf[1]: ${FORMS}`],
  ['any of nothing within', { allOf: [one, { anyOf: [] }] }, `data.rule.allOf[1].anyOf: ${LIST}`],
  [
    'at least none, two levels down',
    { allOf: [one, { anyOf: [one, { atLeast: 0, of: ['MP'] }] }] },
    'data.rule.allOf[1].anyOf[1].atLeast: must be 1 or more',
  ],
  ['more alternatives than 20', anyOf(21), 'data.rule.anyOf: must be a list with a length of 20'],
  ['65 ways', { anyOf: [one, { allOf: [anyOf(8), anyOf(8)] }] }, `data.rule: ${MANY}`],
  ['20 to the 20th ways', { allOf: Array(20).fill(anyOf(20)) }, `data.rule: ${MANY}`],
];

describe('a rule', () => {
  it.each(BAD)(
    'is refused where it is %s, with its place and what would be right',
    (_, rule, sentence) => {
      const found = problem(rule);
      expect(found).toContain(sentence);
      expect(found).not.toMatch(/\n|\[object|undefined/);
      expect(found.split('; data.')).toHaveLength(1);
    },
  );

  it('is refused where it holds itself, before anybody walks round it', () => {
    const circle: { anyOf: unknown[] } = { anyOf: [one] };
    circle.anyOf.push(circle);
    expect(problem(circle)).toMatch(
      /^data\.rule\.anyOf\[1\].*: is nested more than 32 levels deep$/,
    );
    const loop: { atLeast: number; of: unknown[] } = { atLeast: 1, of: [] };
    loop.of.push(loop);
    expect(problem(loop)).toMatch(/^data\.rule\.of\[0\].*: is nested more than 32 levels deep$/);
  });

  it('may have 64 ways, and one way may have as many thresholds as a list holds', () => {
    expect(problem({ allOf: [anyOf(8), anyOf(8)] })).toBe('');
    expect(problem({ allOf: Array(20).fill(one) })).toBe('');
  });

  it('may ask for all of 100 %, and for the least share that can be written', () => {
    expect(problem({ atLeastShare: '100', of: ['MP'] })).toBe('');
    expect(problem({ atLeastShare: '0.000001', of: ['MP'] })).toBe('');
  });
});

const category = (name: string, of?: string[]) => ({ category: name, name, ...(of && { of }) });

/** What is wrong with a contest of these categories; '' where nothing is. */
function contestProblem(...categories: object[]): string {
  const parsed = draftOf('ContestOpened', {
    title: 'Leader',
    office: 'Leader',
    organisation: 'The Party',
    categories,
  });
  return parsed.ok ? '' : parsed.problem;
}

describe('the sums of a contest', () => {
  const plain = [category('TU'), category('SS')];

  it('are refused where they go round in a circle', () => {
    const found = contestProblem(...plain, category('A', ['B', 'TU']), category('B', ['A', 'SS']));
    expect(found).toContain('data.categories[2].of: sums B, which is no plain category');
    expect(found).toContain('data.categories[3].of: sums A, which is no plain category');
    expect(contestProblem(...plain, category('A', ['A', 'TU']))).toContain('sums A, which is no');
  });

  it('are refused where they sum a sum, or what is not there', () => {
    const sum = category('AFF', ['TU', 'SS']);
    expect(contestProblem(...plain, sum, category('ALL', ['AFF', 'TU']))).toContain('sums AFF,');
    expect(contestProblem(...plain, category('ALL', ['CLP', 'TU']))).toContain('sums CLP,');
    expect(contestProblem(...plain, sum)).toBe('');
  });

  it('are refused where they name a part twice', () => {
    expect(contestProblem(...plain, category('AFF', ['TU', 'TU']))).toContain(
      'data.categories[2].of',
    );
  });
});

const count = (atLeast: number, ...of: string[]): Rule => ({ atLeast, of });
const MEMBERS: Rule = { atLeastShare: '5', of: ['AFF'], weighedBy: 'affiliatedMembers' };
const SECOND_OF_2020: Rule = {
  anyOf: [count(33, 'CLP'), { allOf: [count(3, 'AFF'), count(2, 'TU'), MEMBERS] }],
};

const REAL: readonly (readonly [year: string, rule: Rule, ways: Rule[][], categories: string[]])[] =
  [
    ['2010', count(33, 'MP'), [[count(33, 'MP')]], ['MP']],
    ['2015', count(35, 'MP'), [[count(35, 'MP')]], ['MP']],
    ['2016', count(51, 'MP', 'MEP'), [[count(51, 'MP', 'MEP')]], ['MP', 'MEP']],
    ['2020, first stage', count(22, 'MP_MEP'), [[count(22, 'MP_MEP')]], ['MP_MEP']],
    [
      '2020, second stage',
      SECOND_OF_2020,
      [[count(33, 'CLP')], [count(3, 'AFF'), count(2, 'TU'), MEMBERS]],
      ['CLP', 'AFF', 'TU', 'AFF'],
    ],
    ['2025', count(80, 'MP'), [[count(80, 'MP')]], ['MP']],
  ];

describe.each(REAL)('the rule of %s', (_, rule, ways, categories) => {
  it('can be written down, and says in which ways it is met', () => {
    expect(problem(rule)).toBe('');
    expect(StageRule.parse(rule)).toEqual(rule);
    expect(waysOf(rule)).toEqual(ways);
  });

  it('says what it counts, as often as it names it', () => {
    expect(categoriesOf(rule)).toEqual(categories);
  });
});

describe('the ways of a rule', () => {
  const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((name) => count(1, name)) as [
    Rule,
    Rule,
    Rule,
    Rule,
  ];

  it('are every choice from each "any of", in the order in which they stand', () => {
    expect(waysOf({ allOf: [{ anyOf: [a, b] }, { anyOf: [c, d] }] })).toEqual([
      [a, c],
      [a, d],
      [b, c],
      [b, d],
    ]);
    expect(waysOf({ anyOf: [{ allOf: [a, { anyOf: [b, c] }] }, d] })).toEqual([
      [a, b],
      [a, c],
      [d],
    ]);
  });

  it('are as many as the limit counts', () => {
    const rule: Rule = { allOf: [anyOf(4), anyOf(4, { anyOf: [a, { allOf: [b, c] }] })] };
    expect(waysOf(rule)).toHaveLength(32);
    expect(StageRule.safeParse({ anyOf: [rule, rule] }).success).toBe(true);
    expect(StageRule.safeParse({ anyOf: [rule, rule, a] }).success).toBe(false);
  });
});
