import { parseDay } from '../time/day.ts';
import { BOTTOM, endX, FONT, type Frame, xOf } from './chart-frame.ts';

/** How far above a chart's counts the text of its cursor stands. */
const ABOVE = 7;
/** So wide its text is at most, in pixels. */
const TEXT = 112;

const pixels = (value: number): number => Math.round(value * 10) / 10;

/** The dashed line of a day over a chart, as SVG, or where that day lies beyond the chart. */
export function cursorOf(frame: Frame, asOf: string): string {
  const day = parseDay(asOf) ?? frame.to;
  const shown = xOf(frame, Math.min(frame.to, Math.max(frame.from, day)));
  const text = `${day < frame.from ? '← ' : ''}as of ${asOf}${day > frame.to ? ' →' : ''}`;
  const anchor = shown < Math.max(TEXT, (frame.left + endX(frame)) / 2) ? 'start' : 'end';
  const [x, bottom] = [pixels(shown), frame.height - BOTTOM];
  const line = `<line x1="${x}" x2="${x}" y1="${frame.top}" y2="${bottom}" stroke="currentColor" stroke-dasharray="5 4" />`;
  return `${line}<text x="${x}" y="${frame.top - ABOVE}" text-anchor="${anchor}" font-size="${FONT}">${text}</text>`;
}
