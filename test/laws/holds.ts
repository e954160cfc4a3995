import { expect, it } from 'vitest';
import type { Law } from './law.ts';
import { putToTest } from './run.ts';
import { RUNS, SEED } from './settings.ts';

const TEN_MINUTES = 600_000;

/** A test that a law holds; its name is the law, how often it was tried, and from which seed. */
export function holds(law: Law, share = 0.5): void {
  const name = `law (${law.name}): ${law.statement} [${RUNS} histories, LAWS_SEED=${SEED}]`;
  it(name, { timeout: TEN_MINUTES }, async () => {
    const outcome = await putToTest(law, { runs: RUNS, seed: SEED });
    expect(outcome.broken ?? 'held').toBe('held');
    // A law that is hardly ever compared says nothing.
    expect(law.tried.compared).toBeGreaterThan(share * law.tried.all);
    expect(law.tried.compared).toBeGreaterThanOrEqual(RUNS / 2);
  });
}
