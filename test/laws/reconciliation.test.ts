import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recipes } from './histories.ts';
import { type Reconciled, reconciled } from './reconciliation.ts';
import { RUNS, SEED } from './settings.ts';

const HISTORIES = RUNS / 2;
const TABLES = new Set(['same-day', 'fell', 'more-named', 'sum']);

/** What is wrong with an answer: figures that do not agree, and contradictions of tables. */
function wrong({ tallies, contradictions }: Reconciled, when: readonly ('then' | 'now')[]) {
  const figures = tallies.flatMap(({ on, of, stage, figures: all }) =>
    all.flatMap(({ candidate, category, printed, named, outcome, now }) => {
      const outcomes = when.map((each) => (each === 'then' ? outcome : now.outcome));
      if (outcomes.every((each) => each === 'agrees')) return [];
      const whose = `${candidate ?? 'declared'} ${category} ${of} ${stage ?? ''} on ${on}`;
      return [`${whose}: ${printed} printed, ${named.least} to ${named.most} named: ${outcomes}`];
    }),
  );
  const told = contradictions.filter(({ kind }) => TABLES.has(kind));
  return [...figures, ...told.map(({ kind, text }) => `${kind}: ${text}`)];
}

it(`law (reconciliation): tables made from the named entries agree with them [${HISTORIES} histories, LAWS_SEED=${SEED}]`, async () => {
  const met = { figures: 0, moved: 0, certain: 0 };
  const property = fc.asyncProperty(recipes, async (recipe) => {
    const { asRead, later } = await reconciled(recipe);
    expect(wrong(asRead, ['then', 'now'])).toEqual([]);
    // Whoever reads on finds more named since; what the source could have known stays.
    const { tallies } = later;
    expect(wrong({ tallies, contradictions: [] }, ['then'])).toEqual([]);
    for (const { printed, named, now } of tallies.flatMap((tally) => tally.figures)) {
      met.figures += 1;
      if (printed > 0) met.certain += 1;
      if (named.most !== now.named.most || named.least !== now.named.least) met.moved += 1;
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: HISTORIES });
  // A law of tables that print nought, or of sources that knew all, says little.
  expect(met.certain).toBeGreaterThan(met.figures / 20);
  expect(met.moved).toBeGreaterThan(met.figures / 100);
});
