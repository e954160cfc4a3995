import { dayNumber, daysInMonth } from './calendar.ts';

/** A civil day: whole days since 1970-01-01, proleptic Gregorian, negative before. It has no time and no zone. */
export type Day = number;

/** "No known end": larger than any day, and still a 32-bit integer, so that it fits an Int32Array. */
export const FOREVER = 2147483647;

/** "Open lower bound": smaller than any day, and still a 32-bit integer. */
export const LONG_AGO = -2147483648;

/** No civil day has more or fewer: UTC has no summer time. */
export const MILLISECONDS_A_DAY = 86_400_000;
/** The first and the last day that a text can name: 0000-01-01 and 9999-12-31. */
export const FIRST_DAY: Day = dayNumber(0, 1, 1);
export const LAST_DAY: Day = dayNumber(9999, 12, 31);

/** Instants are those that ECMAScript knows: 100 million days to either side of 1970. */
const LAST_INSTANT = 8.64e15;

/**
 * The day of a calendar date, months and days counted from 1. Undefined where the date is not real (30 February,
 * month 13, half a day) or its year is not one of 0000 to 9999.
 */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (![year, month, day].every(Number.isInteger)) return undefined;
  if (year < 0 || year > 9999 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}

/**
 * The day that a text of exactly the form YYYY-MM-DD names (ISO 8601-1 extended form, ASCII digits). Undefined for
 * every other form, blanks around it, and days that are not real.
 */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  return dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

/** The days that were formatted last, by their lowest bits, each beside its text: answers name the same few. */
const FORMATTED = 4096;
const days = new Int32Array(FORMATTED).fill(FOREVER);
const texts: string[] = new Array(FORMATTED).fill('');

/**
 * A day as YYYY-MM-DD, which `parseDay` reads back. Throws a RangeError for what that form cannot say: FOREVER,
 * LONG_AGO, anything that is not a whole day of the years 0000 to 9999.
 */
export function formatDay(day: Day): string {
  if (!Number.isInteger(day) || day < FIRST_DAY || day > LAST_DAY) {
    throw new RangeError(`${day} is no day of the years 0000 to 9999`);
  }
  const place = day & (FORMATTED - 1);
  if (days[place] !== day) {
    days[place] = day;
    texts[place] = new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  }
  return texts[place] as string;
}

/**
 * The UTC day on which an instant falls, given in milliseconds since 1970-01-01T00:00:00Z. Throws a RangeError for
 * NaN, the infinities and what lies beyond ECMAScript's instants.
 */
export function dayOfInstant(milliseconds: number): Day {
  if (!(Math.abs(milliseconds) <= LAST_INSTANT)) {
    throw new RangeError(`${milliseconds} is no instant`);
  }
  return Math.floor(milliseconds / MILLISECONDS_A_DAY);
}
