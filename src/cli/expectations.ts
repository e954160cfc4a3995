import type { Command } from 'commander';
import {
  EXPECTATIONS_COLUMNS,
  expectationsRows,
  type ToldExpectation,
} from '../interchange/rows/expectations.ts';
import { askExpectations } from '../ledger/queries/expectations.ts';
import { shown } from './answer.ts';
import { brief } from './citations.ts';
import { type Context, clocksIn } from './context.ts';
import { readingCommand } from './reading.ts';

const EXAMPLES = `
Examples:
  hustings expectations labour-leader-2020
  hustings expectations labour-leader-2020 --as-of 2020-01-15

An expectation is never counted. It "came true" once the endorser has surely
backed whom it was expected to, and "did not" once the endorser has surely done
something else, the candidate has left, or the contest is over.`;

const WHY: Readonly<Record<NonNullable<ToldExpectation['by']>, string>> = {
  act: '',
  'other-act': 'backed ',
  neutral: 'stayed neutral',
  declined: 'declined',
  barred: 'was barred',
  undecided: 'was undecided',
  'candidate-withdrew': 'the candidate withdrew',
  'contest-over': 'the contest was over',
};

function outcomeText({ outcome, by, instead, when }: ToldExpectation): string {
  if (by === null) return outcome;
  const why = `${WHY[by]}${instead ?? ''}`;
  const on = shown(when);
  return `${outcome.replaceAll('-', ' ')}${why === '' ? '' : `: ${why}`}${on === '' ? '' : `\n${on}`}`;
}

const tableRow = (told: ToldExpectation): string[] => [
  shown(told.on),
  told.category === null ? told.endorser : `${told.endorser} (${told.category})`,
  `${told.likelihood}: ${told.candidate}`,
  outcomeText(told),
  [told.entry, ...told.entries].map(brief).join('\n'),
];

/** `hustings expectations C`. */
export function expectationsCommand(program: Command, context: Context): void {
  readingCommand(program, context, {
    name: 'expectations',
    description: 'who was expected to back whom, and what became of it',
    examples: EXAMPLES,
    ask: (service, contest, flags) => askExpectations(service, contest, clocksIn(flags)),
    columns: EXPECTATIONS_COLUMNS,
    rows: expectationsRows,
    table: ({ expectations }) => ({
      head: ['said', 'endorser', 'would back', 'outcome', 'entries'],
      rows: expectations.map(tableRow),
      ruled: true,
    }),
    nothing: 'No source tells of an expectation by then.',
  });
}
