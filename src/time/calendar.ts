/** Days of the twelve months of a common year, and how many went before each. */
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** From 0000-01-01 to 1970-01-01. */
const DAYS_BEFORE_EPOCH = 719_528;

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The length of a month, 28 to 31 days; 0 where there is no such month. Gregorian in every year (ISO 8601-1). */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (LENGTHS[month - 1] ?? 0);
}

/**
 * The day number of a date: days since 1970-01-01, proleptic Gregorian. It checks nothing: the date must be a
 * real one of the years 0000 to 9999. `Date.UTC` is not used, since it takes the years 0 to 99 for 1900 to 1999.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const leapDays = Math.ceil(year / 4) - Math.ceil(year / 100) + Math.ceil(year / 400);
  const thisLeapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  const beforeMonth = (BEFORE[month - 1] ?? 0) + thisLeapDay;
  return 365 * year + leapDays + beforeMonth + day - 1 - DAYS_BEFORE_EPOCH;
}
