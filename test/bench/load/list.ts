import { closeSync, openSync, writeSync } from 'node:fs';
import { Random } from './random.ts';

/** The columns of the list that two elections of San Francisco were published in. */
const COLUMNS = ['endorser', 'category', 'candidate', 'endorsement'] as const;

/** How many rows of the real list tell one contest, in the middle. */
const ROWS_A_CONTEST = 140;

/** How much larger the contest of a rank is than that of a later one: sizes fall as rank to this power. */
const POWER = 0.7;

/** How often each says what, in percent, as the real list does: NA is blank. */
const SAYS = [
  [36, 'No'],
  [31, 'Yes'],
  [29, 'NA'],
  [3, 'Abstain'],
  [1, ''],
] as const;

const GIVEN = [
  'Ada',
  'Ben',
  'Cleo',
  'Dan',
  'Eve',
  'Finn',
  'Gus',
  'Hana',
  'Ivo',
  'Jo',
  'Kit',
  'Lea',
];
const FAMILY = [
  'Alder',
  'Birch',
  'Cedar',
  'Elm',
  'Fir',
  'Hazel',
  "O'Larch",
  'Maple',
  'Oak',
  'Pine',
];
const KINDS = ['Democratic Club', 'Local', 'Alliance', 'League of Voters', 'Labor Council'];

interface Race {
  readonly category: string;
  readonly candidates: readonly string[];
  /** How often an endorser says anything of it, in percent. */
  readonly percent: number;
}

/** People who stand, of whom some stand again and again. */
const personOf = (random: Random, index: number): string =>
  `${random.of(GIVEN)} ${random.of(FAMILY)}${index < 4 ? '' : ` ${index}`}`;

function races(rows: number, random: Random): Race[] {
  const count = Math.max(1, Math.round(rows / ROWS_A_CONTEST));
  const weights = Array.from({ length: count }, (_, rank) => (rank + 1) ** -POWER);
  const sum = weights.reduce((total, each) => total + each, 0);
  const sizes = weights.map((each) => Math.max(8, (each / sum) * rows));
  // The larger contests are for seats, and two thirds of the others about measures, with one row an endorser.
  const widths = sizes.map((size, rank) =>
    rank > 5 && rank % 3 > 0 ? 1 : Math.min(40, Math.max(2, Math.round(Math.sqrt(size / 6)))),
  );
  const endorsers = Math.max(...sizes.slice(0, 6).map((size, rank) => size / (widths[rank] ?? 1)));
  return sizes.map((size, rank): Race => {
    const width = widths[rank] ?? 1;
    const percent = Math.min(100, (100 * size) / width / endorsers);
    if (width === 1) return { category: 'SF Proposition', candidates: [`${rank}`], percent };
    const candidates = Array.from({ length: width }, (_, index) => personOf(random, index));
    return { category: `Member, Board ${rank}`, candidates: [...new Set(candidates)], percent };
  });
}

const quoted = (values: readonly string[]): string =>
  `${values.map((value) => `"${value}"`).join(',')}\n`;

/** A row as it is written: one in a thousand names no endorser, one has a value too many, one is blank. */
function lineOf(random: Random, values: readonly [string, string, string, string]): string {
  const [, ...rest] = values;
  const lot = random.below(1000);
  if (lot === 0) return quoted(['', ...rest]);
  if (lot === 1) return quoted([...values, 'see note']);
  return lot === 2 ? `${quoted(['', '', '', ''])}${quoted(values)}` : quoted(values);
}

/**
 * The lines of a list like the real one: a row for each endorser and candidate, endorser by endorser, so that
 * the rows of a contest lie apart. Contest sizes follow a power law; endorsers recur across contests; some values
 * are blank and some rows bad. The seed alone decides everything.
 */
export function* listLines(seed: number, rows: number): Generator<string> {
  const random = new Random(seed);
  const all = races(rows, random);
  yield quoted(COLUMNS);
  let left = rows;
  for (let endorser = 0; left > 0; endorser += 1) {
    const name = `${random.of(FAMILY)} ${random.of(KINDS)} ${endorser}`;
    for (const { category, candidates, percent } of all) {
      if (!random.percent(percent)) continue;
      for (const candidate of candidates.slice(0, left)) {
        yield lineOf(random, [name, category, candidate, random.weighed(SAYS)]);
        left -= 1;
      }
    }
  }
}

/** How much is gathered before it is written, in characters. */
const CHUNK = 1024 * 1024;

/** Writes such a list. */
export function writeList(file: string, seed: number, rows: number): void {
  const out = openSync(file, 'w');
  let text = '';
  for (const line of listLines(seed, rows)) {
    text += line;
    if (text.length < CHUNK) continue;
    writeSync(out, text);
    text = '';
  }
  writeSync(out, text);
  closeSync(out);
}
