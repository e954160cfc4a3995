import { at, type Columns, FIELDS } from '../../../projections/columns.ts';
import { cut, type Sight } from '../../../projections/cut.ts';
import { standingsOn } from '../../../projections/on-day.ts';
import { standings } from '../../../projections/standings.ts';
import { FOREVER } from '../../../src/time/day.ts';
import type { ContestPlan } from '../load/contest-load.ts';
import { Random } from '../load/random.ts';
import { each, inTurns, type Row, ratio } from '../measure.ts';
import type { Desk, Setting } from '../setting.ts';
import { cited, daysOf } from './standings.ts';

/** Looks once at every number of the columns. */
function pass(columns: Columns): number {
  let sum = 0;
  for (const field of FIELDS) {
    const column = columns[field];
    for (let row = 0; row < columns.length; row += 1) sum = (sum + (column[row] ?? 0)) | 0;
  }
  return sum;
}

/** First answers at past clocks, against a pass over the columns. */
export async function pastRows(
  setting: Setting,
  desk: Desk,
  plan: ContestPlan,
  turns: number,
): Promise<Row[]> {
  const random = new Random(setting.seed);
  const columns = await desk.reader.contest(plan.contest);
  const register = await desk.reader.register();
  const passes = 20;
  const clocks: readonly (readonly [string, () => Sight])[] = [
    [
      'knownAt',
      () => ({ knownAt: at(columns.seq, random.below(columns.length)), reportedBy: FOREVER }),
    ],
    [
      'reportedBy',
      () => ({ knownAt: FOREVER, reportedBy: plan.opening + random.below(plan.span) }),
    ],
  ];
  const rows: Row[] = [];
  for (const [clock, sight] of clocks) {
    const [day = plan.opening] = daysOf(plan, 1, random);
    // So that the compiler is done with it before it counts.
    for (let done = 0; done < 10 * passes; done += 1) pass(columns);
    const { a, b } = await inTurns(setting.now, turns, {
      a: () =>
        cited(standingsOn(standings(cut(columns, register, sight()), 'acts'), plan.contest, day)),
      b: () => {
        for (let done = 0; done < passes; done += 1) pass(columns);
      },
    });
    const one = b.map((all) => all / passes);
    rows.push({
      name: `8 first answer at a random ${clock}, ${plan.size} entries`,
      against: 'one pass over its columns',
      ratio: ratio(one, a),
      wanted: 'at least',
      later: 0.2,
      figures: `${each(1, a)} against ${each(1, one)}`,
    });
  }
  return rows;
}
