/** Dates of the profile, made together with the bounds they should have. Nothing here uses src/time. */
import fc from 'fast-check';

/** Printed in the titles of the property tests; the day the 2010 contest was decided. */
export const SEED = 20100925;

export type Kind = 'Y' | 'M' | 'D' | 'YYYX' | 'YYXX' | 'Y-XX' | 'M-XX' | 'Y-XX-XX';
export type Shape = 'A' | 'A/B' | '[A..B]' | '[..B]' | '../B';

/** One date, with its first and last day. */
export interface Side {
  readonly kind: Kind;
  readonly mark: '' | '~' | '?' | '%';
  /** Without the mark. */
  readonly bare: string;
  readonly earliest: number;
  readonly latest: number;
}

/** A date or range. `a` is missing where the lower bound is open, `b` where there is one date only. */
export interface Written {
  readonly shape: Shape;
  readonly text: string;
  readonly a?: Side;
  readonly b?: Side;
  readonly earliest: number;
  readonly latest: number;
}

/** Days since 1970 by ECMAScript's own calendar: a method that shares nothing with ours. */
export function utcDay(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}

const KINDS: readonly Kind[] = ['Y', 'M', 'D', 'YYYX', 'YYXX', 'Y-XX', 'M-XX', 'Y-XX-XX'];

/** `pick` chooses the day, whatever the length of the month. */
function side(kind: Kind, mark: Side['mark'], y: number, m: number, pick: number): Side {
  const monthEnd = utcDay(y, m + 1, 0);
  const d = 1 + (pick % (monthEnd - utcDay(y, m, 1) + 1));
  const [yyyy, mm, dd] = [
    String(y).padStart(4, '0'),
    String(m).padStart(2, '0'),
    String(d).padStart(2, '0'),
  ];
  const decade = y - (y % 10);
  const century = y - (y % 100);
  const wholeYear = [utcDay(y, 1, 1), utcDay(y, 12, 31)] as const;
  const wholeMonth = [utcDay(y, m, 1), monthEnd] as const;
  const forms: Record<Kind, readonly [string, number, number]> = {
    Y: [yyyy, ...wholeYear],
    M: [`${yyyy}-${mm}`, ...wholeMonth],
    D: [`${yyyy}-${mm}-${dd}`, utcDay(y, m, d), utcDay(y, m, d)],
    YYYX: [`${yyyy.slice(0, 3)}X`, utcDay(decade, 1, 1), utcDay(decade + 9, 12, 31)],
    YYXX: [`${yyyy.slice(0, 2)}XX`, utcDay(century, 1, 1), utcDay(century + 99, 12, 31)],
    'Y-XX': [`${yyyy}-XX`, ...wholeYear],
    'M-XX': [`${yyyy}-${mm}-XX`, ...wholeMonth],
    'Y-XX-XX': [`${yyyy}-XX-XX`, ...wholeYear],
  };
  const [bare, earliest, latest] = forms[kind];
  return { kind, mark, bare, earliest, latest };
}

/** Months and days: any, and the one that not every year has. */
const monthAndDayPicks = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat({ max: 99 })) },
  { weight: 1, arbitrary: fc.constant([2, 28] as const) },
);

/** Years: any, those of the ledger, and those that calendars get wrong. */
const years = fc.oneof(
  fc.integer({ min: 0, max: 9999 }),
  fc.integer({ min: 2009, max: 2012 }),
  fc.constantFrom(0, 4, 99, 100, 1582, 1600, 1900, 1969, 1970, 2000, 9999),
);

export const sides: fc.Arbitrary<Side> = fc
  .tuple(
    fc.constantFrom(...KINDS),
    fc.constantFrom<Side['mark']>('', '', '', '~', '?', '%'),
    fc.tuple(years, monthAndDayPicks),
  )
  .map(([kind, mark, [year, [month, dayPick]]]) => side(kind, mark, year, month, dayPick));

/** A date or range in the right order. */
export const writtens: fc.Arbitrary<Written> = fc
  .tuple(fc.constantFrom<Shape>('A', 'A/B', '[A..B]', '[..B]', '../B'), sides, sides)
  .map(([shape, one, other]) => {
    const [a, b] = other.latest < one.earliest ? [other, one] : [one, other];
    return written(shape, a, b);
  });

export function written(shape: Shape, a: Side, b: Side): Written {
  const text = shape.replace(/A|B/g, (name) => (name === 'A' ? a.bare + a.mark : b.bare + b.mark));
  const hasA = shape.includes('A');
  const hasB = shape.includes('B');
  return {
    shape,
    text,
    ...(hasA ? { a } : {}),
    ...(hasB ? { b } : {}),
    earliest: hasA ? a.earliest : Number.NEGATIVE_INFINITY,
    latest: hasB ? b.latest : a.latest,
  };
}
