/** Charts and how tests read them back, from their markup alone. */
import type { Series, SeriesLine } from '../../src/ledger/queries/series.ts';

/** A count from a day on. */
export type Told = readonly [on: string, certain: number, most: number];

const CLOCKS = {
  asOf: '2010-07-14',
  reportedBy: null,
  knownAt: { seq: 9, recordedAt: '2026-01-01T00:00:00.000Z' },
};

/** A series of some lines, over some days. */
export const seriesWith = (
  days: readonly string[],
  lines: readonly SeriesLine[],
  more: Partial<Series> = {},
): Series => ({
  contest: 'leader',
  title: 'Leader',
  clocks: CLOCKS,
  policy: 'acts',
  digest: 'sha256:',
  categories: ['MP', 'TU', 'CLP'],
  days,
  lines,
  ...more,
});

/** A line of counts that are all certain, unless `most` says more. */
export const lineOf = (
  name: string,
  category: string,
  certain: readonly number[],
  most: readonly number[] = certain,
): SeriesLine => ({ candidate: name.toLowerCase(), name, category, certain, most });

/** When a candidate's counts change in a series. */
export function changesIn({ days, lines }: Series, candidate: string, category: string): Told[] {
  const line = lines.find((one) => one.candidate === candidate && one.category === category);
  const counts = days.map((on, at): Told => [on, line?.certain[at] ?? 0, line?.most[at] ?? 0]);
  return counts.filter(([, certain, most], at) => {
    const [, before, mostBefore] = counts[at - 1] ?? ['', 0, 0];
    return certain !== before || most !== mostBefore;
  });
}

/** The same as the data of a drawn line say it. */
export function changesDrawn(line: Element): Told[] {
  const listed = (name: string) => (line.getAttribute(`data-${name}`) ?? '').split(' ');
  const [certain, most] = [listed('certain'), listed('most')];
  return listed('days').map((on, at) => [on, Number(certain[at]), Number(most[at])]);
}

const shift = (element: Element): number[] =>
  (/translate\(([^)]*)\)/.exec(element.getAttribute('transform') ?? '')?.[1] ?? '0,0')
    .split(',')
    .map(Number);

/** Reads pixels from the top as counts, by the ticks of the chart's own axis. */
export function countsBy(svg: Element): (y: number) => number {
  const ticks = [...svg.querySelectorAll('g[text-anchor="end"][font-variant] text')].map(
    (text) => ({
      y: shift(text)[1] ?? 0,
      count: Number(text.textContent),
    }),
  );
  const [low, high] = [ticks[0], ticks.at(-1)];
  if (low === undefined || high === undefined) throw new Error('no axis');
  return (y) => ((low.y - y) / (low.y - high.y)) * (high.count - low.count) + low.count;
}

/** The corners of a path. */
export function cornersOf(path: string): [x: number, y: number][] {
  let at: [number, number] = [0, 0];
  return [...path.matchAll(/([MLHV])(-?[\d.]+)(?:,(-?[\d.]+))?/g)].map(([, how, one, other]) => {
    if (how === 'H') at = [Number(one), at[1]];
    else if (how === 'V') at = [at[0], Number(one)];
    else at = [Number(one), Number(other)];
    return at;
  });
}
