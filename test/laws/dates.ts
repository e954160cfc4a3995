/** The dates of random histories, written in every form of the profile. Shares nothing with src/time. */

const MILLISECONDS_A_DAY = 86_400_000;

/** Day 0 of the histories: what happens, happens within about forty days from here. */
export const DAY_ZERO = Date.UTC(2020, 0, 1) / MILLISECONDS_A_DAY;

/** The last day on which anything of a history may surely have happened. */
export const LAST_DAY = 100;

/** A day of a history as YYYY-MM-DD. */
export const iso = (day: number): string =>
  new Date((DAY_ZERO + day) * MILLISECONDS_A_DAY).toISOString().slice(0, 10);

const month = (day: number): string => iso(day).slice(0, 7);

/** What a date is made of: a day, a length and a form. */
export interface Dated {
  readonly day: number;
  readonly span: number;
  readonly form: number;
}

const FORMS: readonly ((day: number, last: number) => string)[] = [
  (day) => iso(day),
  (day) => iso(day),
  (day) => iso(day),
  (day) => iso(day),
  (day, last) => `[${iso(day)}..${iso(last)}]`,
  (day, last) => `[${iso(day)}..${iso(last)}]`,
  (day, last) => `[${iso(day)}..${iso(last)}]`,
  (day, last) => `${iso(day)}/${iso(last)}`,
  (day) => `[..${iso(day)}]`,
  (day) => `../${iso(day)}`,
  (day) => month(day),
  (day) => `${month(day)}-XX`,
  (day) => `${iso(day)}~`,
  (day, last) => `[${iso(day)}?..${iso(last)}]`,
  (day, last) => `[${month(day)}..${iso(last)}]`,
];

/** How many forms of dates there are. */
export const DATE_FORMS = FORMS.length;

/** A date as an editor may write it. */
export function written({ day, span, form }: Dated): string {
  const write = FORMS[form % FORMS.length] ?? iso;
  return write(day, day + span);
}

/** One day of a history, or a range of them, as the plainest date. */
export const range = (from: number, to: number): string =>
  from === to ? iso(from) : `[${iso(from)}..${iso(to)}]`;

const PAPER = { url: 'https://paper.example/story', publisher: 'The Paper', title: 'A story' };

/** How the sources of an entry are dated. */
export interface Said {
  /** The form. */
  readonly said: number;
  /** Days from the happening to its telling. */
  readonly lag: number;
  readonly day: number;
}

const SOURCES: readonly ((day: number, lag: number) => object[])[] = [
  (day) => [{ published: iso(day) }],
  (day) => [{ published: iso(day) }],
  (day) => [{ published: iso(day) }],
  (day) => [{ published: iso(day) }],
  (day, lag) => [{ published: `[${iso(day)}..${iso(day + lag)}]` }],
  (day) => [{ published: month(day) }],
  (day) => [{ retrieved: iso(day) }],
  (day) => [{ retrieved: `${iso(day)}T23:59:59Z` }],
  () => [{}],
  (day, lag) => [{ published: `[${iso(day - lag)}..${iso(day)}]` }, { published: iso(day + 1) }],
  (day) => [{ published: `[..${iso(day)}]` }],
  (day) => [{ published: `${iso(day)}~`, retrieved: iso(day - 30) }],
  (day, lag) => [{}, { published: iso(day + lag) }],
];

/** The sources of an entry. */
export function sources({ said, lag, day }: Said): object[] {
  const make = SOURCES[said % SOURCES.length] ?? (() => [{}]);
  return make(day + (lag % 16), lag).map((dates) => ({ ...PAPER, ...dates }));
}
