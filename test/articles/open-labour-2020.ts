import { Exactly } from './answers.ts';
import { type Article, act, type Fact, shown } from './article.ts';

const LEADER = 'labour-leader-2020';
const DEPUTY = 'labour-deputy-2020';
const DAYS = '[2020-01-30..2020-01-31]';
const MEMBERS = { body: 'Open Labour members', method: 'preferential', choice: 'free' };

const ballot = (
  sentence: string,
  fact: string,
  contest: string,
  entry: string,
  claim: object,
): Fact => ({
  sentence,
  fact,
  command: `ballots ${contest}`,
  entry,
  answer: { ballots: [{ ...MEMBERS, claims: [{ entry, on: DAYS, ...claim }] }] },
});

const TURNOUT = { turnout: { least: '80', most: '80' }, turnoutPrinted: true };

const ranked = (...candidates: string[]) => ({
  options: candidates.map((candidate, index) => ({ candidate, rank: index + 1 })),
});

const byExecutive = (endorser: string, name: string, candidate: string, entry: string): Fact => ({
  sentence: '8.1',
  fact: `the executive decides for ${name}`,
  command: `ballots ${LEADER}`,
  entry,
  answer: {
    decisions: [
      {
        endorser,
        kind: 'nomination',
        decidedBy: ['executive'],
        candidates: [candidate],
        entries: [entry],
      },
    ],
  },
});

const yesOrNo = (contest: string, office: string, entry: string): Fact => ({
  sentence: '6.1',
  fact: `Momentum let its members say yes or no only (${office})`,
  command: `ballots ${contest}`,
  entry,
  answer: {
    ballots: [
      {
        body: 'Momentum members',
        question: /coordinating group's advice/,
        method: 'yes-no',
        choice: 'yes-or-no',
        claims: [{ entry }],
      },
    ],
  },
});

/** LabourList, 30 or 31 January 2020. */
export const OPEN_LABOUR_2020: Article = {
  number: '002',
  heading: 'LabourList, 30 or 31 January 2020: the ballot of Open Labour',
  url: 'https://labourlist.org/2020/01/open-labour-set-to-back-nandy-for-leader-based-on-member-ballot',
  facts: [
    act({
      sentence: '1.1',
      fact: 'Open Labour backs Nandy (leader)',
      endorser: 'open-labour',
      contest: LEADER,
      kind: 'endorsement',
      candidate: 'lisa-nandy',
      begun: DAYS,
      entry: '8db9931d',
    }),
    act({
      sentence: '1.1',
      fact: 'Open Labour backs Rayner (deputy)',
      endorser: 'open-labour',
      contest: DEPUTY,
      kind: 'endorsement',
      candidate: 'angela-rayner',
      begun: DAYS,
      entry: 'dd232737',
    }),
    {
      sentence: '1.1',
      fact: 'a ballot of its members decides (leader)',
      command: `ballots ${LEADER}`,
      entry: '8db9931d',
      answer: {
        decisions: [
          {
            endorser: 'open-labour',
            decidedBy: new Exactly(['member-ballot']),
            ballots: ['open-labour-members-2020-leader'],
            entries: ['8db9931d'],
          },
        ],
      },
    },
    {
      sentence: '1.1',
      fact: 'a ballot of its members decides (deputy)',
      command: `ballots ${DEPUTY}`,
      entry: 'dd232737',
      answer: {
        decisions: [
          {
            endorser: 'open-labour',
            decidedBy: new Exactly(['member-ballot']),
            ballots: ['open-labour-members-2020-deputy'],
            entries: ['dd232737'],
          },
        ],
      },
    },
    shown('1.1', 'it is only about to endorse', '8db9931d', { note: /Was set to endorse/ }),
    shown('2.1', 'Open Labour cannot nominate: it is no affiliate', '57c40e4e', {
      data: { endorser: 'open-labour', nominates: false, category: 'other' },
      note: /Not an affiliate/,
    }),
    ballot('2.1', '80 % voted (leader)', LEADER, '2f31feaa', TURNOUT),
    ballot('2.1', '80 % voted (deputy)', DEPUTY, '923b198f', TURNOUT),
    ballot(
      '4.1',
      'in order: Nandy, Starmer, Long-Bailey, Thornberry',
      LEADER,
      '2f31feaa',
      ranked('lisa-nandy', 'keir-starmer', 'rebecca-long-bailey', 'emily-thornberry'),
    ),
    ballot(
      '4.2',
      'in order: Rayner, Allin-Khan, Butler, Murray, Burgon',
      DEPUTY,
      '923b198f',
      ranked('angela-rayner', 'rosena-allin-khan', 'dawn-butler', 'ian-murray', 'richard-burgon'),
    ),
    shown(
      '5.1',
      'it had set out ten pledges, one on balloting members before endorsing',
      '8db9931d',
      {
        note: /ten pledges, one of them that bodies ballot their members before endorsing/,
      },
    ),
    yesOrNo(LEADER, 'leader', 'f38eb630'),
    yesOrNo(DEPUTY, 'deputy', 'f2b7491a'),
    {
      sentence: '7.1',
      fact: 'a special conference in Bristol, 500 delegates, had the nomination of CWU to give',
      command: `ballots ${LEADER}`,
      entry: 'c5346e7c',
      answer: {
        ballots: [
          {
            ballot: 'cwu-conference-2020',
            body: /special conference, Bristol/,
            choice: 'committee',
            claims: [
              {
                entry: 'c5346e7c',
                on: '2020-01-30',
                eligible: 500,
                cast: null,
                options: [{ candidate: 'rebecca-long-bailey', votes: null }],
              },
            ],
          },
        ],
      },
    },
    {
      sentence: '7.1',
      fact: 'so a conference decided for CWU',
      command: `ballots ${LEADER}`,
      entry: '504e23b0',
      answer: {
        decisions: [
          {
            endorser: 'cwu',
            kind: 'nomination',
            on: '2020-01-30',
            decidedBy: new Exactly(['conference']),
            ballots: ['cwu-conference-2020'],
            entries: ['504e23b0'],
          },
        ],
      },
    },
    byExecutive('unite', 'Unite', 'rebecca-long-bailey', 'a8cd52b5'),
    byExecutive('unison', 'UNISON', 'keir-starmer', '3c3125e1'),
    byExecutive('usdaw', 'Usdaw', 'keir-starmer', '64c8fe56'),
    byExecutive('fbu', 'FBU', 'rebecca-long-bailey', '939e6fd3'),
    shown('8.1', 'so do most affiliated unions and societies', '8db9931d', {
      note: /most affiliated unions and societies leave the choice to their executives/,
    }),
    shown(
      '9.1',
      'hustings for both contests in Nottingham during its ballot, about 350 present',
      '8db9931d',
      {
        note: /During its ballot it held hustings for both contests in Nottingham, with about 350/,
      },
    ),
    shown('10.1', 'Starmer was absent and sent a video and a statement', '8db9931d', {
      note: /Starmer was absent and sent a video and a written statement/,
    }),
  ],
  workedOut: [],
  none: [
    { sentences: ['3.1'], why: 'comment on where the group and the two candidates stand' },
    { sentences: ['11.1'], why: 'impression of a speech, and policies' },
    {
      sentences: ['12.1', '13.1', '14.1', '15.1'],
      why: 'not of the article: a list of other articles',
    },
  ],
};
