import { type Article, act, type Fact, shown } from './article.ts';

const CONTEST = 'labour-leader-2010';
const TABLE = '56ae5674';
const PRINTED = '[2010-06-27..2010-07-14]';
const STANDINGS = `standings ${CONTEST} --as-of 2010-07-14`;
const CATEGORIES = ['MP', 'CLP', 'MEP', 'TU', 'SS'] as const;

/** The rows of the table: the paragraph of a name, and the five figures that follow it. */
const ROWS = [
  [11, 'diane-abbott', 'Abbott', [33, 4, 0, 0, 0]],
  [17, 'ed-balls', 'Balls', [33, 1, 0, 0, 0]],
  [23, 'andy-burnham', 'Burnham', [33, 8, 1, 0, 0]],
  [29, 'david-miliband', 'David Miliband', [81, 22, 4, 2, 0]],
  [35, 'ed-miliband', 'Ed Miliband', [63, 28, 5, 0, 0]],
] as const;

const LEFT = [41, [0, 572, 3, 12, 15]] as const;

const cell = (candidate: string, category: string, value: number) => ({
  candidate,
  cells: { [category]: { reported: { value, on: PRINTED, entry: TABLE } } },
});

const table: Fact[] = ROWS.flatMap(([paragraph, candidate, name, figures]) =>
  figures.map((value, index) => {
    const category = CATEGORIES[index] ?? '';
    return {
      sentence: `${paragraph + index + 1}.1`,
      fact: `${name}: ${value} ${category}`,
      command: STANDINGS,
      entry: TABLE,
      answer: { candidates: [cell(candidate, category, value)] },
    };
  }),
);

const left: Fact[] = LEFT[1].map((value, index) => {
  const category = CATEGORIES[index] ?? '';
  return {
    sentence: `${LEFT[0] + index + 1}.1`,
    fact: `yet to declare: ${value} ${category}`,
    command: `undeclared ${CONTEST} --as-of 2010-07-14`,
    entry: TABLE,
    answer: {
      categories: [
        {
          category,
          undeclared: value,
          basis: 'tally',
          printed: { value, on: PRINTED, entry: TABLE },
        },
      ],
    },
  };
});

const unions = (
  sentence: string,
  fact: string,
  figures: readonly (readonly [string, number])[],
) => ({
  sentence,
  fact,
  command: STANDINGS,
  entry: TABLE,
  answer: { candidates: figures.map(([candidate, value]) => cell(candidate, 'TU', value)) },
});

const OTHERS = [
  ['diane-abbott', 0],
  ['ed-balls', 0],
  ['andy-burnham', 0],
  ['ed-miliband', 0],
] as const;

const community = {
  endorser: 'community',
  contest: CONTEST,
  kind: 'nomination',
  candidate: 'david-miliband',
  begun: PRINTED,
  entry: '90bb227f',
} as const;

