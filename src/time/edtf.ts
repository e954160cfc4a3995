/**
 * The dates this ledger keeps: a profile of EDTF (Library of Congress 2019, ISO 8601-2), stated in docs/dates.md.
 * A cursor walks the text once, from left to right, and never goes back.
 */
import { dayNumber, daysInMonth } from './calendar.ts';
import { type Day, formatDay, LONG_AGO } from './day.ts';

/** The days among which the one meant lies, both included. `earliest` is LONG_AGO where the lower bound is open. */
export interface DateBounds {
  readonly earliest: Day;
  readonly latest: Day;
}

/** What a text says, or the first place (`at`, counted from 1) at which it stops being a date, and why. */
export type EdtfResult =
  | { readonly ok: true; readonly bounds: DateBounds; readonly qualifier: '~' | '?' | '%' | null }
  | { readonly ok: false; readonly at: number; readonly problem: string };

interface Reading {
  readonly bounds: DateBounds;
  readonly qualifier: '~' | '?' | '%' | null;
}

/** A place in the text (from 0), how many characters are at fault there, and what should have stood there. */
class Fault {
  readonly at: number;
  readonly width: number;
  readonly wanted: string;

  constructor(at: number, width: number, wanted: string) {
    this.at = at;
    this.width = width;
    this.wanted = wanted;
  }
}

/** How far reading has come, and what else could have stood there: a refusal can then name all that is right. */
interface Cursor {
  readonly text: string;
  at: number;
  hopes: string[];
}

const LONGEST = 64;
const MARKS = ['~', '?', '%'] as const;
const OPEN: Reading = { bounds: { earliest: LONG_AGO, latest: LONG_AGO }, qualifier: null };

/**
 * Reads a date of the profile: `2010`, `2010-07`, `2010-07-14`, `201X`, `20XX`, `2010-XX`, `2010-07-XX`,
 * `2010-XX-XX`, each with one mark `~ ? %` or none; `[A..B]` and `A/B`, one day of A to B; `[..B]` and `../B`, by B.
 * Gives the first and last day that it admits, and its mark (of a range the first), which changes no bound.
 * Refuses every other text, days that are not real, a range that runs backwards and more than 64 characters: with
 * the position, and one sentence for people. Never throws.
 */
export function parseEdtf(text: string): EdtfResult {
  const outcome = text.length > LONGEST ? tooLong() : readAll({ text, at: 0, hopes: [] });
  if (!(outcome instanceof Fault)) return { ok: true, ...outcome };
  return { ok: false, at: outcome.at + 1, problem: sentence(text, outcome) };
}

/** The bounds of a text already validated. Throws a RangeError with the sentence of `parseEdtf` where it is not. */
export function edtfBounds(text: string): DateBounds {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const problem = edtfProblem(text);
  if (problem !== undefined) throw new RangeError(problem);
  return edtfBounds(text);
}

/** What is wrong with a text as a date, in the sentence of `parseEdtf`; undefined where nothing is. */
export function edtfProblem(text: string): string | undefined {
  if (KNOWN.has(text)) return undefined;
  const result = parseEdtf(text);
  if (!result.ok) return result.problem;
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(text, result.bounds);
  return undefined;
}

/** The bounds of the texts read last: a ledger's entries are of few days, and each names several. */
const KNOWN = new Map<string, DateBounds>();
const MOST_KNOWN = 4096;

function readAll(cursor: Cursor): Reading | Fault {
  const bracketed = accept(cursor, '[', '"["');
  const reading = bracketed ? readBracketed(cursor) : readPlain(cursor);
  if (reading instanceof Fault) return reading;
  if (bracketed && !accept(cursor, ']', '"]"')) return fault(cursor, '[2010-06..2010-07]');
  if (cursor.at === cursor.text.length) return reading;
  cursor.hopes.push('the end');
  return fault(cursor, bracketed ? '[2010-06..2010-07]' : '2010-07-14');
}

/** What follows "[": `A..B]` or `..B]`, without the closing bracket. */
function readBracketed(cursor: Cursor): Reading | Fault {
  if (accept(cursor, '..', '".."')) return readUpper(cursor, OPEN);
  const lower = readDate(cursor);
  if (lower instanceof Fault) return lower;
  if (!accept(cursor, '..', '".." and a second date')) return fault(cursor, '[2010-06..2010-07]');
  return readUpper(cursor, lower);
}

/** `A`, `A/B` or `../B`. */
function readPlain(cursor: Cursor): Reading | Fault {
  const open = accept(cursor, '..', '".."');
  const lower = open ? OPEN : readDate(cursor);
  if (lower instanceof Fault) return lower;
  if (accept(cursor, '/', '"/" and a second date')) return readUpper(cursor, lower);
  return open ? fault(cursor, '../2010-07-14') : lower;
}

function readUpper(cursor: Cursor, lower: Reading): Reading | Fault {
  const start = cursor.at;
  if (!/\d/.test(cursor.text.charAt(start))) {
    cursor.hopes.push('a date (no range is open at its end)');
    return fault(cursor, '2010-06/2010-07');
  }
  const upper = readDate(cursor);
  if (upper instanceof Fault) return upper;
  const { earliest } = lower.bounds;
  const { latest } = upper.bounds;
  // Decades, years, months and days lie within one another or apart: nothing else can run backwards.
  if (latest < earliest) {
    const wanted = `a date not before ${formatDay(earliest)} was expected, as a range runs from the earlier to the later`;
    return new Fault(start, cursor.at - start, wanted);
  }
  return { bounds: { earliest, latest }, qualifier: lower.qualifier ?? upper.qualifier };
}

