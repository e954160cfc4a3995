import { parseArgs } from 'node:util';

const USAGE = `npm run bench -- [--small] [--json FILE] [--seed NUMBER]
npm run bench -- --growth [--up-to ENTRIES] [--keep FOLDER] [--json FILE] [--seed NUMBER]`;

/** The least and the most entries of the largest ledger that is grown. */
const SIZES = { least: 10_000, most: 10_000_000 };

/** What a run of the benchmark is told on the command line. */
export interface BenchFlags {
  readonly small: boolean;
  readonly json?: string;
  readonly seed: number;
  /** Is it measured how costs grow with the ledger, up to so many entries? */
  readonly growth: boolean;
  readonly upTo: number;
  /** Where the ledgers are kept; else they are removed. */
  readonly keep?: string;
}

function read(words: readonly string[]): BenchFlags {
  const { values } = parseArgs({
    args: [...words],
    options: {
      small: { type: 'boolean', default: false },
      json: { type: 'string' },
      seed: { type: 'string', default: '1' },
      growth: { type: 'boolean', default: false },
      'up-to': { type: 'string', default: `${SIZES.most}` },
      keep: { type: 'string' },
    },
  });
  const { 'up-to': last, ...rest } = values;
  const [seed, upTo] = [Number(rest.seed), Number(last.replaceAll(/[_,]/g, ''))];
  if (!Number.isSafeInteger(seed)) throw new Error(`the seed ${rest.seed} is no number`);
  if (!Number.isSafeInteger(upTo) || upTo < SIZES.least || upTo > SIZES.most) {
    throw new Error(`--up-to takes a number of ${SIZES.least} to ${SIZES.most}, not ${last}`);
  }
  if (!rest.growth && rest.keep !== undefined) throw new Error('--keep goes with --growth');
  return { ...rest, seed, upTo };
}

/** Reads the command line, or tells what is wrong with it, and the usage, to `refuse`, which does not come back. */
export function flagsOf(words: readonly string[], refuse: (refusal: string) => never): BenchFlags {
  try {
    return read(words);
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
