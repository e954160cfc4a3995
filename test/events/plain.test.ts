/** What repeats words from outside is told plainly and briefly, by an answer and by the command. */
import { expect, test } from 'vitest';
import { oneSentence, plain } from '../../events/plain.ts';
import { complain } from '../../src/cli/complaint.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { Problem } from '../../src/http/problem.ts';
import { BadInput } from '../../src/interchange/bad-input.ts';

const LONG = `a.csv: columns 1 and 2 are both called "${'x'.repeat(1_000_000)}"; rename one of them.`;
const STEERS = 'red \u001b[31m, back \u202e, next \u009b2J';

function complaint(error: Error): string {
  const said: string[] = [];
  const sink = { write: (text: string) => said.push(text) };
  const terminal = { out: sink, err: sink, in: sink } as unknown as Terminal;
  complain({ terminal, process: () => ({ process: 1, host: 'here' }) }, error);
  return said.join('');
}

test('what steers a terminal stands in no text', () => {
  expect(plain(STEERS)).toBe('red \uFFFD[31m, back \uFFFD, next \uFFFD2J');
  expect(plain('a\tb\nc')).toBe('a b\nc');
});

test('a sentence is one line', () => {
  expect(oneSentence('a\n  b\r\nc')).toBe('a b\uFFFD c');
});

test('a long one has its begin and its end, where the remedy stands', () => {
  const told = oneSentence(LONG);
  expect(told.length).toBeLessThan(2010);
  expect(told).toMatch(/^a\.csv: columns 1 and 2 are both called "x+ … x+"; rename one of them\.$/);
  expect(oneSentence('\u{1f5f3}'.repeat(2000)).isWellFormed()).toBe(true);
});

test('an answer says it so, and each of its faults', () => {
  const { message, errors } = new Problem(400, 'malformed', LONG, [
    { pointer: `/${STEERS}`, detail: LONG },
  ]);
  expect(message).toBe(oneSentence(LONG));
  expect(errors).toEqual([{ pointer: `/${plain(STEERS)}`, detail: oneSentence(LONG) }]);
});

test('the command says it so', () => {
  expect(complaint(new BadInput(LONG))).toBe(`hustings: ${oneSentence(LONG)}\n`);
  expect(complaint(new BadInput(STEERS))).toBe(`hustings: ${plain(STEERS)}\n`);
});
