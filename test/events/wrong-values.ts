import type { EntryType } from '../../events/catalog.ts';
import { id } from '../support/given.ts';

/**
 * A change of a type's right data that makes it wrong (undefined: without that field), and the place
 * that the refusal names.
 */
export type Wrong = readonly [change: Readonly<Record<string, unknown>>, place: string];

const act = id('an act');
const long = (length: number) => 'x'.repeat(length);
const category = (name: string, of?: string[]) => ({ category: name, name, ...(of && { of }) });
const point = (name: string, points = 1) => ({ category: name, points });
const weighing = (more: object = {}) => ({
  weighing: 'a-paper',
  name: 'A Paper',
  source: { url: 'https://paper.example/', publisher: 'A Paper', title: 'How we weigh' },
  points: [point('MP')],
  ...more,
});
const SLUGS = ['Ann Smith', 'ann--smith', '-ann', 'ann-', 'ann_smith', 'ANN', 'é', '', long(101)];
const IDS = ['x', '', act.toUpperCase(), act.replaceAll('-', ''), `${act}0`];
const SHARES = [62.58, 62, '62,58', '-1', '100.1', '101', '1e1', '5.', '.5', '5%', '1.1234567', ''];
const COUNTS = [-1, 0.5, 2 ** 31, '4', null];
const DATES = ['2010-7-4', '2010-02-30', '14/07/2010', '', '2010-07/2010-06', '2010-07/..', 2010];
const all = (values: readonly unknown[], place: string, make: (value: unknown) => object) =>
  values.map((value): Wrong => [make(value) as Wrong[0], place]);

const choice = (candidate: string, rank: unknown = 1) => ({ candidate, rank });
const rule = (value: unknown): Wrong => [{ rule: value }, 'data.rule'];
const option = (more: object) => ({ options: [{ option: 'Ann', ...more }] });
const round = (more: object) => ({
  rounds: [{ round: 1, results: [{ candidate: 'ann', ...more }] }],
});

