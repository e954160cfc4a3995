/** Reads the dates that the histories write. Shares nothing with src/time. */

import { dayOn, monthLength } from './oracle-calendar.ts';

/** The days on which something may have happened, both included; infinite where nobody says. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const ANY_DAY: Range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

const ONE_DATE = /^(\d{2}(?:\d\d|\dX|XX))(?:-(\d\d|XX))?(?:-(\d\d|XX))?$/;

/** A day, or all days of a month, a year, a decade or a century. */
function single(text: string): Range {
  const [, year, month, day] = ONE_DATE.exec(text) ?? [];
  if (year === undefined) throw new Error(`the oracle cannot read ${text}`);
  const [y, lastYear] = ['0', '9'].map((digit) => Number(year.replaceAll('X', digit))) as [
    number,
    number,
  ];
  if (month === undefined || month === 'XX') {
    return { from: dayOn(y, 1, 1), to: dayOn(lastYear, 12, 31) };
  }
  const m = Number(month);
  if (day === undefined || day === 'XX') {
    return { from: dayOn(y, m, 1), to: dayOn(y, m, monthLength(y, m)) };
  }
  return { from: dayOn(y, m, Number(day)), to: dayOn(y, m, Number(day)) };
}

/** The days that a date leaves open, from -Infinity where its lower bound is open. */
export function rangeOf(text: string): Range {
  const bare = text.replaceAll(/[~?%]/g, '');
  const sides = bare.startsWith('[')
    ? bare.slice(1, -1).split('..')
    : bare.split('/').map((side) => (side === '..' ? '' : side));
  const [first = '', last = first] = sides;
  const { to } = single(last);
  return { from: first === '' ? Number.NEGATIVE_INFINITY : single(first).from, to };
}

/** The days that all of these leave open; where they cannot meet, all from the first to the last. */
export function together(ranges: readonly Range[]): Range & { readonly met: boolean } {
  const froms = ranges.map((range) => range.from);
  const tos = ranges.map((range) => range.to);
  const [from, to] = [Math.max(...froms), Math.min(...tos)];
  return from <= to ? { from, to, met: true } : { ...spread(ranges), met: false };
}

/** From the first day of any to the last of any. */
export const spread = (ranges: readonly Range[]): Range => ({
  from: Math.min(...ranges.map((range) => range.from)),
  to: Math.max(...ranges.map((range) => range.to)),
});

/** The same days, none before a first one. */
export const since = (range: Range, first: number): Range => ({
  from: Math.max(range.from, first),
  to: Math.max(range.to, first),
});
