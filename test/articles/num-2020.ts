import { type Article, act, shown } from './article.ts';

const LEADER = 'labour-leader-2020';

const nandy = {
  endorser: 'num',
  contest: LEADER,
  kind: 'nomination',
  candidate: 'lisa-nandy',
  begun: '2020-01-14',
  entry: 'bf3b8036',
} as const;

const standing = (candidate: string) => ({ candidate, status: 'standing' });

/** LabourList, 14 January 2020. */
export const NUM_2020: Article = {
  number: '000',
  heading: 'LabourList, 14 January 2020: the NUM backs Lisa Nandy',
  url: 'https://labourlist.org/2020/01/national-union-of-mineworkers-backs-lisa-nandy-for-leader/',
  facts: [
    act({ sentence: '1.1', fact: 'the NUM backs Nandy (leader)', ...nandy }),
    act({ sentence: '2.1', fact: 'the NUM backs Nandy (leader)', ...nandy }),
    shown('2.1', 'Nandy is a candidate, and MP for Wigan', '01d5d76a', {
      type: 'CandidateEntered',
      data: { candidate: 'lisa-nandy' },
      note: /MP for Wigan/,
    }),
    {
      sentence: '3.1',
      fact: 'the NUM had been expected to nominate Long-Bailey',
      command: `expectations ${LEADER}`,
      entry: '6d566e63',
      answer: {
        expectations: [
          {
            entry: '6d566e63',
            endorser: 'num',
            candidate: 'rebecca-long-bailey',
            likelihood: 'expected',
            outcome: 'did-not',
            by: 'other-act',
            instead: 'lisa-nandy',
          },
        ],
      },
    },
    act({
      sentence: '3.2',
      fact: 'Ian Lavery backs Long-Bailey',
      endorser: 'ian-lavery',
      contest: LEADER,
      kind: 'endorsement',
      candidate: 'rebecca-long-bailey',
      begun: '[2020-01-07..2020-01-08]',
      entry: 'b916fb51',
    }),
    shown('3.2', 'Lavery once presided over the NUM', 'b916fb51', {
      note: /former president of the NUM/,
    }),
    shown('3.2', 'Long-Bailey has strong ties to unions', '6d566e63', {
      note: /strong ties to the unions/,
    }),
    act({
      sentence: '4.1',
      fact: 'in 2015 the NUM backed Cooper',
      endorser: 'num',
      contest: 'labour-leader-2015',
      kind: 'nomination',
      candidate: 'yvette-cooper',
      begun: '2015',
      entry: '07faae18',
    }),
    {
      sentence: '4.1',
      fact: 'in 2016 the NUM backed nobody',
      command: 'endorser num',
      entry: '18c26357',
      answer: {
        contests: [
          {
            contest: 'labour-leader-2016',
            stances: [{ stance: 'neutral', on: '2016', entry: '18c26357' }],
          },
        ],
      },
    },
    shown('4.1', 'the contest of 2016 was Corbyn against Smith', '18c26357', {
      note: /Jeremy Corbyn nor Owen Smith/,
    }),
    act({ sentence: '5.1', fact: 'the NUM chose Nandy', ...nandy }),
    shown('5.1', 'Chris Kitchen, its general secretary, gave the reasons', 'bf3b8036', {
      note: /general secretary Chris Kitchen/,
    }),
    act({ sentence: '6.1', fact: 'it came out on the evening of Tuesday, 14 January', ...nandy }),
    shown('6.1', 'the Yorkshire Post told it first', 'bf3b8036', {
      on: '2020-01-14',
      note: /Yorkshire Post told it first/,
    }),
    shown('11.1', 'Nandy has the MP/MEP nominations that open the second stage', '01d5d76a', {
      data: { candidate: 'lisa-nandy' },
      note: /By 14 January she had the MP\/MEP nominations/,
    }),
    {
      sentence: '12.1',
      fact: '33 CLPs, or 3 affiliates with 2 unions and 5 % of affiliated membership, lead to the ballot paper',
      command: `stages ${LEADER} --stage clp-affiliate --rule 7c95cb95`,
      entry: '7c95cb95',
      answer: {
        stages: [
          {
            stage: 'clp-affiliate',
            rules: [
              {
                used: true,
                text: '33 CLP; or 3 AFF and 2 TU and 5 % of the members affiliated through AFF',
                rule: {
                  anyOf: [
                    { atLeast: 33, of: ['CLP'] },
                    {
                      allOf: [
                        { atLeast: 3, of: ['AFF'] },
                        { atLeast: 2, of: ['TU'] },
                        { atLeastShare: '5', of: ['AFF'], weighedBy: 'affiliatedMembers' },
                      ],
                    },
                  ],
                },
                entries: ['7c95cb95'],
              },
            ],
          },
        ],
      },
    },
    shown('12.1', '33 CLPs are 5 % of them, and five candidates are left', '7c95cb95', {
      note: /33 CLPs are 5 % of them\. Five candidates/,
    }),
    {
      sentence: '13.1',
      fact: 'GMB is thought likely to nominate Nandy',
      command: `expectations ${LEADER} --as-of 2020-01-14`,
      entry: '17d4d411',
      answer: {
        expectations: [
          {
            entry: '17d4d411',
            endorser: 'gmb',
            candidate: 'lisa-nandy',
            likelihood: 'likely',
            on: '2020-01-14',
            outcome: 'open',
          },
        ],
      },
    },
    shown('13.1', 'it is a rumour, and GMB is one of the largest unions', '17d4d411', {
      note: /a rumour that GMB, one of the largest unions/,
    }),
    shown('13.2', 'with GMB she would need one more affiliate of whatever size', '17d4d411', {
      note: /one more affiliate, of any size/,
    }),
  ],
  workedOut: [
    {
      sentence: '11.1',
      fact: 'by nominations told elsewhere, Nandy qualifies by 9 January',
      command: `stages ${LEADER} --stage mp-mep --as-of 2020-01-14`,
      answer: {
        stages: [
          {
            rules: [
              {
                used: true,
                candidates: [
                  { candidate: 'lisa-nandy', verdict: 'qualified', since: '[..2020-01-09]' },
                ],
              },
            ],
          },
        ],
      },
    },
    {
      sentence: '12.1',
      fact: 'on 14 January five of the six candidates are left',
      command: `standings ${LEADER} --as-of 2020-01-14`,
      answer: {
        candidates: [
          standing('emily-thornberry'),
          standing('jess-phillips'),
          standing('keir-starmer'),
          standing('lisa-nandy'),
          standing('rebecca-long-bailey'),
          { candidate: 'clive-lewis', status: 'withdrawn' },
        ],
      },
    },
  ],
  none: [
    { sentences: ['6.2'], why: 'the candidate on her own feelings and her years with the NUM' },
    {
      sentences: ['7.1', '7.2', '7.3', '7.4'],
      why: 'the candidate on policy, and on an election of another kind',
    },
    {
      sentences: ['8.1', '8.2', '9.1', '10.1'],
      why: 'the candidate on industrial history and policy',
    },
    { sentences: ['14.1'], why: 'not of the article: the head of a list of other articles' },
  ],
};
