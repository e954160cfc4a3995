import { keptWith } from '../../projections/kept-with.ts';
import type { Series, SeriesLine } from '../ledger/queries/series.ts';
import { type Drawing, draw } from './chart.ts';
import type { ChartLook } from './chart-frame.ts';
import type { ChartLines } from './chart-lines.ts';

/** The drawings of some lines, which are the same as long as a built view is kept, by what is drawn of them. */
const drawings = keptWith((_: readonly SeriesLine[]) => new Map<string, Promise<Drawing>>());

/**
 * The drawing of a chart of a series. The days of a series have it in common: it is drawn once and kept as
 * long as the lines of the series are.
 */
export function drawingOf({ lines }: Series, chart: ChartLines, look: ChartLook): Promise<Drawing> {
  const kept = drawings(lines);
  // Where there is a heading, the lines stand lower, whatever it says.
  const place = look.heading === undefined ? '' : 'below a heading';
  const key = [chart.category, look.size, chart.from, chart.to, place].join(' ');
  const drawing = kept.get(key) ?? draw(chart, look);
  kept.set(key, drawing);
  return drawing;
}
