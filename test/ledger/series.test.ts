import { describe, expect, it } from 'vitest';
import { SERIES_COLUMNS, seriesRows } from '../../src/interchange/rows/series.ts';
import { contestsOf, type Sources } from '../../src/ledger/queries/asking.ts';
import { askSeries, type Series } from '../../src/ledger/queries/series.ts';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import { formatDay } from '../../src/time/day.ts';
import { Random } from '../laws/random.ts';
import { loaded } from '../samples/samples.ts';
import {
  as,
  type Bench,
  CONTEST,
  dayOf,
  endNomination,
  nominated,
  type Sent,
  told,
} from '../support/given.ts';

const sourcesOf = ({ store, reader, views, clock }: Bench): Sources => ({
  store,
  reader,
  views,
  now: () => clock,
});

async function seriesOf(...sent: readonly Sent[]): Promise<Series> {
  return askSeries(sourcesOf(await told(...sent)), CONTEST, { asOf: '2010-08-01' });
}

/** Its rows about unions. */
const unionRows = (series: Series) =>
  seriesRows(series).filter(([, category]) => category === 'TU');

/** What a series says of a day, by candidate and category. */
function countsOn({ days, lines }: Series, day: string): string[] {
  const index = days.findLastIndex((each) => each <= day);
  return lines.flatMap(({ candidate, category, certain, most }) =>
    (most[index] ?? 0) > 0 ? [`${candidate} ${category} ${certain[index]} of ${most[index]}`] : [],
  );
}

/** The same as the standings say it. */
async function standingCounts(
  sources: Sources,
  contest: string,
  day: string,
  { reportedBy, knownAt, counts }: Readonly<Record<'reportedBy' | 'knownAt' | 'counts', string>>,
): Promise<string[]> {
  const asked = { asOf: day, reportedBy, knownAt };
  const { candidates } = await askStandings(sources, contest, asked, counts);
  return candidates.flatMap(({ candidate, cells }) =>
    Object.entries(cells)
      .filter(([, { certain, possible }]) => certain + possible > 0)
      .map(([category, { certain, possible }]) => {
        return `${candidate} ${category} ${certain} of ${certain + possible}`;
      })
      .sort(),
  );
}

describe('a series', () => {
  it('counts an act of which the day is known on that day, certain at once', async () => {
    const series = await seriesOf(nominated('t1', 'ann', '2010-07-05'));
    expect(unionRows(series)).toEqual([['ann', 'TU', '2010-07-05', 1, 1]]);
  });

  it('counts an act between two days as possible first, then as certain', async () => {
    const act = nominated('t1', 'ann', '[2010-07-05..2010-07-10]');
    expect(unionRows(await seriesOf(act))).toEqual([
      ['ann', 'TU', '2010-07-05', 0, 1],
      ['ann', 'TU', '2010-07-10', 1, 1],
    ]);
  });

  it('counts an act no more on the day on which it ended', async () => {
    const act = as('a', nominated('t1', 'ann', '2010-07-05'));
    const series = await seriesOf(act, endNomination('a', '2010-07-20'));
    expect(unionRows(series).at(-1)).toEqual(['ann', 'TU', '2010-07-20', 0, 0]);
    expect(SERIES_COLUMNS).toHaveLength(5);
  });

  it('says what comes after its day too, and has no line where nobody is counted', async () => {
    const series = await seriesOf(nominated('t1', 'ann', '2010-09-05'));
    expect(series.clocks.asOf).toBe('2010-08-01');
    expect(unionRows(series)).toEqual([['ann', 'TU', '2010-09-05', 1, 1]]);
    expect((await seriesOf()).lines.filter(({ category }) => category === 'TU')).toEqual([]);
  });

  it('has what began nobody knows when from the first day, and no day that never comes', async () => {
    const before = await seriesOf(nominated('t1', 'ann', '[..2010-07-05]'));
    expect(unionRows(before).at(-1)).toEqual(['ann', 'TU', '2010-07-05', 1, 1]);
    expect(before.days).toEqual([...new Set(before.days)].sort());
    const never = as('a', nominated('t1', 'ann', '2010-07-05'));
    const ended = await seriesOf(never, endNomination('a', undefined));
    expect(unionRows(ended).at(-1)).toEqual(['ann', 'TU', '2010-07-05', 0, 1]);
    expect(ended.days.at(-1) ?? '').toMatch(/^2010-/);
  });

  it('refuses a contest and a policy that are not there', async () => {
    const sources = sourcesOf(await told());
    await expect(askSeries(sources, 'nobody', {})).rejects.toThrow('There is no contest nobody');
    await expect(askSeries(sources, CONTEST, {}, 'x')).rejects.toThrow('counts must be');
  });
});

it('counts on any day what the standings of that day count', { timeout: 60_000 }, async () => {
  const sources = await loaded();
  const random = new Random(7);
  const head = (await sources.store.head()).seq;
  for (const contest of await contestsOf(sources.store)) {
    for (const counts of ['acts', 'nominations', 'endorsements']) {
      const knownAt = `${random.oneIn(2) ? head : random.below(head)}`;
      const asked = { reportedBy: '2030-01-01', knownAt };
      const series = await askSeries(sources, contest, asked, counts);
      const [first = '2010-01-01', last = '2010-12-31'] = [series.days[0], series.days.at(-1)];
      const days = Array.from({ length: 12 }, () =>
        formatDay(dayOf(first) - 2 + random.below(dayOf(last) - dayOf(first) + 4)),
      );
      for (const day of days) {
        const expected = await standingCounts(sources, contest, day, { ...asked, counts });
        expect(countsOn(series, day), `${contest} ${counts} ${day}`).toEqual(expected);
      }
    }
  }
});
