import type { Day } from '../src/time/day.ts';

/** Half-open runs of days [from, to), flat, disjoint and ascending: [from, to, from, to, …]. */
export type Spans = readonly number[];

/** No day at all. */
export const NEVER: Spans = [];

/** One run of days from the first up to but not including `to`; none where it would run backwards. */
export const span = (from: Day, to: Day): Spans => (from < to ? [from, to] : NEVER);

/** Is the day within the spans? */
export function covers(spans: Spans, day: Day): boolean {
  for (let i = 0; i < spans.length; i += 2) {
    const from = spans[i] as number;
    if (day < from) return false;
    if (day < (spans[i + 1] as number)) return true;
  }
  return false;
}

/** The days that are in either of two runs. */
function joined(one: Spans, other: Spans): Spans {
  const [from, to] = one as [Day, Day];
  const [start, end] = other as [Day, Day];
  if (to < start) return [from, to, start, end];
  if (end < from) return [start, end, from, to];
  return [Math.min(from, start), Math.max(to, end)];
}

/** The days that are in any of these. */
export function union(some: readonly Spans[]): Spans {
  const lists = some.filter((spans) => spans.length > 0);
  const [one, other] = lists;
  if (one === undefined || other === undefined) return one ?? NEVER;
  if (lists.length === 2 && one.length === 2 && other.length === 2) return joined(one, other);
  const runs: [number, number][] = [];
  for (const spans of lists) {
    for (let i = 0; i < spans.length; i += 2) {
      runs.push([spans[i] as number, spans[i + 1] as number]);
    }
  }
  runs.sort((one, other) => one[0] - other[0]);
  const all: number[] = [];
  for (const [from, to] of runs) {
    const last = all.length - 1;
    if (last > 0 && from <= (all[last] as number)) {
      all[last] = Math.max(all[last] as number, to);
    } else all.push(from, to);
  }
  return all;
}

/** The days that are in so many of these, or in more. */
export function inAtLeast(count: number, all: readonly Spans[]): Spans {
  const edges = all
    .flatMap((spans) => spans.map((day, index) => ({ day, by: index % 2 === 0 ? 1 : -1 })))
    .sort((one, other) => one.day - other.day);
  const found: number[] = [];
  let covering = 0;
  edges.forEach(({ day, by }, index) => {
    covering += by;
    // Of a day, only what it comes to in the end counts.
    if (edges[index + 1]?.day === day) return;
    if (covering >= count === (found.length % 2 === 0)) found.push(day);
  });
  return found;
}

/** The days of the first that are in none of the others. */
export function minus(spans: Spans, others: readonly Spans[]): Spans {
  const without = union(others);
  if (without.length === 0) return spans;
  const left: number[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    let from = spans[i] as number;
    const to = spans[i + 1] as number;
    const cuts = within(without, from, to);
    for (let j = 0; j < cuts.length; j += 2) {
      if (from < (cuts[j] as number)) left.push(from, cuts[j] as number);
      from = cuts[j + 1] as number;
    }
    if (from < to) left.push(from, to);
  }
  return left;
}

/** The days of the spans from one day up to but not including another. */
export function within(spans: Spans, from: Day, to: Day): Spans {
  const kept: number[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    const start = Math.max(spans[i] as number, from);
    const end = Math.min(spans[i + 1] as number, to);
    if (start < end) kept.push(start, end);
  }
  return kept;
}
