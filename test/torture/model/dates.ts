/** Where in the calendar a history happens, and dates at the calendar's edges. Shares nothing with src/time. */
import { DAY_ZERO } from '../../laws/dates.ts';
import { dayOn, dayText, monthLength } from '../../laws/oracle-calendar.ts';
import { rangeOf } from '../../laws/oracle-dates.ts';
import type { Sent } from '../../laws/sheet.ts';

/** Days on which a history's day 0 may fall; what follows runs over some hundred days. */
export const ANCHORS: readonly number[] = [
  DAY_ZERO,
  dayOn(2024, 1, 20),
  dayOn(2000, 1, 20),
  dayOn(1900, 1, 20),
  dayOn(2100, 1, 20),
  // Samoa had no 30 December 2011, and no midnight began 4 November 2018 in São Paulo.
  dayOn(2011, 12, 10),
  dayOn(2018, 10, 20),
  dayOn(1969, 12, 1),
  dayOn(1582, 9, 20),
  dayOn(999, 12, 1),
  dayOn(99, 12, 10),
  dayOn(0, 2, 1),
  dayOn(9999, 11, 20),
];

const LAW_DATE = /(\d{4})-(\d\d)(-\d\d)?/g;

/** A date of the laws' histories, moved so that their day 0 is another day. */
const movedText = (text: string, anchor: number): string =>
  text.replaceAll(LAW_DATE, (_, year, month, day: string | undefined) => {
    const there = dayOn(Number(year), Number(month), Number(day?.slice(1) ?? 1));
    const moved = dayText(there - DAY_ZERO + anchor);
    return day === undefined ? moved.slice(0, -3) : moved;
  });

/** How a date may be written wider than it was, or beside a real day. */
const EDGES: readonly ((year: string, month: string) => string)[] = [
  (year) => year,
  (year) => `${year.slice(0, 3)}X`,
  (year) => `${year.slice(0, 2)}XX`,
  (year) => `${year}-XX`,
  (year) => `${year}-XX-XX`,
  (year) => `${year}-02-29`,
  (year) => `[${year}-02..${year}-02-29]`,
  (year, month) => `${year}-${month}-31`,
  (year) => `${year}-12-31/${year}-12-31`,
  (year) => `${year}-01-01%`,
  (year) => `../${year}-XX`,
  (year, month) => `[${year}-${month}..${year}-XX]`,
];

/** How many edges there are; a number from there on leaves a date as it is. */
export const EDGE_FORMS = EDGES.length;

function atEdge(text: string, edge: number): string {
  const [, year = '', month = ''] = /(\d{4})-(\d\d)/.exec(text) ?? [];
  const write = year === '' ? undefined : EDGES[edge];
  return write === undefined ? text : write(year, month);
}

type Fields = Readonly<Record<string, unknown>>;

/** Changes what says when something happened or was told. */
function redated<T extends object>(fields: T, on: (text: string) => string, anchor: number): T {
  const entries = Object.entries(fields).map(([key, value]) => {
    if (key === 'on' && typeof value === 'string') return [key, on(value)];
    if (key !== 'sources' || !Array.isArray(value)) return [key, value];
    const cited = (value as Fields[]).map((source) =>
      Object.fromEntries(
        Object.entries(source).map(([name, said]) =>
          ['published', 'retrieved'].includes(name)
            ? [name, movedText(String(said), anchor)]
            : [name, said],
        ),
      ),
    );
    return [key, cited];
  });
  return Object.fromEntries(entries) as T;
}

/** What the laws would send, moved in time, its day written as an edge may have it. */
export function moved(sent: Sent, anchor: number, edge: number): Sent {
  const on = (text: string) => atEdge(movedText(text, anchor), edge);
  return { ...redated(sent, on, anchor), data: redated(sent.data, on, anchor) };
}

/** Longer forms come first, so that one is found whole within a range. */
const ONE = String.raw`(?:\d{4}-\d\d(?:-(?:\d\d|XX))?|\d{4}-XX(?:-XX)?|\d{2}(?:\d\d|\dX|XX))`;
const WHOLE = [
  `${ONE}[~?%]?`,
  String.raw`\[${ONE}[~?%]?\.\.${ONE}[~?%]?\]`,
  String.raw`\[\.\.${ONE}[~?%]?\]`,
  String.raw`${ONE}[~?%]?\/${ONE}[~?%]?`,
  String.raw`\.\.\/${ONE}[~?%]?`,
].map((form) => new RegExp(`^${form}$`));

const isReal = (text: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?/.exec(text) ?? [];
  if (month === undefined) return true;
  const last = monthLength(Number(year), Number(month));
  return last > 0 && (day === undefined || (Number(day) >= 1 && Number(day) <= last));
};

/** May this be written for a day? */
export function isDate(text: string): boolean {
  if (!WHOLE.some((form) => form.test(text))) return false;
  const parts = text.match(new RegExp(ONE, 'g')) ?? [];
  if (!parts.every(isReal)) return false;
  const { from, to } = rangeOf(text);
  return from <= to;
}

/** May this be written for a civil day that is asked about? */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && isReal(text);

const isRetrieved = (text: string): boolean => isDay(text.replace(/T23:59:59Z$/, ''));

const datesIn = ({ on, sources = [] }: Pick<Sent, 'on' | 'sources'>): boolean =>
  (on === undefined || isDate(on)) &&
  (sources as Fields[]).every(
    ({ published, retrieved }) =>
      (published === undefined || isDate(String(published))) &&
      (retrieved === undefined || isRetrieved(String(retrieved))),
  );

/** Are all days that an entry names days that may be written? */
export const isDated = (sent: Sent): boolean =>
  datesIn(sent) && datesIn(sent.data as Pick<Sent, 'on' | 'sources'>);