/** International Business Times UK, some day from 27 June to 14 July 2010. */
export const COMMUNITY_2010: Article = {
  number: '001',
  heading:
    'International Business Times UK, 27 June to 14 July 2010: Community backs David Miliband',
  url: 'https://www.ibtimes.co.uk/david-miliband-gains-more-trade-union-support-to-be-labour-leader-ed-balls-making-no-progress-33166',
  facts: [
    act({ sentence: '1.1', fact: 'one more union backs David Miliband', ...community }),
    unions('1.1', 'Balls has no union', [['ed-balls', 0]]),
    unions('2.1', 'David Miliband has two unions', [['david-miliband', 2]]),
    unions('2.1', 'no other candidate has a union', OTHERS),
    act({ sentence: '3.1', fact: 'Community backs David Miliband', ...community }),
    shown('3.1', 'Community has its roots in steel and textiles', '90bb227f', {
      note: /steel and textiles/,
    }),
    shown('3.2', '14 unions are affiliated', '2247590f', {
      type: 'ElectorateStated',
      data: { category: 'TU', size: 14 },
    }),
    shown('3.2', 'Community is the second of them to declare', '90bb227f', {
      note: /second of the 14 affiliated unions to declare/,
    }),
    act({
      sentence: '4.1',
      fact: 'Usdaw backs David Miliband too',
      ...community,
      endorser: 'usdaw',
      begun: '2010-06-25',
      entry: '1d21cfb6',
    }),
    shown('4.1', 'it was so two weeks before', '1d21cfb6', {
      on: '[2010-06-13..2010-06-30]',
      sources: [{ dateBasis: /two weeks before the article/ }],
    }),
    unions('4.2', 'no other union backs anybody', [...OTHERS, ['david-miliband', 2]]),
    shown('4.2', 'five candidates stand', TABLE, { note: /Five candidates/ }),
    shown('5.1', 'Michael J. Leahy, its general secretary, spoke for Community', '90bb227f', {
      note: /general secretary Michael J\. Leahy spoke for it/,
    }),
    act({ sentence: '6.1', fact: 'the candidate confirms the support of Community', ...community }),
    shown('8.1', 'the two Milibands lead among MEPs, CLPs and unions', TABLE, {
      note: /he and Ed Miliband together have the most/,
    }),
    shown('9.2', 'Balls had been expected to have significant union support', TABLE, {
      note: /Ed Balls had been expected to win significant support of unions/,
    }),
    act({
      sentence: '9.2',
      fact: 'one CLP, his own, backs Balls',
      endorser: 'ed-balls-own-clp',
      contest: CONTEST,
      kind: 'nomination',
      candidate: 'ed-balls',
      begun: '[2010-05-10..2010-07-14]',
      entry: 'bb8fa7dd',
    }),
    {
      sentence: '9.2',
      fact: '33 nominations by MPs lead to the ballot paper',
      command: `stages ${CONTEST} --stage mp`,
      entry: 'dfd7708a',
      answer: {
        stages: [
          {
            stage: 'mp',
            rules: [
              {
                used: true,
                rule: { atLeast: 33, of: ['MP'] },
                text: '33 MP',
                entries: ['dfd7708a'],
              },
            ],
          },
        ],
      },
    },
    {
      sentence: '9.2',
      fact: 'Balls has 33 MPs',
      command: STANDINGS,
      entry: TABLE,
      answer: { candidates: [cell('ed-balls', 'MP', 33)] },
    },
    ...table,
    ...left,
  ],
  workedOut: [
    {
      sentence: '3.2',
      fact: '12 of the 14 unions are yet to declare',
      command: `undeclared ${CONTEST} --as-of 2010-07-14`,
      answer: { categories: [{ category: 'TU', size: { least: 14, most: 14 }, undeclared: 12 }] },
    },
    {
      sentence: '4.2',
      fact: 'on 26 June one union is certain, and it backs David Miliband',
      command: `standings ${CONTEST} --as-of 2010-06-26`,
      answer: {
        candidates: [{ candidate: 'david-miliband', cells: { TU: { certain: 1, possible: 0 } } }],
        undeclared: { TU: { value: 13 } },
      },
    },
    {
      sentence: '9.2',
      fact: 'Balls qualifies by 9 June',
      command: `stages ${CONTEST} --stage mp`,
      answer: {
        stages: [
          {
            rules: [
              {
                used: true,
                candidates: [
                  { candidate: 'ed-balls', verdict: 'qualified', since: '[..2010-06-09]' },
                ],
              },
            ],
          },
        ],
      },
    },
  ],
  none: [
    { sentences: ['5.2', '5.3'], why: 'opinion of the union on the office and the candidates' },
    { sentences: ['7.1', '7.2'], why: 'the candidate praises the union' },
    {
      sentences: ['9.1'],
      why: 'a judgement; the figures behind it are in 9.2 and in 18.1 to 22.1',
    },
    { sentences: ['10.1'], why: 'announces the table and spells its abbreviations out' },
    {
      sentences: ['11.1', '17.1', '23.1', '29.1', '35.1', '41.1'],
      why: 'labels of the table: each is in the five rows below it',
    },
    { sentences: ['47.1', '47.2'], why: 'footer of the site; its year is not that of the article' },
  ],
};
