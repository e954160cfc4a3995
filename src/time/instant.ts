import { dayOfInstant, FIRST_DAY, LAST_DAY, parseDay } from './day.ts';

const FORM =
  /^(?<date>\d{4}-\d{2}-\d{2})T(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d):(?<second>[0-5]\d)(?:\.(?<fraction>\d{1,3}))?Z$/;

/**
 * The instant that a full UTC time names, in milliseconds since 1970-01-01T00:00:00Z: YYYY-MM-DDTHH:MM:SS, one to
 * three digits of a fraction if any, and Z (a strict part of RFC 3339). Undefined for offsets and local times, a
 * missing second, 24:00, a leap second (:60), a finer fraction, small letters, blanks and days that are not real.
 */
export function parseInstant(text: string): number | undefined {
  const { date = '', hour, minute, second, fraction = '' } = FORM.exec(text)?.groups ?? {};
  const day = parseDay(date);
  if (day === undefined) return undefined;
  const minutes = (day * 24 + Number(hour)) * 60 + Number(minute);
  return (minutes * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0'));
}

/**
 * An instant as YYYY-MM-DDTHH:MM:SS.sssZ, from milliseconds since 1970-01-01T00:00:00Z; `parseInstant` reads it
 * back. Throws a RangeError for parts of a millisecond and for years outside 0000 to 9999.
 */
export function formatInstant(ms: number): string {
  if (!Number.isInteger(ms)) throw new RangeError(`${ms} is no whole millisecond`);
  const second = Math.floor(ms / 1000);
  if (second === lastTold.second) return lastTold.text + `${ms - second * 1000}Z`.padStart(4, '0');
  const day = dayOfInstant(ms);
  if (day < FIRST_DAY || day > LAST_DAY) {
    throw new RangeError(`${day} is no day of the years 0000 to 9999`);
  }
  const text = new Date(ms).toISOString();
  lastTold = { second, text: text.slice(0, -'000Z'.length) };
  return text;
}

/** The second that was told last, which mostly is asked for again. */
let lastTold = { second: Number.NaN, text: '' };
