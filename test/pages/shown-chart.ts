/** The chart of a page, read back from what is drawn and from the table of its numbers. */
import { parseHTML } from 'linkedom';
import type { Series } from '../../src/ledger/queries/series.ts';
import { parseDay } from '../../src/time/day.ts';

/** The counts of a candidate from a day on. */
interface Step {
  readonly on: string;
  readonly certain: number;
  readonly most: number;
}

/** The ways of the candidates through a chart, by the candidate's slug. */
export type ShownLines = Readonly<Record<string, readonly Step[]>>;

type Point = readonly [x: number, y: number];

/** What a pixel may be off, for it is printed to a tenth. */
const ROUNDING = 0.16;

const dayOf = (text: string): number => parseDay(text) ?? Number.NaN;
const attribute = (element: Element | null, name: string): string =>
  element?.getAttribute(name) ?? '';
const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** The points of a drawn line. */
function pointsOf(group: Element): Point[] {
  const path = attribute(group.querySelector('path'), 'd');
  let [x, y] = [Number.NaN, Number.NaN];
  return [...path.matchAll(/([MLHV])([-\d.]+)(?:,([-\d.]+))?/g)].map(([, how, one, other]) => {
    if (how !== 'V') x = Number(one);
    if (how !== 'H') y = Number(how === 'V' ? one : other);
    return [x, y];
  });
}

/** What a height is on the axis of the counts, by its lowest and its highest tick. */
function countsBy(svg: Element): (y: number) => number {
  const ticks = [...svg.querySelectorAll('g[text-anchor="end"] > text')].flatMap((text) => {
    const y = /translate\([-\d.]+,([-\d.]+)\)/.exec(attribute(text, 'transform'))?.[1];
    const count = Number(text.textContent);
    return y === undefined || Number.isNaN(count) ? [] : [{ y: Number(y), count }];
  });
  const [low, high] = [ticks[0], ticks.at(-1)];
  if (low === undefined || high === undefined || low === high) throw new Error('no axis of counts');
  return (y) => low.count + ((y - low.y) * (high.count - low.count)) / (high.y - low.y);
}

/** Where something that is drawn says that a day is. */
type Place = readonly [day: number, x: number];

/** Throws unless all days lie on one scale, from left to right. */
function checkScale(places: readonly Place[]): void {
  const sorted = [...places].sort(([one], [other]) => one - other);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return;
  const days = last[0] - first[0];
  for (const [day, x] of sorted) {
    const share = days === 0 ? 0 : (day - first[0]) / days;
    const right = first[1] + share * (last[1] - first[1]);
    if (!(Math.abs(x - right) <= ROUNDING)) throw new Error(`a day lies at ${x}, not ${right}`);
  }
  if (days > 0 && last[1] <= first[1]) throw new Error('the days run from right to left');
}

/** Where a drawn line has its steps. Throws where it is not drawn by its numbers. */
function stepsDrawn(svg: Element, group: Element, steps: readonly Step[]): Place[] {
  const which = group.classList.contains('line') ? 'certain' : 'most';
  const count = countsBy(svg);
  // Up from 0, and level from each step to the next, where the line goes up or down.
  const points = pointsOf(group);
  const corners = points.filter((_, index) => index % 2 === 0);
  const turns = points.filter((_, index) => index % 2 === 1);
  const level = turns.every(([x, y], at) => x === corners[at + 1]?.[0] && y === corners[at]?.[1]);
  if (!level) throw new Error(`${which} is not drawn in steps, level from each to the next`);
  return steps.map(({ on, ...counts }, index) => {
    const [x, y] = corners[index + 1] ?? [Number.NaN, Number.NaN];
    if (!(Math.abs(count(y) - counts[which]) <= 0.1)) {
      throw new Error(`${on}: ${which} is drawn at ${count(y)}, not at ${counts[which]}`);
    }
    return [dayOf(on), x];
  });
}

