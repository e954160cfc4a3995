import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Figures } from '../../projections/figures.ts';
import { Since } from '../../projections/since.ts';
import { covers, type Spans, span, union } from '../../projections/spans.ts';
import { StepTable } from '../../projections/steps.ts';
import { FOREVER } from '../../src/time/day.ts';

const LAST = 14;
const DAYS = Array.from({ length: LAST + 3 }, (_, day) => day);

/** Who possibly counts on these days, and certainly on these of them; the last day of all may go on for ever. */
const member = fc
  .tuple(
    fc.array(fc.constantFrom('no', 'possibly', 'certainly'), { maxLength: LAST }),
    fc.boolean(),
  )
  .map(([days, forEver]) => {
    const spansOf = (...which: string[]): Spans =>
      union(
        days.map((how, day) => {
          const to = forEver && day === days.length - 1 ? FOREVER : day + 1;
          return which.includes(how) ? span(day, to) : [];
        }),
      );
    return { certain: spansOf('certainly'), possible: spansOf('possibly', 'certainly') };
  });

const figuresOn = (days: readonly number[]): Figures =>
  new Figures(
    days.map((day, row) => ({
      value: row,
      table: {
        ...{ row, id: `${row}`, on: null, bounds: { earliest: day, latest: day } },
        ...{ published: day, disputed: false, data: null, day },
      },
    })),
  );

type Member = { readonly certain: Spans; readonly possible: Spans };

/** Day by day, straight from the rule: who is certain now and was not possible then, less the reverse. */
function naive(all: readonly Member[], then: number, now: number): number {
  const came = all.filter((one) => covers(one.certain, now) && !covers(one.possible, then)).length;
  const went = all.filter((one) => covers(one.certain, then) && !covers(one.possible, now)).length;
  return came - went;
}

describe('who came and who went since what was printed', () => {
  it('are those of the rule, on every day, for every figure', () => {
    const days = fc.uniqueArray(fc.nat(LAST), { maxLength: 5 });
    fc.assert(
      fc.property(days, fc.array(member, { maxLength: 5 }), (printed, all) => {
        const figures = figuresOn(printed);
        const since = new Since(figures);
        for (const { certain, possible } of all) {
          since.came(certain, possible);
          since.went(certain, possible);
        }
        const steps = since.steps(new StepTable());
        const found = DAYS.map((day) => steps[figures.indexOn(day)]?.on(day) ?? 0);
        const ruled = DAYS.map((day) => {
          const latest = figures.on(day);
          return latest === undefined ? 0 : naive(all, latest.day, day);
        });
        expect(found).toEqual(ruled);
      }),
      { numRuns: 500 },
    );
  });

  it('count for the figures alone for which they are told', () => {
    const figures = figuresOn([2, 5]);
    const since = new Since(figures);
    since.countFor(({ value }) => value === 1);
    since.came([3, FOREVER], [3, FOREVER]);
    since.came([7, FOREVER], [7, FOREVER]);
    const [first, second] = since.steps(new StepTable());
    expect([first?.on(4), second?.on(6), second?.on(8)]).toEqual([0, 0, 1]);
  });
});
