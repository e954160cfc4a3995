import type { Markish } from '@observablehq/plot';
import {
  BOTTOM,
  countAt,
  dateOf,
  endX,
  FONT,
  type Frame,
  GUTTER,
  type Labelled,
  LINE_HEIGHT,
  xOf,
  yOf,
} from './chart-frame.ts';
import { placed } from './chart-labels.ts';
import type { ChartLine } from './chart-lines.ts';
import { signOf } from './chart-palette.ts';

type Plot = typeof import('@observablehq/plot');

const NOBODY = 'Nobody is known by name.';
/** Signs on a line stand at least as far apart, in pixels; on one of many steps farther. */
const APART = 18;
const FAR_APART = 60;
const MANY_STEPS = 20;
/** A tick of the counts wants this much height. */
const TICK = 40;

/** A line's points: it rises from 0 at its first step, and goes on to the end. */
function pointsOf({ steps }: ChartLine, frame: Frame) {
  const points = steps.map(({ day, certain, most }) => ({ x: dateOf(day), certain, most }));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [begin, end] = [first.x, dateOf(frame.to)];
  return [{ x: begin, certain: 0, most: 0 }, ...points, { ...last, x: end }];
}

/** The points of a line that bear its sign: as many as stand apart. */
function signsOf({ steps }: ChartLine, frame: Frame) {
  const apart = steps.length > MANY_STEPS ? FAR_APART : APART;
  let [lastX, lastY] = [-apart, -apart];
  return steps.flatMap(({ day, certain }) => {
    const [x, y] = [xOf(frame, day), yOf(frame, certain)];
    if (Math.hypot(x - lastX, y - lastY) < apart || endX(frame) - x < APART / 2) return [];
    [lastX, lastY] = [x, y];
    return [{ x: dateOf(day), y: certain }];
  });
}

/** A line, its place among the others, and where the middle of its label is, in pixels from the top. */
interface Placed extends Labelled {
  readonly place: number;
  readonly middle: number;
}

/** Everything of one candidate: its band, its line, its signs, and the label at the end. */
function lineMarks(plot: Plot, frame: Frame, { line, text, end, place, middle }: Placed) {
  const points = pointsOf(line, frame);
  const symbol = signOf(line.slot);
  const [x, y] = [dateOf(frame.to), countAt(frame, middle)];
  const step = { x: 'x', curve: 'step-after' } as const;
  const at = { x: [x], y: [y] };
  return [
    plot.areaY(points, { ...step, y1: 'certain', y2: 'most', className: `band-${place}` }),
    plot.lineY(points, { ...step, y: 'certain', strokeWidth: 2, className: `line-${place}` }),
    plot.dot(signsOf(line, frame), { x: 'x', y: 'y', symbol, r: 3.4, className: `sign-${place}` }),
    plot.link([0], {
      x1: [x],
      y1: [end],
      x2: [dateOf(frame.to + ((frame.to - frame.from) * GUTTER) / (endX(frame) - frame.left))],
      y2: [y],
      className: `leader-${place}`,
    }),
    plot.dot([0], { ...at, symbol, r: 3.8, dx: GUTTER + 5, className: `key-${place}` }),
    plot.text([text.join('\n')], {
      ...at,
      dx: GUTTER + 13,
      textAnchor: 'start',
      lineHeight: LINE_HEIGHT / FONT,
      fontSize: FONT,
      className: 'label',
    }),
  ];
}

/** All that is drawn in a frame, but for the day that is looked at. */
export function marksOf(plot: Plot, labels: readonly Labelled[], frame: Frame): Markish[] {
  const middles = placed(
    labels.map(({ text, end }) => ({ lines: text, wanted: yOf(frame, end) })),
    { top: frame.top, bottom: frame.height - BOTTOM + LINE_HEIGHT, lineHeight: LINE_HEIGHT },
  );
  // More ticks than there are counts would stand between the whole numbers.
  const ticks = Math.min(frame.max, Math.ceil((frame.height - BOTTOM - frame.top) / TICK));
  return [
    plot.gridY({ ticks }),
    plot.axisY({ ticks, tickFormat: 'd', fontSize: FONT, label: null }),
    plot.axisX({ fontSize: FONT, label: null, tickSpacing: frame.tick }),
    plot.ruleY([0]),
    ...labels.flatMap((each, place) =>
      lineMarks(plot, frame, { ...each, place, middle: middles[place] ?? 0 }),
    ),
    ...(labels.length === 0 ? [plot.text([NOBODY], { frameAnchor: 'middle', fontSize: 16 })] : []),
  ];
}
