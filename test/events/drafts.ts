import type { EntryType } from '../../events/catalog.ts';
import { id, source } from '../support/given.ts';

type Data = Readonly<Record<string, unknown>>;

/** Data of a type: with every field that there is, and with only those that it needs. */
export interface Example {
  readonly full: Data;
  readonly least: Data;
}

const identifiers = [{ scheme: 'wikidata', identifier: 'Q152' }];
const act = id('an act');
const entry = id('an entry');
const why = 'A reason.';

const CONTEST_TYPES = {
  ContestOpened: {
    full: {
      title: 'Labour Party leadership election, 2010',
      office: 'Leader',
      organisation: 'Labour Party',
      jurisdiction: 'United Kingdom',
      seats: 2,
      categories: [
        { category: 'MP', name: 'Members of Parliament' },
        { category: 'MEP', name: 'Members of the European Parliament' },
        { category: 'MP_MEP', name: 'Both', of: ['MP', 'MEP'] },
      ],
      weighings: [
        {
          weighing: 'a-paper',
          name: 'A Paper',
          source: {
            url: 'https://paper.example/points',
            publisher: 'A Paper',
            title: 'How we weigh',
            published: '2010-05',
          },
          points: [{ category: 'MP', points: 8 }],
        },
      ],
    },
    least: {
      title: 'A race',
      office: 'Leader',
      organisation: 'A party',
      categories: [{ category: 'MP', name: 'Members' }],
    },
  },
  StageOpened: {
    full: {
      stage: 'mp',
      name: 'Nominations by MPs',
      opens: '2010-05-24',
      closes: '[2010-06-08..2010-06-09]',
      rule: {
        anyOf: [
          { atLeast: 33, of: ['MP'] },
          {
            allOf: [
              { atLeastShare: '5', of: ['CLP', 'TU'], weighedBy: 'affiliatedMembers' },
              { atLeastShare: '12.5', of: ['MP'] },
            ],
          },
        ],
      },
    },
    least: { stage: 'mp', name: 'Nominations', rule: { atLeast: 1, of: ['MP'] } },
  },
  ElectorateStated: {
    full: { category: 'TU', size: 14 },
    least: { category: 'TU', size: 0 },
  },
  ContestResultDeclared: {
    full: {
      winner: 'ed-miliband',
      rounds: [
        {
          round: 1,
          results: [{ candidate: 'diane-abbott', votes: 35259, share: '7.42', eliminated: true }],
        },
        { round: 2, results: [{ candidate: 'ed-miliband', votes: 0, share: '100' }] },
      ],
      turnout: '71.7',
      eligible: 400000,
    },
    least: { rounds: [] },
  },
  CandidateEntered: {
    full: { candidate: 'ann-2', name: 'Ann', sameAs: 'ann', identifiers },
    least: { candidate: 'ann', name: 'Ann' },
  },
  CandidateWithdrew: {
    full: { candidate: 'ann', reason: 'Too few nominations.' },
    least: { candidate: 'ann' },
  },
  EndorserEnrolled: {
    full: {
      endorser: 'usdaw',
      name: 'Usdaw',
      category: 'TU',
      nominates: true,
      affiliatedMembers: 386000,
      identifiers,
    },
    least: { endorser: 'usdaw', name: 'Usdaw', category: 'TU', nominates: false },
  },
  EndorserMerged: {
    full: { endorser: 'old-name', into: 'new-name', why },
    least: { endorser: 'old-name', into: 'new-name', why },
  },
} satisfies Partial<Record<EntryType, Example>>;

const ACT_TYPES = {
  EndorsementMade: {
    full: {
      endorser: 'unison',
      choices: [
        { candidate: 'jeremy-corbyn', rank: 1 },
        { candidate: 'yvette-cooper', rank: 2 },
      ],
      form: 'endorsement',
      decidedBy: 'committee',
      ballot: 'unison-2015',
      act,
      replaces: id('another act'),
    },
    least: {
      endorser: 'tssa',
      choices: [{ candidate: 'angela-rayner', rank: 1 }],
      form: 'recommendation',
    },
  },
  EndorsementWithdrawn: { full: { act, reason: why }, least: { act } },
  NominationMade: {
    full: {
      endorser: 'unison',
      candidate: 'keir-starmer',
      stage: 'clp-affiliate',
      decidedBy: 'executive',
      ballot: 'unison-2020',
      anew: true,
      replaces: id('another act'),
    },
    least: { endorser: 'unison', candidate: 'keir-starmer' },
  },
  NominationWithdrawn: { full: { act, reason: why }, least: { act } },
  NeutralityDeclared: {
    full: { endorser: 'num', stance: 'declined' },
    least: { endorser: 'num', stance: 'neutral' },
  },
} satisfies Partial<Record<EntryType, Example>>;

const FIGURE_TYPES = {
  BallotResultReported: {
    full: {
      ballot: 'momentum-2020',
      body: 'Momentum',
      question: 'Whom shall we back?',
      method: 'yes-no',
      eligible: 14700,
      cast: 7395,
      turnout: '50.3',
      options: [
        { option: 'Yes', candidate: 'ann', votes: 5203, share: '70.42', rank: 1 },
        { option: 'No', share: '0' },
      ],
    },
    least: {
      ballot: 'b',
      body: 'A body',
      question: 'Who?',
      method: 'committee',
      options: [{ option: 'Ann' }],
    },
  },
  PollPublished: {
    full: {
      pollster: 'LabourList',
      population: 'readers',
      sample: 4762,
      shares: [{ candidate: 'ann', share: '42', rank: 1 }],
    },
    least: { pollster: 'P', population: 'all', shares: [{ candidate: 'ann', share: '0.5' }] },
  },
  TallyReported: {
    full: {
      of: 'nominations',
      stage: 'mp',
      cells: [{ candidate: 'ann', category: 'MP', value: 33 }],
      undeclared: [{ category: 'MP', value: 0 }],
    },
    least: { of: 'acts', cells: [{ candidate: 'ann', category: 'MP', value: 0 }] },
  },
  ExpectationReported: {
    full: { endorser: 'gmb', candidate: 'lisa-nandy', likelihood: 'likely' },
    least: { endorser: 'gmb', candidate: 'lisa-nandy', likelihood: 'rumoured' },
  },
} satisfies Partial<Record<EntryType, Example>>;

const RECORD_TYPES = {
  EntryCorrected: {
    full: {
      entry,
      why,
      on: '2010-07-14~',
      data: { category: 'TU', size: 15 },
      dataVersion: 1,
      sources: [source('2010-07-15')],
    },
    least: { entry, why, on: '2010' },
  },
  EntryStruck: { full: { entry, why }, least: { entry, why } },
  EntryDisputed: { full: { entry, why }, least: { entry, why } },
  DisputeResolved: {
    full: { entry, outcome: 'upheld', why },
    least: { entry, outcome: 'rejected', why },
  },
  PayloadErased: {
    full: { entry, legalBasis: 'Article 17 GDPR' },
    least: { entry, legalBasis: 'A court order' },
  },
} satisfies Partial<Record<EntryType, Example>>;

/** Right data of every type. */
export const RIGHT: Readonly<Record<EntryType, Example>> = {
  ...CONTEST_TYPES,
  ...ACT_TYPES,
  ...FIGURE_TYPES,
  ...RECORD_TYPES,
};
