import { type Day, formatDay } from '../../../src/time/day.ts';
import type { Random } from './random.ts';

type Form = (day: Day, random: Random) => string;

const range: Form = (day, random) =>
  `[${formatDay(day - random.heavy(60) + 1)}..${formatDay(day + random.heavy(60))}]`;

/** How people write a day: about as often as the samples do. */
const FORMS: readonly (readonly [number, Form])[] = [
  [38, (day) => formatDay(day)],
  [26, range],
  [24, (day, random) => `[..${formatDay(day + random.heavy(30) - 1)}]`],
  [3, (day) => `${formatDay(day)}~`],
  [3, (day) => formatDay(day).slice(0, 7)],
  [3, (day) => formatDay(day).slice(0, 4)],
  [2, (day, random) => `${formatDay(day)}/${formatDay(day + random.heavy(9))}`],
  [1, (day) => `${formatDay(day).slice(0, 7)}-XX`],
];

/** A day as some source tells it: as uncertain as the real ones are, and never wrong. */
export const told = (day: Day, random: Random): string => random.weighed(FORMS)(day, random);

/** A day that contradicts the true one. */
export const mistaken = (day: Day, random: Random): string => formatDay(day + 1 + random.heavy(20));

/** When a source was published: a day mostly, a month or a range now and then. */
export function published(day: Day, random: Random): string {
  const exact = random.percent(88);
  return exact ? formatDay(day) : random.of([formatDay(day).slice(0, 7), range(day, random)]);
}
