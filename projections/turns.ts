import type { Day } from '../src/time/day.ts';
import type { Bounds } from './bounds.ts';
import type { Figures } from './figures.ts';
import type { StandingsTimeline } from './standings.ts';
import type { Steps } from './steps.ts';

const ofFigures = (figures: Figures): Day[] => figures.periods.map(({ day }) => day);
const ofSteps = (all: readonly Steps[]): Day[] => all.flatMap(({ days }) => [...days]);
const ofBounds = (bounds: Bounds | null): Day[] =>
  bounds === null ? [] : [bounds.earliest, bounds.latest];

/**
 * The days, ascending, on which a contest's standings may change: between two of them every day has the
 * same standings, and before the first there are none of anything.
 */
export function turnsOf(timeline: StandingsTimeline): Int32Array {
  const days = new Set<Day>(timeline.shownFrom.values());
  const add = (more: readonly Day[]): void => {
    for (const day of more) days.add(day);
  };
  for (const { entered, withdrew } of timeline.candidates.values()) {
    add([...ofBounds(entered), ...ofBounds(withdrew)]);
  }
  for (const cells of timeline.cells.values()) {
    for (const { certain, possible, lapsed, figures, since } of cells.values()) {
      add([...ofSteps([certain, possible, lapsed, ...since]), ...ofFigures(figures)]);
    }
  }
  for (const { sizes, declared, figures, since } of timeline.undeclared.values()) {
    add([...ofSteps([declared, ...since]), ...ofFigures(sizes), ...ofFigures(figures)]);
  }
  for (const counts of timeline.neutral.values()) add(ofSteps(counts));
  for (const { days: spans } of timeline.conflicts) add(spans);
  return Int32Array.from(days).sort();
}
