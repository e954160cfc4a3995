import type {
  Ballot,
  BallotClaim,
  BallotOption,
  Poll,
  ShareRange,
} from '../../../projections/ballots.ts';
import type { Range } from '../../../projections/shares.ts';
import type { Ballots, ShownDecision } from '../../ledger/queries/ballots.ts';
import type { Value } from './row.ts';

/** The columns of ballots, decisions and polls as rows. */
export const BALLOTS_COLUMNS = [
  'row',
  'ballot',
  'body',
  'question',
  'method',
  'choice',
  'on',
  'eligible',
  'castLeast',
  'castMost',
  'turnoutLeast',
  'turnoutMost',
  'option',
  'candidate',
  'rank',
  'share',
  'votesLeast',
  'votesMost',
  'votesPrinted',
  'ofEligibleLeast',
  'ofEligibleMost',
  'decidedBy',
  'entries',
];

const pair = (range: Range | ShareRange | null): [Value, Value] =>
  range === null ? [null, null] : [range.least, range.most];

function optionRow(ballot: Ballot, claim: BallotClaim, option: BallotOption): Value[] {
  return [
    'option',
    ballot.ballot,
    ballot.body,
    ballot.question,
    ballot.method,
    ballot.choice,
    claim.on,
    claim.eligible,
    ...pair(claim.cast),
    ...pair(claim.turnout),
    option.option,
    option.candidate,
    option.rank,
    option.share,
    ...pair(option.votes),
    option.votesPrinted,
    ...pair(option.ofEligible),
    null,
    claim.entry,
  ];
}

function decisionRow(decision: ShownDecision): Value[] {
  const { kind, endorser, on, candidates, ballots, decidedBy, entries } = decision;
  const row = new Map<string, Value>([
    ['row', `decision: ${kind}`],
    ['ballot', ballots.join(' ')],
    ['body', endorser],
    ['on', on],
    ['candidate', candidates.join(' ')],
    ['decidedBy', decidedBy.join(' ')],
    ['entries', entries.join(' ')],
  ]);
  return BALLOTS_COLUMNS.map((column) => row.get(column) ?? null);
}

function pollRows({ entry, on, pollster, population, shares }: Poll): Value[][] {
  return shares.map(({ candidate, share, rank }) => {
    const row = new Map<string, Value>([
      ['row', 'poll'],
      ['body', pollster],
      ['question', population],
      ['on', on],
      ['candidate', candidate],
      ['rank', rank ?? null],
      ['share', share],
      ['entries', entry],
    ]);
    return BALLOTS_COLUMNS.map((column) => row.get(column) ?? null);
  });
}

/** Ballots, decisions and polls as rows. */
export const ballotsRows = ({ ballots, decisions, polls }: Ballots): Value[][] => [
  ...ballots.flatMap((ballot) =>
    ballot.claims.flatMap((claim) =>
      claim.options.map((option) => optionRow(ballot, claim, option)),
    ),
  ),
  ...decisions.map(decisionRow),
  ...polls.flatMap(pollRows),
];