/** Where the day that is looked at is drawn, if it lies within the chart. */
function cursorIn(svg: Element, { days, clocks: { asOf } }: Series): Place[] {
  const [first = '', last = ''] = [days[0], days.at(-1)];
  if (asOf < first || asOf > last) return [];
  return [[dayOf(asOf), Number(attribute(svg.querySelector('.cursor line'), 'x1'))]];
}

function lineIn(group: Element): [string, Step[]] {
  const [days, certain, most] = ['days', 'certain', 'most'].map((name) =>
    words(attribute(group, `data-${name}`)),
  );
  const steps = (days ?? []).map((on, index) => ({
    on,
    certain: Number(certain?.[index]),
    most: Number(most?.[index]),
  }));
  return [attribute(group, 'data-candidate'), steps];
}

/** What the charts of a page show, wide and narrow. Throws where one is not drawn as it says. */
export function chartsIn(page: string, series: Series): ShownLines[] {
  const { document } = parseHTML(page);
  return [...document.querySelectorAll('figure.chart svg')].map((svg) => {
    const uppers = [...svg.querySelectorAll('.upper')];
    const groups = [...svg.querySelectorAll('[data-candidate]')];
    const lines = groups.map(lineIn);
    if (uppers.length !== lines.length) throw new Error('a line has no upper edge');
    const places = lines.flatMap(([, steps], at) =>
      [groups[at], uppers[at]].flatMap((group) =>
        group === undefined ? [] : stepsDrawn(svg, group, steps),
      ),
    );
    checkScale([...places, ...cursorIn(svg, series)]);
    return Object.fromEntries(lines);
  });
}

/** What a chart of a category must show, by the answer of the API. */
export function linesBy({ lines, days }: Series, category: string): ShownLines {
  const own = lines.filter((line) => line.category === category);
  const ways = own.map(({ candidate, certain, most }): [string, Step[]] => {
    const all = days.map((on, at) => ({ on, certain: certain[at] ?? 0, most: most[at] ?? 0 }));
    const changes = all.filter((step, at) => {
      const before = all[at - 1] ?? { certain: 0, most: 0 };
      return step.certain !== before.certain || step.most !== before.most;
    });
    return [candidate, changes];
  });
  return Object.fromEntries(ways);
}

/** A count as it is said in a table: `2`, or `1 certain, up to 3 possible`. */
function countSaid(cell: Element): { certain: number; most: number } {
  const said = (cell.querySelector('.hidden') ?? cell).textContent?.trim() ?? '';
  const [, certain, most = certain] = /^(\d+)(?: certain, up to (\d+) possible)?$/.exec(said) ?? [];
  if (certain === undefined) throw new Error(`a count says "${said}"`);
  return { certain: Number(certain), most: Number(most) };
}

/** The table of a chart's numbers: the counts of all candidates, by name, on each of its days. */
export function tableIn(page: string): Record<string, Record<string, unknown>> {
  const { document } = parseHTML(page);
  const table = document.querySelector('details.chart table');
  const names = [...(table?.querySelectorAll('thead th') ?? [])].map((each) => each.textContent);
  const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) => {
    const cells = [...row.querySelectorAll('td')].map((cell, at) => [
      names[at + 1],
      countSaid(cell),
    ]);
    return [row.querySelector('th')?.textContent?.trim(), Object.fromEntries(cells)];
  });
  return Object.fromEntries(rows);
}

/** What that table must say, by the answer of the API. */
export function tableBy({ lines, days }: Series, category: string): object {
  const own = lines.filter((line) => line.category === category);
  const changes = days.filter((_, at) =>
    own.some(({ certain, most }) =>
      [certain, most].some((counts) => (counts[at] ?? 0) !== (counts[at - 1] ?? 0)),
    ),
  );
  return Object.fromEntries(
    changes.map((on) => {
      const at = days.indexOf(on);
      const counts = own.map(({ name, certain, most }) => [
        name,
        { certain: certain[at] ?? 0, most: most[at] ?? 0 },
      ]);
      return [on, Object.fromEntries(counts)];
    }),
  );
}
