/** Nothing that is stored steers the terminal on which it is read, in whatever format. */
import { beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { folder, hustings } from '../cli/harness.ts';
import { contestOf, type Hostile, tellHostile } from '../pages/hostile.ts';
import { Bench, id } from '../support/given.ts';

/** Sets a title, clears the screen, begins a colour by one letter, goes back to the line's begin, and turns text around. */
const STEERS =
  'A\u001b]0;owned\u0007\u001b[2J\u009b31m\u007f\u202eB\u2066\u2028\u0085\ttwo\r\nthree';
const HOSTILE: Hostile = {
  kind: 'steering',
  said: (most) => STEERS.slice(0, most),
  slug: (name) => `${name}-steering`,
  category: 'MP',
  url: 'https://evil.example/\u009b31m\u202e',
};
const CONTEST = contestOf(HOSTILE);
const { slug } = HOSTILE;

const { file } = folder();
const ledger = ['--ledger', file('steering.db')];

beforeAll(async () => {
  const store = openSqliteStore(file('steering.db'));
  await tellHostile(new Bench(store), HOSTILE);
  await store.close();
  await hustings(['key', ...ledger]);
  await hustings(['export', '--log', file('log'), ...ledger]);
});

const CELL = [CONTEST, '--candidate', slug('ann'), '--category', 'MP'];
const ANSWERS: readonly (readonly string[])[] = [
  ['contests'],
  ['endorsers'],
  ['endorser', slug('m1')],
  ['alike'],
  ['weak'],
  ['provenance', ...CELL],
  ['compare', CONTEST, '--from', '2010-05-30', '--to', '2010-06-30'],
  ['cite', CONTEST],
  ['cite', id('a steering')],
  ['show', id('steering 0')],
  ['series', CONTEST],
  ...['standings', 'timeline', 'stages', 'ballots', 'expectations', 'undeclared'].map((name) => [
    name,
    CONTEST,
  ]),
  ...['results', 'reconcile'].map((name) => [name, CONTEST]),
];
const WRITTEN: readonly (readonly string[])[] = [
  ['cite', CONTEST, '--style', 'plain'],
  ['cite', CONTEST, '--style', 'bibtex'],
  ['cite', id('a steering'), '--style', 'csl-json'],
  ['prov', CONTEST],
  ['prov', id('a steering')],
  ['export'],
  ['export', '-f', 'csv'],
  ['export', '-f', 'csv', '--sheet'],
  ['export', '-f', 'popolo', '--people', 'MP'],
  ['bundle', id('a steering')],
  ['bundle', ...CELL],
];
const COMMANDS = [
  ...ANSWERS.flatMap((asked) =>
    ['table', 'tsv', 'csv', 'json', 'ndjson'].map((format) => [...asked, '-f', format]),
  ),
  ...WRITTEN,
];

/** What the command itself writes to steer a terminal: bold, yellow and their ends. */
const OWN = /\p{Cc}\[(?:1|22|33|39)m/gu;
const CONTROLS = /(?![\n\t]|\r\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

test.each(COMMANDS)('hustings %s %s %s %s', async (...args) => {
  const around = { columns: 100, talksToTerminal: true };
  const { status, out, err } = await hustings([...args, ...ledger], around);
  expect([status, out.length > 0]).toEqual([0, true]);
  expect(`${out}${err}`.replace(OWN, '').match(CONTROLS)).toBeNull();
});

test('what is JSON on a terminal is the same JSON in a pipe', async () => {
  const args = ['show', id('steering 0'), '-f', 'json', ...ledger];
  const shown = await hustings(args, { columns: 100 });
  const piped = await hustings(args);
  expect(JSON.parse(shown.out)).toEqual(JSON.parse(piped.out));
  expect(piped.out).toContain('\u009b31m');
});

test.each([
  ['show', STEERS],
  ['standings', STEERS],
  ['import', STEERS],
  ['token', STEERS],
  [`--${STEERS}`],
])('hustings %j complains of it in plain words', async (...args) => {
  const { status, err } = await hustings([...args, ...ledger], { talksToTerminal: true });
  expect([status, err.replace(OWN, '').match(CONTROLS)]).toEqual([expect.toBeOneOf([1, 2]), null]);
});
