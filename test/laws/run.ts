/** Puts a law to many random histories: for the tests, and for the long run. */
import fc from 'fast-check';
import { asBroken } from './broken.ts';
import { type Census, type Recipe, recipes } from './histories.ts';
import { type Law, reduced } from './law.ts';

export interface Outcome {
  readonly law: string;
  readonly seed: number;
  /** How many histories were looked at. */
  readonly runs: number;
  /** The smallest counterexample found; null where the law held. */
  readonly broken: string | null;
}

export interface RunOptions {
  readonly runs: number;
  readonly seed: number;
  readonly census?: Census;
  /** Hears of each history. */
  readonly progress?: () => void;
  /** Leaves a counterexample as long as it was found. */
  readonly unreduced?: boolean;
}

/** Puts a law to so many histories, drawn from a seed; a counterexample is made as small as may be. */
export async function putToTest(law: Law, options: RunOptions): Promise<Outcome> {
  const { runs, seed, census, progress, unreduced = false } = options;
  let broken: { readonly recipe: Recipe; readonly error: unknown } | undefined;
  const property = fc.asyncProperty(recipes, async (recipe) => {
    progress?.();
    try {
      await law.check(recipe, recipe.seed, 1, census);
    } catch (error) {
      broken = { recipe, error };
      throw error;
    }
  });
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: true });
  const about = { law: law.name, seed, runs: result.numRuns };
  if (!result.failed) return { ...about, broken: null };
  if (broken === undefined) throw result.errorInstance;
  const { recipe, error } = broken;
  const smallest = unreduced ? asBroken(error) : await reduced(law, recipe, recipe.seed);
  return { ...about, broken: smallest.message };
}
