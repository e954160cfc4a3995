import { type Article, act, shown } from './article.ts';

const LEADER = 'labour-leader-2020';
const DEPUTY = 'labour-deputy-2020';

const starmer = {
  endorser: 'unison',
  contest: LEADER,
  kind: 'nomination',
  candidate: 'keir-starmer',
  begun: '2020-01-08',
  entry: 'bf063c33',
} as const;

const RULE = {
  anyOf: [
    { atLeastShare: '5', of: ['CLP'], weighedBy: 'endorsers' },
    {
      allOf: [
        { atLeast: 3, of: ['AFF'] },
        { atLeast: 2, of: ['TU'] },
      ],
    },
  ],
};

/** LabourList, 8 January 2020. */
export const UNISON_2020: Article = {
  number: '003',
  heading: 'LabourList, 8 January 2020: UNISON backs Keir Starmer',
  url: 'https://labourlist.org/2020/01/starmer-wins-unison-backing-in-major-boost-for-leadership-campaign/',
  facts: [
    act({
      sentence: '1.1',
      fact: 'UNISON, an affiliated union, backs Starmer (8 January)',
      ...starmer,
    }),
    {
      sentence: '2.1',
      fact: 'its Labour Link committee decided',
      command: `ballots ${LEADER}`,
      entry: 'bf063c33',
      answer: {
        decisions: [
          {
            endorser: 'unison',
            category: 'TU',
            on: '2020-01-08',
            decidedBy: ['committee'],
            ballots: ['unison-labour-link-2020'],
            candidates: ['keir-starmer'],
            entries: ['bf063c33'],
          },
        ],
      },
    },
    shown('2.1', 'no union of the country is larger', 'bf063c33', {
      data: { decidedBy: 'committee' },
      note: /the country's largest union/,
    }),
    shown('2.1', 'Starmer has the MP nominations that open the next stage', '48be439d', {
      data: { candidate: 'keir-starmer' },
      note: /By 8 January he had the MP nominations/,
    }),
    {
      sentence: '3.1',
      fact: 'the second stage asks for 5 % of CLPs, or 3 affiliates with 2 unions',
      command: `stages ${LEADER} --stage clp-affiliate --rule 3995bb01`,
      entry: '3995bb01',
      answer: {
        stages: [
          {
            stage: 'clp-affiliate',
            rules: [
              {
                used: true,
                rule: RULE,
                text: '5 % of CLP; or 3 AFF and 2 TU',
                entries: ['3995bb01'],
              },
            ],
          },
        ],
      },
    },
    {
      sentence: '4.1',
      fact: 'UNISON is likely to back Rayner too (deputy)',
      command: `expectations ${DEPUTY}`,
      entry: 'c4381a26',
      answer: {
        expectations: [
          {
            entry: 'c4381a26',
            endorser: 'unison',
            candidate: 'angela-rayner',
            likelihood: 'likely',
            on: '2020-01-08',
            outcome: 'came-true',
          },
        ],
      },
    },
    shown('4.1', 'Rayner had been a representative of UNISON', 'c4381a26', {
      note: /had been a representative of the union/,
    }),
    act({
      sentence: '4.1',
      fact: 'an informal joint ticket: Rayner for Long-Bailey',
      endorser: 'angela-rayner',
      contest: LEADER,
      kind: 'endorsement',
      candidate: 'rebecca-long-bailey',
      begun: '[2020-01-07..2020-01-08]',
      entry: '814ca021',
    }),
    act({
      sentence: '4.1',
      fact: 'an informal joint ticket: Long-Bailey for Rayner',
      endorser: 'rebecca-long-bailey',
      contest: DEPUTY,
      kind: 'endorsement',
      candidate: 'angela-rayner',
      begun: '[2020-01-07..2020-01-08]',
      entry: '7d9ef349',
    }),
    act({
      sentence: '5.1',
      fact: 'in 2015 UNISON backed Corbyn',
      ...starmer,
      contest: 'labour-leader-2015',
      candidate: 'jeremy-corbyn',
      begun: '2015-07-29',
      entry: '0829b7f0',
    }),
    {
      sentence: '5.1',
      fact: 'in 2015 Cooper was its second choice',
      command: 'endorser unison',
      entry: 'b1154079',
      answer: {
        contests: [
          {
            contest: 'labour-leader-2015',
            choices: [{ candidate: 'yvette-cooper', rank: 2, on: '2015', entry: 'b1154079' }],
          },
        ],
      },
    },
    act({
      sentence: '5.1',
      fact: 'in 2016 UNISON backed Corbyn',
      ...starmer,
      contest: 'labour-leader-2016',
      candidate: 'jeremy-corbyn',
      begun: '2016-08-11',
      entry: '24d17a2f',
    }),
    shown('5.1', 'in 2016 Smith was the challenger', '24d17a2f', { note: /Against Owen Smith/ }),
    shown('7.1', 'Dave Prentis, its general secretary, spoke for it', 'bf063c33', {
      note: /general secretary Dave Prentis/,
    }),
    shown('10.1', 'Linda Hobson, vice chair of the committee, spoke for it', 'bf063c33', {
      note: /vice chair Linda Hobson spoke/,
    }),
  ],
  workedOut: [
    {
      sentence: '2.1',
      fact: 'by nominations told elsewhere, Starmer qualifies on 7 or 8 January',
      command: `stages ${LEADER} --stage mp-mep --as-of 2020-01-08`,
      answer: {
        stages: [
          {
            rules: [
              {
                used: true,
                candidates: [
                  {
                    candidate: 'keir-starmer',
                    verdict: 'qualified',
                    basis: 'named',
                    since: '[2020-01-07..2020-01-08]',
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  ],
  none: [
    { sentences: ['6.1'], why: 'comment, with a policy of the union on Europe' },
    {
      sentences: ['7.2', '8.1', '8.2', '9.1', '9.2'],
      why: 'opinion of the union on the candidate and the party',
    },
    { sentences: ['11.1'], why: 'opinion of the committee on the candidate' },
  ],
};
