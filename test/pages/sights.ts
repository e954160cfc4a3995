/** Random settings of the clocks over the samples, as addresses say them. */
import fc from 'fast-check';

/** A contest and how it is looked at. */
export interface RandomSight {
  readonly contest: string;
  readonly query: string;
  /** Which of its categories is drawn, counted around. */
  readonly drawn: number;
}

/** A contest of the samples, and the first and the last day that its clocks are set to. */
const SPANS = {
  'labour-leader-2010': ['2010-05-01', '2010-10-10'],
  'labour-leader-2015': ['2015-05-01', '2015-09-30'],
  'labour-leader-2016': ['2016-06-25', '2016-10-10'],
  'labour-deputy-2020': ['2019-12-30', '2020-04-10'],
  'labour-leader-2020': ['2019-12-30', '2020-04-10'],
} as const;

const DAY = 24 * 3600 * 1000;
const dayAt = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** Days of a contest; shrinks to its first. */
function daysIn([first, last]: readonly [string, string]): fc.Arbitrary<string> {
  const [min, max] = [Date.parse(first) / DAY, Date.parse(last) / DAY];
  return fc.integer({ min, max }).map(dayAt);
}

/** Settings of all clocks, over a ledger whose last entry is `head`. */
export function sights(head: number): fc.Arbitrary<RandomSight> {
  const each = Object.entries(SPANS).map(([contest, span]) =>
    fc
      .record(
        {
          asOf: daysIn(span),
          reportedBy: daysIn(span),
          knownAt: fc.integer({ min: 0, max: head }).map(String),
          counts: fc.constantFrom('acts', 'nominations', 'endorsements'),
        },
        { requiredKeys: ['asOf'] },
      )
      .chain((said) => {
        const query = new URLSearchParams(said).toString();
        return fc.nat(9).map((drawn) => ({ contest, query, drawn }));
      }),
  );
  return fc.oneof(...each);
}
