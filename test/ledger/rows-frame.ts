import {
  as,
  CONTEST,
  corrected,
  electorate,
  endorsed,
  enrolled,
  entered,
  FRAME,
  id,
  left,
  merged,
  nominated,
  opened,
  source,
  stage,
  stance,
  tally,
  tell,
} from '../support/given.ts';
import type { Pair, Row } from './row.ts';

const given = FRAME;
const nomination = as('n', nominated('t1', 'ann', '2010-07-01'));
const wordy = (sources: number) => ({
  ...nomination,
  sources: Array.from({ length: sources }, () =>
    source('2010-07-01', { title: 'T'.repeat(500), dateBasis: 'b'.repeat(500) }),
  ),
});
const rule = (of: string) => ({ rule: { anyOf: [{ atLeast: 2, of: [of] }] } });
const ballot = (candidate: string) =>
  tell(
    'BallotResultReported',
    {
      ballot: 'b',
      body: 'B',
      question: 'Who?',
      method: 'plurality',
      options: [{ option: 'x', candidate }],
    },
    '2010-07-01',
  );
const poll = (candidate: string) =>
  tell(
    'PollPublished',
    { pollster: 'P', population: 'all', shares: [{ candidate, share: '40' }] },
    '2010-07-01',
  );
const result = (winner: string, loser = 'bob') =>
  tell(
    'ContestResultDeclared',
    { winner, rounds: [{ round: 1, results: [{ candidate: loser }] }] },
    '2010-07-01',
  );
const expected = (endorser: string, candidate: string) =>
  tell('ExpectationReported', { endorser, candidate, likelihood: 'likely' }, '2010-07-01');

const unknownCandidate = ([what, sent, right]: Pair): Row => ({
  code: 'unknown-candidate',
  what: `${what} names a candidate who has not entered`,
  given,
  when: [sent],
  names: ['ned'],
  remedy: /Append CandidateEntered first/,
  candidates: ['ann', 'bob', 'cay'],
  neighbour: [right],
});

const unknownEndorser = ([what, sent, right]: Pair): Row => ({
  code: 'unknown-endorser',
  what: `${what} names an endorser who is not enrolled`,
  given,
  when: [sent],
  names: ['t9'],
  remedy: /Append EndorserEnrolled first/,
  neighbour: [right],
});

const unknownCategory = ([what, sent, right]: Pair): Row => ({
  code: 'unknown-category',
  what: `${what} names a category that the contest does not have`,
  given,
  when: [sent],
  names: ['MEP'],
  remedy: /MP, CLP, TU, SS, AFF/,
  candidates: ['MP', 'CLP', 'TU', 'SS', 'AFF'],
  neighbour: [right],
});

