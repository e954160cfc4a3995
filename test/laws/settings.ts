/** The one place where the laws read the environment and the clock. */

const { LAWS_SEED, LAWS_RUNS } = process.env;

/** The day the 2020 contest was decided; LAWS_SEED chooses another. */
export const SEED = Number(LAWS_SEED ?? 20200404);

/** How many histories each law is put to in a test run; LAWS_RUNS chooses another number. */
export const RUNS = Number(LAWS_RUNS ?? 1000);

/** A long run draws other histories each time, unless LAWS_SEED says which. */
export const LONG_SEED = Number(LAWS_SEED ?? Math.floor(Date.now() / 1000));
