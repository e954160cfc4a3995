import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { State } from '../../projections/on-day.ts';
import { cellProvenance } from '../../projections/provenance.ts';
import { undeclaredFrom, undeclaredProvenance } from '../../projections/provenance-undeclared.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import { DAY_ZERO } from '../laws/dates.ts';
import { build, recipes, someDays, someSight } from '../laws/histories.ts';
import { Random } from '../laws/random.ts';
import { SEED } from '../laws/settings.ts';
import { stateOn } from '../laws/world.ts';

/** How often each of the numbers was more than none, so that the law has something to say. */
const seen = { certain: 0, possible: 0, lapsed: 0, printed: 0, moved: 0, undeclared: 0 };

function compareCells(timeline: StandingsTimeline, state: State, day: number): void {
  for (const { candidate, status, cells } of state.candidates) {
    for (const [category, cell] of Object.entries(cells)) {
      const found = cellProvenance(timeline, { candidate, category }, day, status === 'withdrawn');
      const standing = (stand: string) =>
        found?.endorsers.filter((each) => each.stand === stand).length;
      const lapsed = found?.endorsers.filter((each) => each.lapsed).length;
      const counted = { certain: standing('certain'), possible: standing('possible'), lapsed };
      const { certain, possible, lapsed: gone } = cell;
      expect(counted).toEqual({ certain, possible, lapsed: gone });
      const { best } = found ?? {};
      const { printed = null, came = [], went = [] } = best ?? {};
      expect(printed?.entry).toBe(cell.reported?.entry);
      const since = (printed?.value ?? 0) + came.length - went.length;
      const named = printed === null || status === 'withdrawn';
      expect(cell.best).toBe(named ? certain : Math.max(certain, since));
      expect(best?.value).toBe(cell.best);
      seen.certain += certain;
      seen.possible += possible;
      seen.lapsed += gone;
      seen.printed += printed === null ? 0 : 1;
      seen.moved += came.length + went.length;
    }
  }
}

function compareUndeclared(timeline: StandingsTimeline, state: State, day: number): void {
  for (const [category, undeclared] of Object.entries(state.undeclared)) {
    const found = undeclaredProvenance(timeline, category, day, undeclared);
    if (found === undefined) throw new Error(`nothing is known of ${category}`);
    expect(undeclaredFrom(found)).toBe(undeclared.value);
    seen.undeclared += undeclared.value ?? 0;
  }
}

it('what is behind a cell makes its counts, over random histories, clocks and policies', async () => {
  await fc.assert(
    fc.asyncProperty(recipes, async (recipe) => {
      const { bench, kept } = await build(recipe);
      const random = new Random(recipe.seed);
      for (let look = 0; look < 4; look += 1) {
        const known = look % 2 === 0 ? kept.length - 1 : random.below(Math.max(1, kept.length));
        const sight = someSight(random, known);
        const timeline = await bench.eyes.timeline(sight);
        for (const day of someDays(random, 2)) {
          const state = stateOn(timeline, day);
          compareCells(timeline, state, DAY_ZERO + day);
          compareUndeclared(timeline, state, DAY_ZERO + day);
        }
      }
    }),
    { seed: SEED, numRuns: 400 },
  );
  for (const [number, times] of Object.entries(seen))
    expect([number, times > 20]).toEqual([number, true]);
});