/** Refusals of batches and of what frames a contest. */
export const FRAME_ROWS: readonly Row[] = [
  {
    code: 'malformed',
    what: 'a batch holds no entry',
    given,
    when: [],
    names: ['batch'],
    remedy: /give|send|append|at least one/i,
    neighbour: [nomination],
  },
  {
    code: 'too-large',
    what: 'a payload is larger than 32 KiB',
    given,
    when: [entered('ned'), wordy(50)],
    index: 1,
    names: ['payload', 'bytes'],
    remedy: /32768|32 KiB/,
    neighbour: [entered('ned'), wordy(29)],
  },
  {
    code: 'unknown-contest',
    what: 'a contest has not been opened',
    given: [],
    when: [entered('ann')],
    names: [CONTEST],
    remedy: /append ContestOpened first/i,
    neighbour: [opened(), entered('ann')],
  },
  {
    code: 'already-opened',
    what: 'a contest is opened a second time',
    given,
    when: [opened()],
    names: [CONTEST],
    remedy: /correct its first entry/,
    neighbour: [corrected('opened', { data: opened('', { title: 'Another title' }).data })],
  },
  {
    code: 'already-opened',
    what: 'a contest is opened twice in one batch',
    given: [],
    when: [opened(), opened()],
    index: 1,
    names: [CONTEST],
    remedy: /correct its first entry/,
    neighbour: [opened()],
  },
  {
    code: 'wrong-stream',
    what: 'a merge is sent to a contest',
    given,
    when: [merged('t1', 't2')],
    names: ['EndorserMerged', CONTEST],
    remedy: /append it to the register/,
    neighbour: [merged('t1', 't2')],
    near: { contest: null },
  },
  {
    code: 'wrong-stream',
    what: 'a nomination is sent to the register',
    given,
    when: [nomination],
    where: { contest: null },
    names: ['NominationMade', 'register'],
    remedy: /append it to its contest/,
    neighbour: [nomination],
  },
  ...(
    [
      ['a nomination', nominated('t1', 'ned', '2010-07-01'), nominated('t1', 'ann', '2010-07-01')],
      ['an endorsement', endorsed('t1', 'ned', '2010-07-01'), endorsed('t1', 'ann', '2010-07-01')],
      ['a withdrawal', left('ned', '2010-07-01'), left('ann', '2010-07-01')],
      ['a tally', tally({ 'ned TU': 1 }, '2010-07-01'), tally({ 'ann TU': 1 }, '2010-07-01')],
      ['a ballot', ballot('ned'), ballot('ann')],
      ['a poll', poll('ned'), poll('ann')],
      ['a winner', result('ned'), result('ann')],
      ['a round', result('ann', 'ned'), result('ann', 'cay')],
      ['an expectation', expected('t1', 'ned'), expected('t1', 'ann')],
      [
        'a returning candidate',
        entered('ann-2', '2010-08-01', { sameAs: 'ned' }),
        entered('ann-2', '2010-08-01', { sameAs: 'ann' }),
      ],
    ] as const
  ).map(unknownCandidate),
  {
    code: 'already-entered',
    what: 'a candidate enters again with another name',
    given,
    when: [entered('ann', '2010-05-02', { name: 'Anne' })],
    names: ['ann', id('ann')],
    remedy: /correct that entry, or enter under a new slug with sameAs/,
    candidates: [id('ann')],
    neighbour: [entered('ann', '2010-05-02')],
  },
  ...(
    [
      ['a nomination', nominated('t9', 'ann', '2010-07-01'), nominated('t1', 'ann', '2010-07-01')],
      ['an endorsement', endorsed('t9', 'ann', '2010-07-01'), endorsed('t1', 'ann', '2010-07-01')],
      ['a stance', stance('t9', 'neutral', '2010-07-01'), stance('t1', 'neutral', '2010-07-01')],
      ['an expectation', expected('t9', 'ann'), expected('t1', 'ann')],
    ] as const
  ).map(unknownEndorser),
  {
    code: 'already-enrolled',
    what: 'an endorser is enrolled again with other data',
    given,
    when: [enrolled('t1', 'TU', { affiliatedMembers: 386000 })],
    names: ['t1', id('t1')],
    remedy: /correct that entry/,
    candidates: [id('t1')],
    neighbour: [enrolled('t1', 'TU')],
  },
  {
    code: 'two-categories',
    what: 'an endorser is enrolled in a second category',
    given,
    when: [enrolled('t1', 'SS')],
    names: ['t1', 'TU', id('t1')],
    remedy: /correct that entry/,
    candidates: [id('t1')],
    neighbour: [corrected('t1', { data: enrolled('t1', 'SS').data })],
  },
  ...(
    [
      ['an enrolment', enrolled('e1', 'MEP'), enrolled('e1', 'MP')],
      ['an electorate', electorate('MEP', 13), electorate('AFF', 29)],
      ["a stage's rule", stage('mp', rule('MEP')), stage('mp', rule('AFF'))],
      ["a tally's cell", tally({ 'ann MEP': 1 }, '2010'), tally({ 'ann AFF': 1 }, '2010')],
      ["a tally's rest", tally({}, '2010', { MEP: 1 }), tally({}, '2010', { AFF: 1 })],
    ] as const
  ).map(unknownCategory),
  {
    code: 'sum-category',
    what: 'an endorser is enrolled in a category that sums others',
    given,
    when: [enrolled('t9', 'AFF')],
    names: ['AFF', 't9'],
    remedy: /enrol t9 in one of TU, SS/,
    candidates: ['TU', 'SS'],
    neighbour: [enrolled('t9', 'SS')],
  },
  {
    code: 'stage-closes-early',
    what: 'a stage closes before it opens',
    given,
    when: [stage('mp', { opens: '2010-06-09', closes: '2010-06-08' })],
    names: ['mp', '2010-06-08', '2010-06-09'],
    remedy: /correct one of the two/,
    neighbour: [stage('mp', { opens: '2010-06-09', closes: '2010-06' })],
  },
];
