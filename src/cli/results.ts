import type { Command } from 'commander';
import type { ResultClaim, RoundResult } from '../../projections/results.ts';
import { RESULTS_COLUMNS, resultsRows } from '../interchange/rows/results.ts';
import { askResults, type Results } from '../ledger/queries/results.ts';
import { shown } from './answer.ts';
import { brief } from './citations.ts';
import { type Context, clocksIn } from './context.ts';
import { readingCommand } from './reading.ts';
import { say } from './terminal.ts';

const EXAMPLES = `
Examples:
  hustings results labour-leader-2010
  hustings results labour-leader-2020 -f json

Each source stands by itself. Below the rounds, on stderr, stands how the winner
fared among the endorsers of each category on the day of the result.`;

function figure({ votes, share, ofVotes, eliminated }: RoundResult): string {
  const percent =
    share ?? (ofVotes === null ? null : [...new Set([ofVotes.least, ofVotes.most])].join('–'));
  const told = [votes === null ? '' : `${votes} votes`, percent === null ? '' : `${percent} %`];
  return [...told, eliminated ? 'eliminated' : ''].filter((text) => text !== '').join(', ');
}

function tableRows(claim: ResultClaim): string[][] {
  return claim.rounds.map(({ round, results }) => [
    shown(claim.on),
    `${round}`,
    results.map((told) => `${told.candidate}: ${figure(told)}`).join('\n'),
    [
      ...(claim.winner === null ? [] : [`winner ${claim.winner}`]),
      ...(claim.turnout === null ? [] : [`turnout ${claim.turnout} %`]),
    ].join('\n'),
    brief(claim.entry),
  ]);
}

function sayWinner(context: Context, { winner }: Results): void {
  if (winner === null) return;
  const { terminal } = context;
  say(terminal, `${winner.winner} won; among endorsers on ${winner.day}:`, 'bold');
  for (const { category, best, rank, leaders, most } of winner.categories) {
    if (most === 0) continue;
    const place = rank === 1 ? 'led' : `was number ${rank}, behind ${leaders.join(', ')} (${most})`;
    say(terminal, `  ${category}: ${best}, ${place}`);
  }
}

/** `hustings results C`. */
export function resultsCommand(program: Command, context: Context): void {
  readingCommand(program, context, {
    name: 'results',
    description: 'the result, round by round, and the winner beside the last standings',
    examples: EXAMPLES,
    ask: (service, contest, flags) => askResults(service, contest, clocksIn(flags)),
    columns: RESULTS_COLUMNS,
    rows: resultsRows,
    table: ({ results }) => ({
      head: ['on', 'round', 'results', '', 'entry'],
      rows: results.flatMap(tableRows),
      ruled: true,
    }),
    nothing: 'No source tells of a result by then.',
    talk: sayWinner,
  });
}
