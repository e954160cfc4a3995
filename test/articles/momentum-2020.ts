import { type Article, act, shown } from './article.ts';
import { poll, question, rules, share, vote } from './momentum-facts.ts';

const LEADER = 'labour-leader-2020';
const DEPUTY = 'labour-deputy-2020';

const leader = {
  endorser: 'momentum',
  contest: LEADER,
  kind: 'endorsement',
  candidate: 'rebecca-long-bailey',
  begun: '2020-01-16',
  entry: '92804547',
} as const;

const deputy = {
  ...leader,
  contest: DEPUTY,
  candidate: 'angela-rayner',
  entry: '399d30ca',
} as const;

const DAYS = { on: '[2020-01-14..2020-01-16]' };
const CAST = { eligible: 40_000, cast: { least: 7395, most: 7395 }, castPrinted: true };
const YES_OR_NO = { method: 'yes-no', choice: 'yes-or-no' };

const recommended = (contest: string, candidate: string, entry: string) => ({
  endorser: 'momentum',
  contests: [{ contest, choices: [{ candidate, form: 'recommendation', entry }] }],
});

/** LabourList, 16 January 2020. */
export const MOMENTUM_2020: Article = {
  number: '004',
  heading: 'LabourList, 16 January 2020: Momentum backs Long-Bailey and Rayner',
  url: 'https://labourlist.org/2020/01/momentum-backs-long-bailey-and-rayner-after-members-ballot/',
  facts: [
    act({ sentence: '1.1', fact: 'Momentum backs Long-Bailey (leader)', ...leader }),
    act({ sentence: '1.1', fact: 'Momentum backs Rayner (deputy)', ...deputy }),
    vote('2.1', 'its members voted from Tuesday, 14 January, to Thursday', LEADER, DAYS),
    vote('2.1', 'its members voted from Tuesday, 14 January, to Thursday', DEPUTY, DAYS),
    shown('2.1', 'the vote was within 48 hours', 'f38eb630', { note: /within 48 hours/ }),
    vote(
      '3.1',
      '70 % said yes to Long-Bailey',
      LEADER,
      share('rebecca-long-bailey', '70', 5140, 5213),
    ),
    vote('3.1', '52 % said yes to Rayner', DEPUTY, share('angela-rayner', '52', 3809, 3882)),
    vote('4.1', '7,395 of about 40,000 voted, on yes or no only', LEADER, CAST, YES_OR_NO),
    vote('4.1', '7,395 of about 40,000 voted, on yes or no only', DEPUTY, CAST, YES_OR_NO),
    shown('4.1', 'the 40,000 are a round number; there were two questions', 'f38eb630', {
      note: /about 40,000 members.*rounded figure\. Two questions/,
    }),
    question('5.1', LEADER, 'Rebecca Long-Bailey'),
    question('6.1', DEPUTY, 'Angela Rayner'),
    shown(
      '7.1',
      'the ballot was criticised for asking about the recommendation alone',
      'f38eb630',
      {
        note: /criticised for asking about its recommendation only/,
      },
    ),
    act({
      sentence: '7.1',
      fact: 'Jon Lansman backs Long-Bailey',
      endorser: 'jon-lansman',
      contest: LEADER,
      kind: 'endorsement',
      candidate: 'rebecca-long-bailey',
      begun: '[2020-01-07..2020-01-16]',
      entry: 'a5ea5736',
    }),
    shown('7.1', 'Lansman directs her campaign and chairs Momentum', 'a5ea5736', {
      note: /Campaign director of Long-Bailey and chair of Momentum/,
    }),
    shown('8.1', 'Clive Lewis was among those who called for a free choice', 'f38eb630', {
      note: /Clive Lewis was among those who had called for one/,
    }),
    {
      sentence: '8.1',
      fact: 'Lewis has left the race',
      command: `timeline ${LEADER} --as-of 2020-01-16`,
      entry: '682c482c',
      answer: {
        happenings: [{ kind: 'withdrew', candidate: 'clive-lewis', entries: ['682c482c'] }],
      },
    },
    shown('8.1', 'he left later than the group chose what to ballot on', '682c482c', {
      note: /later than the coordinating group's choice/,
    }),
    {
      sentence: '9.1',
      fact: 'the national coordinating group recommended Long-Bailey',
      command: 'endorser momentum',
      entry: '5a00d4e8',
      answer: recommended(LEADER, 'rebecca-long-bailey', '5a00d4e8'),
    },
    {
      sentence: '9.1',
      fact: 'the national coordinating group recommended Rayner',
      command: 'endorser momentum',
      entry: '312a7d3c',
      answer: recommended(DEPUTY, 'angela-rayner', '312a7d3c'),
    },
    {
      sentence: '10.1',
      fact: 'the group voted 13 for Rayner, 6 for Burgon',
      command: `ballots ${DEPUTY}`,
      entry: '15b2916c',
      answer: {
        ballots: [
          {
            ballot: 'momentum-ncg-2020-deputy',
            choice: 'committee',
            claims: [
              {
                entry: '15b2916c',
                options: [
                  {
                    candidate: 'angela-rayner',
                    votes: { least: 13, most: 13 },
                    votesPrinted: true,
                  },
                  { candidate: 'richard-burgon', votes: { least: 6, most: 6 }, votesPrinted: true },
                ],
              },
            ],
          },
        ],
      },
    },
    shown('10.1', 'Rayner is MP for Ashton-under-Lyne', '1a04211d', { note: /Ashton-under-Lyne/ }),
    ...rules(),
    shown('12.1', 'Momentum plans hundreds of phone banks', '92804547', {
      note: /hundreds of phone banks to canvass Labour members/,
    }),
    shown('13.1', 'this stage is foreseen to be easy for Long-Bailey and Rayner', '98a94ac7', {
      note: /Both Long-Bailey and Rayner were expected to pass/,
    }),
    act({
      sentence: '13.2',
      fact: 'UNISON backs Rayner (deputy)',
      ...deputy,
      endorser: 'unison',
      kind: 'nomination',
      begun: '[2020-01-08..2020-01-16]',
      entry: 'e61368d5',
    }),
    {
      sentence: '13.2',
      fact: 'Unite is expected to back Long-Bailey, and has not decided',
      command: `expectations ${LEADER} --as-of 2020-01-16`,
      entry: '00c26d3e',
      answer: {
        expectations: [
          {
            entry: '00c26d3e',
            endorser: 'unite',
            candidate: 'rebecca-long-bailey',
            likelihood: 'expected',
            on: '2020-01-16',
            outcome: 'open',
          },
        ],
      },
    },
    poll(
      'rebecca-long-bailey',
      '42',
      '96bf55e6',
      'Long-Bailey first with 42 % of first preferences',
    ),
    poll('angela-rayner', '60', '16ba5459', 'Rayner first outright with 60 %'),
    act({ sentence: '15.1', fact: 'its spokesman: the members back Long-Bailey', ...leader }),
    act({ sentence: '17.1', fact: 'its spokesman: Momentum supports her for leader', ...leader }),
    act({ sentence: '19.1', fact: 'Long-Bailey: Momentum backs her', ...leader }),
    shown(
      '20.1',
      'MP for Salford and Eccles, she launches her campaign in Manchester on Friday',
      '7dff9659',
      {
        note: /MP for Salford and Eccles\..*launch in Manchester for Friday, 17 January/,
      },
    ),
    shown('20.2', 'party hustings in Liverpool on Saturday', '7dff9659', {
      note: /hustings in Liverpool for Saturday, 18 January/,
    }),
    act({ sentence: '21.1', fact: 'Rayner: Momentum endorsed her this day', ...deputy }),
    act({ sentence: '21.1', fact: 'Rayner: Momentum endorsed Long-Bailey this day', ...leader }),
    {
      sentence: '24.1',
      fact: 'TSSA recommends Rayner and Allin-Khan (deputy)',
      command: 'endorser tssa',
      entry: '74b5a7b2',
      answer: {
        contests: [
          {
            contest: DEPUTY,
            choices: [
              { candidate: 'angela-rayner', form: 'recommendation', entry: '74b5a7b2' },
              { candidate: 'rosena-allin-khan', form: 'recommendation', entry: '74b5a7b2' },
            ],
          },
        ],
      },
    },
    act({
      sentence: '24.1',
      fact: 'the NUM nominated Rayner (deputy) on Wednesday, 15 January',
      ...deputy,
      endorser: 'num',
      kind: 'nomination',
      begun: '2020-01-15',
      entry: 'ec120eff',
    }),
  ],
  workedOut: [
    {
      sentence: '13.2',
      fact: 'Unite then did nominate Long-Bailey, on 24 January',
      command: `expectations ${LEADER}`,
      answer: { expectations: [{ endorser: 'unite', outcome: 'came-true', when: '2020-01-24' }] },
    },
  ],
  none: [
    {
      sentences: ['15.2'],
      why: 'promises a campaign and gives no figure; what is planned is in 12.1',
    },
    { sentences: ['16.1', '16.2'], why: 'praise of the candidate, and policies' },
    { sentences: ['18.1'], why: 'the candidate on an election of another kind' },
    { sentences: ['19.2'], why: 'the candidate on what she will do' },
    { sentences: ['22.1', '23.1'], why: 'praise of Momentum, and what the candidate will do' },
    {
      sentences: ['25.1', '26.1', '27.1', '28.1'],
      why: 'not of the article: a list of other articles',
    },
  ],
};
