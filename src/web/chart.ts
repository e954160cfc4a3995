import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { cursorOf } from './chart-cursor.ts';
import {
  BOTTOM,
  type ChartLook,
  dateOf,
  endX,
  FONT,
  type Frame,
  frameOf,
  labelled,
} from './chart-frame.ts';
import { cut, pictured } from './chart-labels.ts';
import {
  type ChartLine,
  type ChartLines,
  type ChartStep,
  chartWords,
  dayIn,
} from './chart-lines.ts';
import { marksOf } from './chart-marks.ts';
import { ALONE, COLOURS, colourOf, GROUND } from './chart-palette.ts';
import { shortPath } from './chart-path.ts';

/** How many columns of the title a chart that stands alone has room for. */
const TITLE_COLUMNS = 72;
/** Plot gives groups an aria-label, which only what has a role may have. */
const UNWANTED = new Set(['aria-label', 'aria-hidden', 'style']);
const NUMBERS = /^(?:transform|[cd]?[xy][12]?)$/;
const NUMBER = /-?\d+(?:\.\d+)?(?:em)?/g;

const DRAWN = { fill: 'none', stroke: 'currentColor' };
const FILLED = { fill: 'currentColor', stroke: 'none' };
/** How the parts of a line are painted: the certain whole, the possible soft and with a dotted edge. */
const PAINT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  line: DRAWN,
  leader: { ...DRAWN, 'stroke-opacity': '0.5' },
  // Below, the whole line hides the dots of the edge.
  band: {
    fill: 'currentColor',
    'fill-opacity': '0.22',
    stroke: 'currentColor',
    'stroke-width': '1',
    'stroke-dasharray': '1 3',
  },
};

/** What of a chart is the same whatever day is looked at. */
export interface Drawing {
  readonly frame: Frame;
  /** The elements within the picture, as SVG. */
  readonly marks: string;
}

/** What drawing needs takes long to load, and few commands need it. */
const tools = async () => {
  const [plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  return { plot, document: parseHTML('<!doctype html><html></html>').document };
};

const rounded = (number: string): string =>
  /\.\d{2,}$/.test(number) ? `${Math.round(Number(number) * 10) / 10}` : number;

/** Numbers as the first of them, and of each next one by how much it is more: `7 1 0 -2`. */
const steadily = (numbers: readonly number[]): string =>
  numbers.map((number, at) => number - (at === 0 ? 0 : (numbers[at - 1] ?? 0))).join(' ');

/** The days of steps as the first of them, and of each next one how many days later it is. */
function daysOf(steps: readonly ChartStep[]): string {
  const days = steps.map(({ on }) => dayIn(on));
  return [steps[0]?.on ?? '', ...steadily(days).split(' ').slice(1)].join(' ');
}

/**
 * Says whose line it is and what it shows, so that it can be read back. No names: attributes would be
 * written with their < and & as they are.
 */
function tellLine(group: Element, { candidate, steps }: ChartLine): void {
  const data = {
    candidate,
    days: daysOf(steps),
    certain: steadily(steps.map(({ certain }) => certain)),
    most: steadily(steps.map(({ most }) => most)),
  };
  for (const [key, value] of Object.entries(data)) group.setAttribute(`data-${key}`, value);
}

/** Has each part of a line take its candidate's colour. */
function colour(group: Element, part: string, slot: number): void {
  const place = colourOf(slot);
  group.setAttribute('class', `${part} c${place}`);
  // For what reads no styles; a style says it for both themes.
  group.setAttribute('color', COLOURS[place]?.light ?? '');
  for (const [name, value] of Object.entries(PAINT[part] ?? FILLED))
    group.setAttribute(name, value);
}

/** Takes what a page must not have from an element, and shortens its numbers. */
function trim(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    if (UNWANTED.has(name)) element.removeAttribute(name);
    else if (name === 'd') element.setAttribute(name, shortPath(value));
    else if (NUMBERS.test(name)) element.setAttribute(name, value.replace(NUMBER, rounded));
  }
}

/** What Plot draws, with what a page needs and without what it must not have. */
function tidy(svg: Element, { lines }: ChartLines, tells: boolean): void {
  for (const style of [...svg.querySelectorAll('style')]) style.remove();
  for (const each of svg.querySelectorAll('*')) {
    trim(each);
    const [, part = '', place = ''] = /^(\w+)-(\d+)$/.exec(each.getAttribute('class') ?? '') ?? [];
    const line = lines[Number(place)];
    if (part === '' || line === undefined) continue;
    colour(each, part, line.slot);
    if (part === 'line' && tells) tellLine(each, line);
  }
}

/**
 * Draws what does not hang on the day that is looked at: a step for each day on which a count changes, a
 * line for each candidate, a band from the certain up to the possible.
 */
export async function draw(chart: ChartLines, look: ChartLook): Promise<Drawing> {
  const { plot, document } = await tools();
  const labels = labelled(chart, look);
  const frame = frameOf(chart, labels, look);
  const { width, height, left, right, top } = frame;
  const svg: Element = plot.plot({
    document,
    width,
    height,
    marginLeft: left,
    marginRight: right,
    marginTop: top,
    marginBottom: BOTTOM,
    x: { type: 'utc', domain: [dateOf(frame.from), dateOf(frame.to)], range: [left, endX(frame)] },
    y: { domain: [0, frame.max] },
    marks: marksOf(plot, labels, frame),
  });
  // A page needs to say it once: in the wide drawing, and the narrow one shows the same.
  tidy(svg, chart, look.size === 'wide');
  return { frame, marks: svg.innerHTML };
}

/** What stands over a chart that stands alone, and what it stands on. */
const headingOf = ({ width, height }: Frame, [title, clocks]: readonly [string, string]) => [
  html`<style dangerouslySetInnerHTML=${{ __html: ALONE }} />`,
  html`<rect class="ground" width=${width} height=${height} fill=${GROUND.light} />`,
  html`<text x="8" y="22" font-size="16" font-weight="600" text-anchor="start">
    ${cut(pictured(title), TITLE_COLUMNS)}
  </text>`,
  html`<text x="8" y="40" font-size=${FONT} text-anchor="start">${clocks}</text>`,
];

/** A drawing with the dashed line of the day that is looked at, and all of it in words. */
export function chartElement({ frame, marks }: Drawing, chart: ChartLines, look: ChartLook): VNode {
  const { width, height } = frame;
  const { asOf } = chart;
  const [title, says] = [`${look.id}-title`, `${look.id}-says`];
  const about = `${chart.title}: named endorsers, ${chart.category}`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    class=${`chart ${look.size}`}
    role="img"
    aria-labelledby=${`${title} ${says}`}
    viewBox=${`0 0 ${width} ${height}`}
    width=${width}
    height=${height}
    fill="currentColor"
    text-anchor="middle"
    font-family="system-ui, sans-serif"
    font-size=${FONT}
  >
    <title id=${title}>${pictured(about)}</title>
    <desc id=${says}>${pictured(chartWords(chart))}</desc>
    ${look.heading === undefined ? null : headingOf(frame, look.heading)}
    <g dangerouslySetInnerHTML=${{ __html: asOf.common(marks) }} />
    <g
      class="cursor"
      dangerouslySetInnerHTML=${{ __html: asOf.drawn((day) => cursorOf(frame, day)) }}
    />
  </svg>` as VNode;
}

/** A drawing as a picture that XML can read: there no text may hold what ends a CDATA section. */
export const pictureOf = (drawing: Drawing, chart: ChartLines, look: ChartLook): string =>
  renderToStaticMarkup(chartElement(drawing, chart, look)).replaceAll(']]>', ']]&gt;');
