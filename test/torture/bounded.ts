import { expect, it } from 'vitest';
import type { Part } from './part.ts';
import { runsOf, SEED } from './settings.ts';

/** Has the tests run a part for a bounded while, and print what it saw; `npm run torture` runs it for long. */
export function bounded(part: Part, milliseconds: number): void {
  const runs = runsOf(part.runs.short);
  it(
    `${part.about} (${runs} ${part.unit}, seed ${SEED})`,
    async ({ signal }) => {
      const course = { runs, seed: SEED, progress: () => undefined, signal };
      const { told, faults, runs: made } = await part.torture(course);
      process.stdout.write(`torture, ${part.name}: ${told}\n`);
      expect(faults).toEqual([]);
      expect(made).toBeGreaterThanOrEqual(runs);
    },
    milliseconds,
  );
}
