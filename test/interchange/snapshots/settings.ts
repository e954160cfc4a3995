/** The one place where the tests of dated copies read the environment. */

const { SNAPSHOT_RUNS, SNAPSHOT_SEED } = process.env;

/** How many random lists are put to each law; SNAPSHOT_RUNS chooses another number. */
export const RUNS = Number(SNAPSHOT_RUNS ?? 30);

/** Which lists; SNAPSHOT_SEED chooses others. */
export const SEED = Number(SNAPSHOT_SEED ?? 20190620);