function readDate(cursor: Cursor): Reading | Fault {
  const bounds = readDays(cursor);
  if (bounds instanceof Fault) return bounds;
  const mark = MARKS.find((each) => each === cursor.text[cursor.at]);
  if (mark === undefined) cursor.hopes.push('one mark (~ ? %)');
  else advance(cursor, 1);
  return { bounds, qualifier: mark ?? null };
}

function readDays(cursor: Cursor): DateBounds | Fault {
  const start = cursor.at;
  const digits = readYear(cursor);
  if (digits instanceof Fault) return digits;
  const year = Number(digits.replaceAll('X', '0'));
  const lastYear = Number(digits.replaceAll('X', '9'));
  const wholeYears = {
    earliest: dayNumber(year, 1, 1),
    latest: dayNumber(lastYear, 12, 31),
  };
  if (digits.includes('X') || !accept(cursor, '-', '"-" and a month')) return wholeYears;

  const month = readTwoDigits(cursor, start, { name: 'month', last: 12, example: '07' });
  if (month instanceof Fault) return month;
  if (month === 'XX') {
    const dayFollows = accept(cursor, '-', '"-XX"');
    if (dayFollows && !accept(cursor, 'XX', 'XX')) return fault(cursor, `${digits}-XX-XX`, 2);
    return wholeYears;
  }
  const last = daysInMonth(year, month);
  const wholeMonth = { earliest: dayNumber(year, month, 1), latest: dayNumber(year, month, last) };
  if (!accept(cursor, '-', '"-" and a day')) return wholeMonth;

  const day = readTwoDigits(cursor, start, { name: 'day', last, example: '14' });
  if (day instanceof Fault) return day;
  if (day === 'XX') return wholeMonth;
  const number = dayNumber(year, month, day);
  return { earliest: number, latest: number };
}

/** Four characters: a year, a decade (`201X`) or a century (`20XX`). */
function readYear(cursor: Cursor): string | Fault {
  const longestStart = /^(?:\d{4}|\d{3}X?|\d{2}X{0,2}|\d?)/;
  const read = longestStart.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  if (read !== '') advance(cursor, read.length);
  if (read.length === 4) return read;
  cursor.hopes.push('a year of four characters');
  return fault(cursor, '2010, 201X or 20XX');
}

/** A month or a day from 01 to `last`, or XX. `start` is where its date began: the example completes that date. */
function readTwoDigits(
  cursor: Cursor,
  start: number,
  part: { readonly name: string; readonly last: number; readonly example: string },
): number | 'XX' | Fault {
  const { text, at } = cursor;
  const read = text.slice(at, at + 2);
  const value = /^\d{2}$/.test(read) ? Number(read) : 0;
  if (read === 'XX' || (value >= 1 && value <= part.last)) {
    advance(cursor, 2);
    return value === 0 ? 'XX' : value;
  }
  cursor.hopes.push(`a two-digit ${part.name} 01-${part.last} or XX`);
  return fault(cursor, text.slice(start, at) + part.example, 2);
}

/** Steps over `literal` if it comes next; else notes, as `hope`, that it would have been right. */
function accept(cursor: Cursor, literal: string, hope: string): boolean {
  const next = cursor.text.startsWith(literal, cursor.at);
  if (next) advance(cursor, literal.length);
  else cursor.hopes.push(hope);
  return next;
}

function advance(cursor: Cursor, characters: number): void {
  cursor.at += characters;
  cursor.hopes = [];
}

function fault(cursor: Cursor, example: string, width = 1): Fault {
  const others = cursor.hopes.slice(0, -1).join(', ');
  const last = cursor.hopes.at(-1) ?? '';
  const hopes = others === '' ? last : `${others} or ${last}`;
  return new Fault(cursor.at, width, `${hopes} was expected, as in ${example}`);
}

function tooLong(): Fault {
  return new Fault(
    LONGEST,
    1,
    `the end was expected, as no date has more than ${LONGEST} characters`,
  );
}

function sentence(text: string, { at, width, wanted }: Fault): string {
  const whole = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  // By code points, so that no character outside the BMP is cut in half.
  const found = [...text.slice(at, at + 2 * width)].slice(0, width).join('');
  const place = found === '' ? 'the end' : quoted(found) + codePoint(found);
  return `${quoted(whole)} is no date this ledger knows: at character ${at + 1} (${place}) ${wanted}`;
}

/** In double quotes, with what cannot be seen (controls, odd blanks, marks of direction) escaped. */
function quoted(text: string): string {
  const unseen = /(?! )[\p{C}\p{Z}]/gu;
  return JSON.stringify(text).replace(
    unseen,
    (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
}

/** A dash from a word processor looks like a hyphen: what is not ASCII is named by its number too. */
function codePoint(found: string): string {
  const number = found.codePointAt(0) ?? 0;
  return number < 128 ? '' : `, U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
}
