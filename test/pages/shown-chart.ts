/** The chart of a page, read back from what is drawn and from the table of its numbers. */
import { parseHTML } from 'linkedom';
import type { Series } from '../../src/ledger/queries/series.ts';
import { parseDay } from '../../src/time/day.ts';
import { changesDrawn, cornersOf } from '../web/charted.ts';

/** The counts of a candidate from a day on. */
interface Step {
  readonly on: string;
  readonly certain: number;
  readonly most: number;
}

/** The ways of the candidates through a chart, by the candidate's slug. */
export type ShownLines = Readonly<Record<string, readonly Step[]>>;

/** What a pixel may be off, for it is printed to a tenth. */
const ROUNDING = 0.16;

const dayOf = (text: string): number => parseDay(text) ?? Number.NaN;
const attribute = (element: Element | null, name: string): string =>
  element?.getAttribute(name) ?? '';

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

/** The corners of a line; of a band, those of its upper edge, which it begins with. */
function cornersIn(group: Element): [x: number, y: number][] {
  const corners = cornersOf(attribute(group.querySelector('path'), 'd'));
  const back = corners.findIndex(([x], at) => x < (corners[at - 1]?.[0] ?? x));
  return back === -1 ? corners : corners.slice(0, back);
}

/** Where a line goes up or down, and to which count. Throws where it does neither, nor runs level. */
function turnsDrawn(svg: Element, group: Element): { x: number; count: number }[] {
  const count = countsBy(svg);
  const corners = cornersIn(group);
  return corners.flatMap(([x, y], at) => {
    const [beforeX, beforeY] = corners[at - 1] ?? [x, y];
    if (x !== beforeX && y !== beforeY) throw new Error(`a line is slanted at ${x}`);
    return y === beforeY ? [] : [{ x, count: count(y) }];
  });
}

/** Where a drawn line has its steps. Throws where it is not drawn by its numbers: up from 0, and at each that changes. */
function stepsDrawn(svg: Element, group: Element, steps: readonly Step[]): Place[] {
  const which = group.classList.contains('line') ? 'certain' : 'most';
  const changes = steps.filter((step, at) => step[which] !== (steps[at - 1]?.[which] ?? 0));
  const turns = turnsDrawn(svg, group);
  if (turns.length !== changes.length) {
    throw new Error(`${which} changes ${changes.length} times and is drawn with ${turns.length}`);
  }
  return changes.map(({ on, ...counts }, index) => {
    const { x, count } = turns[index] ?? { x: Number.NaN, count: Number.NaN };
    if (!(Math.abs(count - counts[which]) <= 0.1)) {
      throw new Error(`${on}: ${which} is drawn at ${count}, not at ${counts[which]}`);
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

const lineIn = (group: Element): [string, Step[]] => [
  attribute(group, 'data-candidate'),
  changesDrawn(group).map(([on, certain, most]) => ({ on, certain, most })),
];

/** What the chart of a page says. Throws where it is not drawn so, wide and narrow. */
export function chartIn(page: string, series: Series): ShownLines {
  const { document } = parseHTML(page);
  const charts = [...document.querySelectorAll('figure.chart svg')];
  const lines = [...document.querySelectorAll('svg.wide [data-candidate]')].map(lineIn);
  for (const svg of charts) {
    const [whole, bands] = ['.line', '.band'].map((part) => [...svg.querySelectorAll(part)]);
    const drawn = [whole?.length, bands?.length];
    if (drawn.some((count) => count !== lines.length)) throw new Error(`drawn are ${drawn}`);
    const places = lines.flatMap(([, steps], at) =>
      [whole?.[at], bands?.[at]].flatMap((group) =>
        group === undefined ? [] : stepsDrawn(svg, group, steps),
      ),
    );
    checkScale([...places, ...cursorIn(svg, series)]);
  }
  return Object.fromEntries(lines);
}

/** How many drawings a page has. */
export const drawingsIn = (page: string): number => page.match(/<svg/g)?.length ?? 0;

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
  const table = document.querySelector('table.steps-table');
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