/** Wrong values of each type, beside those that any field refuses (a number for a name, null …). */
export const WRONG: Readonly<Record<EntryType, readonly Wrong[]>> = {
  ContestOpened: [
    [{ title: '   ' }, 'data.title'],
    [{ title: long(301) }, 'data.title'],
    [{ seats: 0 }, 'data.seats'],
    [{ seats: 1001 }, 'data.seats'],
    [{ seats: 1.5 }, 'data.seats'],
    [{ weighings: [weighing({ weighing: 'A B' })] }, 'data.weighings[0].weighing'],
    [{ weighings: [weighing({ name: ' ' })] }, 'data.weighings[0].name'],
    [{ weighings: [weighing({ source: undefined })] }, 'data.weighings[0].source'],
    [{ weighings: [weighing({ points: [] })] }, 'data.weighings[0].points'],
    [{ weighings: [weighing(), weighing()] }, 'data.weighings[1]'],
    [
      { weighings: [weighing({ points: [point('MP', -1)] })] },
      'data.weighings[0].points[0].points',
    ],
    [
      { weighings: [weighing({ points: [point('MP'), point('MP')] })] },
      'data.weighings[0].points[1]',
    ],
    [{ weighings: [weighing({ points: [point('SS')] })] }, 'data.weighings[0].points[0].category'],
    [{ categories: [] }, 'data.categories'],
    [{ categories: [category('M P')] }, 'data.categories[0].category'],
    [{ categories: [category('1st')] }, 'data.categories[0].category'],
    [{ categories: [category(long(41))] }, 'data.categories[0].category'],
    [{ categories: [category('MP'), category('MP')] }, 'data.categories[1]'],
    [{ categories: [category('MP'), category('X', ['MP', 'MEP'])] }, 'data.categories[1].of'],
    [{ categories: [category('MP'), category('X', ['MP'])] }, 'data.categories[1].of'],
    [
      {
        categories: [
          category('A'),
          category('B'),
          category('S', ['A', 'B']),
          category('T', ['S', 'A']),
        ],
      },
      'data.categories[3].of',
    ],
  ],
  StageOpened: [
    ...all(SLUGS, 'data.stage', (stage) => ({ stage })),
    ...all(DATES, 'data.opens', (opens) => ({ opens })),
    ...all(DATES, 'data.closes', (closes) => ({ closes })),
    ...[{}, [], 'MP', { atLeast: 1 }, { of: ['MP'] }, { anyOf: [] }, { allOf: [{}] }].map(rule),
    rule({ atLeast: 0, of: ['MP'] }),
    rule({ atLeast: 1.5, of: ['MP'] }),
    rule({ atLeast: 1, of: [] }),
    rule({ atLeast: 1, of: ['MP'], anyOf: [{ atLeast: 1, of: ['MP'] }] }),
    rule({ atLeastShare: 5, of: ['MP'] }),
    rule({ atLeastShare: '101', of: ['MP'] }),
    rule({ atLeastShare: '5', of: ['MP'], weighedBy: 'members' }),
  ],
  ElectorateStated: all(COUNTS, 'data.size', (size) => ({ size })),
  ContestResultDeclared: [
    ...all(SLUGS, 'data.winner', (winner) => ({ winner })),
    ...all(SHARES, 'data.turnout', (turnout) => ({ turnout })),
    ...all(SHARES, 'data.rounds[0].results[0].share', (share) => round({ share })),
    ...all(COUNTS, 'data.rounds[0].results[0].votes', (votes) => round({ votes })),
    [{ rounds: [{ round: 0, results: [{ candidate: 'ann' }] }] }, 'data.rounds[0].round'],
    [{ rounds: [{ round: 1, results: [] }] }, 'data.rounds[0].results'],
    [
      { rounds: [{ round: 1, results: [{ candidate: 'ann' }, { candidate: 'ann' }] }] },
      'data.rounds[0].results[1]',
    ],
    [{ rounds: [...round({}).rounds, ...round({}).rounds] }, 'data.rounds[1]'],
  ],
  CandidateEntered: [
    ...all(SLUGS, 'data.candidate', (candidate) => ({ candidate })),
    ...all(SLUGS, 'data.sameAs', (sameAs) => ({ sameAs })),
    [{ name: long(201) }, 'data.name'],
    [{ identifiers: [] }, 'data.identifiers'],
    [{ identifiers: [{ scheme: 'w' }] }, 'data.identifiers[0].identifier'],
    [
      { identifiers: [{ scheme: 'w', identifier: 'Q', url: 'u' }] },
      'data.identifiers[0]: has no field "url"',
    ],
  ],
  CandidateWithdrew: [[{ reason: long(1001) }, 'data.reason']],
  EndorserEnrolled: [
    ...all(['yes', 1, null], 'data.nominates', (nominates) => ({ nominates })),
    ...all(COUNTS, 'data.affiliatedMembers', (affiliatedMembers) => ({ affiliatedMembers })),
    [{ category: 'T U' }, 'data.category'],
  ],
  EndorserMerged: [
    [{ into: 'old-name' }, 'data.into'],
    [{ why: '' }, 'data.why'],
  ],
  EndorsementMade: [
    [{ choices: [] }, 'data.choices'],
    [{ choices: [choice('ann'), choice('ann', 2)] }, 'data.choices[1]'],
    ...all([0, 1.5, 1001, '1', null], 'data.choices[0].rank', (rank) => ({
      choices: [choice('ann', rank)],
    })),
    [{ form: 'nomination' }, 'data.form'],
    [{ decidedBy: 'vote' }, 'data.decidedBy'],
    [{ anew: true }, 'data.anew'],
    [{ act: undefined, anew: false }, 'data.anew'],
    ...all(IDS, 'data.act', (value) => ({ act: value })),
    ...all(IDS, 'data.replaces', (replaces) => ({ replaces })),
    [{ candidate: 'ann' }, 'data: has no field "candidate"'],
  ],
  EndorsementWithdrawn: all(IDS, 'data.act', (value) => ({ act: value })),
  NominationMade: [
    ...all(SLUGS, 'data.endorser', (endorser) => ({ endorser })),
    ...all(SLUGS, 'data.stage', (stage) => ({ stage })),
    [{ act }, 'data.anew'],
    [{ anew: false }, 'data.anew'],
    [{ choices: [choice('ann')] }, 'data: has no field "choices"'],
  ],
  NominationWithdrawn: all(IDS, 'data.act', (value) => ({ act: value })),
  NeutralityDeclared: all(['silent', 'Neutral', ''], 'data.stance', (stance) => ({ stance })),
  BallotResultReported: [
    [{ method: 'raffle' }, 'data.method'],
    [{ options: [] }, 'data.options'],
    ...all(SHARES, 'data.options[0].share', (share) => option({ share })),
    ...all(COUNTS, 'data.options[0].votes', (votes) => option({ votes })),
    ...all([0, 1.5, 1001], 'data.options[0].rank', (rank) => option({ rank })),
    ...all(SHARES, 'data.turnout', (turnout) => ({ turnout })),
  ],
  PollPublished: [
    [{ shares: [] }, 'data.shares'],
    [{ shares: [{ candidate: 'ann' }] }, 'data.shares[0].share'],
    ...all(SHARES, 'data.shares[0].share', (share) => ({ shares: [{ candidate: 'ann', share }] })),
  ],
  TallyReported: [
    [{ of: 'votes' }, 'data.of'],
    [{ cells: [], undeclared: [] }, 'data.cells'],
    [{ cells: [], undeclared: undefined }, 'data.cells'],
    ...all(COUNTS, 'data.cells[0].value', (value) => ({
      cells: [{ candidate: 'ann', category: 'MP', value }],
    })),
    [{ cells: Array(2).fill({ candidate: 'ann', category: 'MP', value: 1 }) }, 'data.cells[1]'],
    [{ undeclared: Array(2).fill({ category: 'MP', value: 1 }) }, 'data.undeclared[1]'],
  ],
  ExpectationReported: [[{ likelihood: 'certain' }, 'data.likelihood']],
  EntryCorrected: [
    [{ on: undefined, data: undefined, sources: undefined }, 'data: replaces nothing'],
    ...all(DATES, 'data.on', (on) => ({ on })),
    ...all([0, 1.5, '1'], 'data.dataVersion', (dataVersion) => ({ dataVersion })),
    [{ sources: [] }, 'data.sources'],
    [{ sources: [{ url: 'https://a.example' }] }, 'data.sources[0].publisher'],
    [{ data: ['TU', 15] }, 'data.data'],
    ...all(IDS, 'data.entry', (entry) => ({ entry })),
  ],
  EntryStruck: all(IDS, 'data.entry', (entry) => ({ entry })),
  EntryDisputed: [[{ why: '' }, 'data.why']],
  DisputeResolved: [[{ outcome: 'dropped' }, 'data.outcome']],
  PayloadErased: [[{ legalBasis: ' ' }, 'data.legalBasis']],
};
