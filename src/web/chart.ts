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
import { type ChartLine, type ChartLines, chartWords } from './chart-lines.ts';
import { marksOf } from './chart-marks.ts';
import { ALONE, COLOURS, colourOf } from './chart-palette.ts';

/** How many columns of the title a chart that stands alone has room for. */
const TITLE_COLUMNS = 72;
const SVG = 'http://www.w3.org/2000/svg';
/** Plot gives groups an aria-label, which only what has a role may have. */
const UNWANTED = new Set(['aria-label', 'aria-hidden', 'style']);
const NUMBERS = /^(?:transform|[cd]?[xy][12]?)$/;
const LONG_NUMBER = /-?\d+\.\d{2,}(?!\d*em)/g;
const CORNER = /([ML])(-?[\d.]+),(-?[\d.]+)/g;

const DRAWN = { fill: 'none', stroke: 'currentColor' };
const FILLED = { fill: 'currentColor', stroke: 'none' };
/** How the parts of a line are painted: the certain whole, the possible soft and with a dotted edge. */
const PAINT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  line: DRAWN,
  leader: { ...DRAWN, 'stroke-opacity': '0.5' },
  upper: { ...DRAWN, 'stroke-width': '1', 'stroke-dasharray': '1 3' },
  band: { ...FILLED, 'fill-opacity': '0.22' },
};

/** What drawing needs takes long to load, and few commands need it. */
const tools = async () => {
  const [plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  return { plot, document: parseHTML('<!doctype html><html></html>').document };
};

const rounded = (number: string): string => `${Math.round(Number(number) * 10) / 10}`;

/** A path with its numbers rounded, and with H and V where it goes along the axes: steps do nothing else. */
function shorter(path: string): string {
  let [lastX, lastY] = ['', ''];
  return path.replace(CORNER, (_, how: string, longX: string, longY: string) => {
    const [x, y] = [rounded(longX), rounded(longY)];
    const [upright, level] = [how === 'L' && x === lastX, how === 'L' && y === lastY];
    [lastX, lastY] = [x, y];
    if (upright) return `V${y}`;
    return level ? `H${x}` : `${how}${x},${y}`;
  });
}

/** An element with attributes and text. */
function element(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string>>,
  text = '',
): Element {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/**
 * Says whose line it is and what it shows, so that it can be read back. No names: attributes would be
 * written with their < and & as they are.
 */
function tellLine(group: Element, { candidate, steps }: ChartLine): void {
  const data = {
    candidate,
    days: steps.map(({ on }) => on).join(' '),
    certain: steps.map(({ certain }) => certain).join(' '),
    most: steps.map(({ most }) => most).join(' '),
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
    else if (name === 'd') element.setAttribute(name, shorter(value));
    else if (NUMBERS.test(name)) element.setAttribute(name, value.replace(LONG_NUMBER, rounded));
  }
}

/** What Plot draws, with what a page needs and without what it must not have. */
function tidy(svg: Element, { lines }: ChartLines): void {
  for (const style of [...svg.querySelectorAll('style')]) style.remove();
  for (const each of [svg, ...svg.querySelectorAll('*')]) {
    trim(each);
    const [, part = '', place = ''] = /^(\w+)-(\d+)$/.exec(each.getAttribute('class') ?? '') ?? [];
    const line = lines[Number(place)];
    if (part === '' || line === undefined) continue;
    colour(each, part, line.slot);
    if (part === 'line') tellLine(each, line);
  }
}

/** What stands over a chart that stands alone, and what it stands on. */
function headingOf(document: Document, frame: Frame, [title, clocks]: readonly [string, string]) {
  const { width, height } = frame;
  return [
    element(document, 'style', {}, ALONE),
    element(document, 'rect', {
      class: 'ground',
      width: `${width}`,
      height: `${height}`,
      fill: '#fdfcf9',
    }),
    element(
      document,
      'text',
      { x: '8', y: '22', 'font-size': '16', 'font-weight': '600', 'text-anchor': 'start' },
      cut(pictured(title), TITLE_COLUMNS),
    ),
    element(
      document,
      'text',
      { x: '8', y: '40', 'font-size': `${FONT}`, 'text-anchor': 'start' },
      clocks,
    ),
  ];
}

/**
 * A chart as SVG: a step for each day on which a count changes, a line for each candidate, a band from the
 * certain up to the possible, and a dashed line on the day that is looked at.
 */
export async function drawChart(chart: ChartLines, look: ChartLook): Promise<string> {
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
    marks: marksOf(plot, labels, frame, chart.asOf),
  });
  tidy(svg, chart);
  const [title, says] = [`${look.id}-title`, `${look.id}-says`];
  const about = `${chart.title}: named endorsers, ${chart.category}`;
  svg.prepend(
    element(document, 'title', { id: title }, pictured(about)),
    element(document, 'desc', { id: says }, pictured(chartWords(chart))),
    ...(look.heading === undefined ? [] : headingOf(document, frame, look.heading)),
  );
  const own = {
    xmlns: SVG,
    class: `chart ${look.size}`,
    role: 'img',
    'aria-labelledby': `${title} ${says}`,
    'font-size': `${FONT}`,
  };
  for (const [name, value] of Object.entries(own)) svg.setAttribute(name, value);
  return svg.outerHTML;
}
