/** The one place where the torture reads the environment and the clock. */

const { TORTURE_SEED, TORTURE_RUNS } = process.env;

/** The day of the Iowa caucuses that were counted badly; TORTURE_SEED chooses another. */
export const SEED = Number(TORTURE_SEED ?? 20200203);

/** How many runs a part makes within the tests: its short run, unless TORTURE_RUNS says how many. */
export const runsOf = (short: number): number => Number(TORTURE_RUNS ?? short);

/** A long run draws something else each time, unless TORTURE_SEED says what. */
export const LONG_SEED = Number(TORTURE_SEED ?? Math.floor(Date.now() / 1000));
