import { type Day, MILLISECONDS_A_DAY } from '../time/day.ts';
import { labelLines } from './chart-labels.ts';
import { type ChartLine, type ChartLines, countWords } from './chart-lines.ts';

/**
 * How large a chart is drawn, in pixels; `columns`: how wide a label may be; `tick`: how far apart the
 * days on its axis are.
 */
const SIZES = {
  wide: { width: 688, right: 178, least: 320, columns: 23, tick: 60 },
  narrow: { width: 288, right: 112, least: 290, columns: 14, tick: 42 },
} as const;

/** The size of all text in a chart, in pixels. */
export const FONT = 12;
/** How far apart the lines of a label are. */
export const LINE_HEIGHT = 14;
/** Below the days of a chart, and above its counts. */
export const BOTTOM = 36;
const TOP = 28;
const HEADING = 46;
/** Left of the days: the counts at the ticks take so much for each digit, and so much beside. */
const DIGIT = 7.7;
const TICKS = 11;
/** What of the width leads from the lines' ends to their labels. */
export const GUTTER = 12;
/** A contest of a single day still needs a width, in days. */
const SHORTEST = 10;

/** How a chart is drawn. */
export interface ChartLook {
  readonly size: keyof typeof SIZES;
  /** Begins the ids in its markup: two charts of a page need two. */
  readonly id: string;
  /** Lines over a chart that stands alone, with colours of its own; left out in a page. */
  readonly heading?: readonly [title: string, clocks: string];
}

/** A line, and the label at its end. */
export interface Labelled {
  readonly line: ChartLine;
  readonly text: readonly string[];
  /** The certain count at its end. */
  readonly end: number;
}

/** Where things are in a chart. */
export interface Frame {
  readonly from: Day;
  readonly to: Day;
  readonly max: number;
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly left: number;
  readonly right: number;
  readonly tick: number;
}

/** A day as the moment at which it begins in UTC. */
export const dateOf = (day: Day): Date => new Date(day * MILLISECONDS_A_DAY);

/** Where the lines end. */
export const endX = ({ width, right }: Frame): number => width - right - GUTTER;

/** Where a day is, in pixels from the left. */
export const xOf = (frame: Frame, day: Day): number =>
  frame.left + ((day - frame.from) / (frame.to - frame.from)) * (endX(frame) - frame.left);

/** Where a count is, in pixels from the top. */
export const yOf = ({ top, height, max }: Frame, count: number): number =>
  height - BOTTOM - (count / max) * (height - BOTTOM - top);

/** Which count would be at these pixels from the top. */
export const countAt = ({ top, height, max }: Frame, y: number): number =>
  ((height - BOTTOM - y) / (height - BOTTOM - top)) * max;

/** The lines of a chart with their labels. */
export function labelled({ lines }: ChartLines, { size }: ChartLook): Labelled[] {
  return lines.map((line) => {
    const end = line.steps.at(-1) ?? { certain: 0, most: 0 };
    const text = labelLines(line.name, countWords(end), SIZES[size].columns);
    return { line, text, end: end.certain };
  });
}

/** Where things will be: labels that need more room make a chart higher. */
export function frameOf(chart: ChartLines, labels: readonly Labelled[], look: ChartLook): Frame {
  const { width, right, least, tick } = SIZES[look.size];
  const top = TOP + (look.heading === undefined ? 0 : HEADING);
  const rows = labels.reduce((sum, { text }) => sum + text.length, 0);
  const { from, to } = chart;
  const pad = Math.max(1, Math.round((to - from) * 0.02), Math.ceil((SHORTEST - to + from) / 2));
  const max = Math.max(1, ...chart.lines.flatMap(({ steps }) => steps.map(({ most }) => most)));
  return {
    from: from - pad,
    to: to + pad,
    max,
    width,
    height: top + BOTTOM + Math.max(least - TOP - BOTTOM, rows * LINE_HEIGHT + labels.length * 2),
    top,
    left: Math.ceil(TICKS + DIGIT * `${max}`.length),
    right,
    tick,
  };
}
