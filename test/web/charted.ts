/** Charts and how tests read them back, from their markup alone. */
import type { Series, SeriesLine } from '../../src/ledger/queries/series.ts';
import { formatDay, parseDay } from '../../src/time/day.ts';
import { draw, pictureOf } from '../../src/web/chart.ts';
import type { ChartLook } from '../../src/web/chart-frame.ts';
import type { ChartLines } from '../../src/web/chart-lines.ts';

/** A count from a day on. */
export type Told = readonly [on: string, certain: number, most: number];

const CLOCKS = {
  asOf: '2010-07-14',
  reportedBy: null,
  knownAt: { seq: 9, recordedAt: '2026-01-01T00:00:00.000Z' },
};

/** A chart as a picture, drawn for it alone. */
export const drawChart = async (chart: ChartLines, look: ChartLook): Promise<string> =>
  pictureOf(await draw(chart, look), chart, look);

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

/** Sums of numbers, from each on: what is told by how much more each is than the one before. */
function sums(more: readonly number[]): number[] {
  let sum = 0;
  return more.map((each) => {
    sum += each;
    return sum;
  });
}

/** The same as the data of a drawn line say it: the first of all, and how much more each next one is. */
export function changesDrawn(line: Element): Told[] {
  const listed = (name: string) =>
    (line.getAttribute(`data-${name}`) ?? '').split(' ').filter((word) => word !== '');
  const [first = '', ...later] = listed('days');
  const days = first === '' ? [] : sums([parseDay(first) ?? Number.NaN, ...later.map(Number)]);
  const [certain, most] = [sums(listed('certain').map(Number)), sums(listed('most').map(Number))];
  return days.map((day, at) => [formatDay(day), certain[at] ?? NaN, most[at] ?? NaN]);
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

/** The corners of a path of straight lines, in tenths of a pixel and read back as pixels: sums of binary fractions stray. */
export function cornersOf(path: string): [x: number, y: number][] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([Mhvl])(-?[\d.]+)(?:,(-?[\d.]+))?/g)].map(([, how, one, other]) => {
    const [by, next] = [Math.round(Number(one) * 10), Math.round(Number(other) * 10)];
    if (how === 'M') [x, y] = [by, next];
    else if (how === 'h') x += by;
    else if (how === 'v') y += by;
    else [x, y] = [x + by, y + next];
    return [x / 10, y / 10];
  });
}
