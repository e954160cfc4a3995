import type { Command } from 'commander';
import type {
  Ballot,
  BallotClaim,
  BallotOption,
  Poll,
  ShareRange,
} from '../../projections/ballots.ts';
import type { Range } from '../../projections/shares.ts';
import { BALLOTS_COLUMNS, ballotsRows } from '../interchange/rows/ballots.ts';
import { askBallots, type Ballots, type ShownDecision } from '../ledger/queries/ballots.ts';
import { shown } from './answer.ts';
import { brief } from './citations.ts';
import { type Context, clocksIn } from './context.ts';
import { readingCommand } from './reading.ts';

const EXAMPLES = `
Examples:
  hustings ballots labour-leader-2020
  hustings ballots labour-deputy-2020 -f json

"5140–5213" votes are what a printed share stands for: whoever prints 70 % may
have rounded anything from 69.5 to 70.5. "yes or no only" marks voters who could
not choose among the candidates.`;

const HEAD = ['who', 'on', 'what', 'came of it', 'entries'];

const CHOICES = {
  free: 'free choice',
  'yes-or-no': 'yes or no only',
  committee: 'a committee or delegates',
} as const;

/** Limits as a reader writes them: one number where they are one. */
function limits(range: Range | ShareRange | null): string {
  if (range === null) return '';
  return range.least === range.most ? `${range.least}` : `${range.least}–${range.most}`;
}

const votesText = (votes: Range): string => {
  const text = limits(votes);
  return text === '1' ? '1 vote' : `${text} votes`;
};

function optionText({ option, candidate, rank, share, votes, ofEligible }: BallotOption): string {
  const figures = [
    share === null ? '' : `${share} %`,
    votes === null ? '' : votesText(votes),
    ofEligible === null ? '' : `(${limits(ofEligible)} % of all)`,
  ].filter((text) => text !== '');
  const who = option === 'yes' && candidate !== null ? `yes to ${candidate}` : option;
  const placed = rank === null ? who : `${rank}. ${who}`;
  return figures.length === 0 ? placed : `${placed}: ${figures.join(' ')}`;
}

/** How many voted of how many. */
function turnoutText({ cast, eligible, turnout }: BallotClaim): string {
  const of = eligible === null ? '' : ` of ${eligible}`;
  const voted = cast === null ? '' : `${limits(cast)}${of} voted`;
  const share = turnout === null ? '' : `turnout ${limits(turnout)} %`;
  const electorate = cast === null && eligible !== null ? `${eligible} could vote` : '';
  return [voted, electorate, share].filter((text) => text !== '').join(', ');
}

function ballotRow(ballot: Ballot, claim: BallotClaim): string[] {
  const turnout = turnoutText(claim);
  return [
    ballot.body,
    shown(claim.on),
    `${ballot.question} (${CHOICES[ballot.choice]})`,
    [...claim.options.map(optionText), ...(turnout === '' ? [] : [turnout])].join('\n'),
    brief(claim.entry),
  ];
}

function decisionText(decision: ShownDecision): string[] {
  const { kind, endorser, on, candidates, ballots, decidedBy, entries } = decision;
  const what = kind === 'shown' ? 'recommendation, not counted' : kind;
  const by = decidedBy.length === 0 ? 'unsaid' : decidedBy.join(' or ');
  return [
    endorser,
    shown(on),
    `${what}: ${candidates.join(', ')}`,
    ballots.length === 0 ? by : `${by} (${ballots.join(', ')})`,
    entries.map(brief).join('\n'),
  ];
}

function pollText({ entry, on, pollster, population, sample, shares }: Poll): string[] {
  const asked = sample === null ? population : `${sample} of ${population}`;
  return [
    pollster,
    shown(on),
    `poll: ${asked}`,
    shares.map(({ candidate, share }) => `${candidate}: ${share} %`).join('\n'),
    brief(entry),
  ];
}

/** Each claim of each ballot. */
const claimsOf = ({ ballots }: Ballots) =>
  ballots.flatMap((ballot) => ballot.claims.map((claim) => ({ ballot, claim })));

/** `hustings ballots C`. */
export function ballotsCommand(program: Command, context: Context): void {
  readingCommand(program, context, {
    name: 'ballots',
    description: 'how bodies voted and decided: turnout, what a share stands for; polls',
    examples: EXAMPLES,
    ask: (service, contest, flags) => askBallots(service, contest, clocksIn(flags)),
    columns: BALLOTS_COLUMNS,
    rows: ballotsRows,
    table: (answer) => ({
      head: HEAD,
      rows: [
        ...claimsOf(answer).map(({ ballot, claim }) => ballotRow(ballot, claim)),
        ...answer.decisions.map(decisionText),
        ...answer.polls.map(pollText),
      ],
      ruled: true,
    }),
    nothing: 'No ballot, poll or decision of a body is told by then.',
  });
}
