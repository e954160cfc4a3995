import { formatDay, parseDay } from '../../time/day.ts';

/** How a list may write dates: nothing is guessed, since 3/4/2010 is two days. */
export const DATE_FORMATS = [
  'EDTF',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD.MM.YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'D MMMM YYYY',
  'MMMM D, YYYY',
] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const YEAR = '(?<year>\\d{4})';
const MONTH = '(?<month>\\d{1,2})';
const DAY = '(?<day>\\d{1,2})';
const WORD = '(?<word>[A-Za-z]{3,9})\\.?';

const PATTERNS: { readonly [F in Exclude<DateFormat, 'EDTF'>]: RegExp } = {
  'DD/MM/YYYY': new RegExp(`^${DAY}/${MONTH}/${YEAR}$`),
  'MM/DD/YYYY': new RegExp(`^${MONTH}/${DAY}/${YEAR}$`),
  'DD.MM.YYYY': new RegExp(`^${DAY}\\.${MONTH}\\.${YEAR}$`),
  'DD-MM-YYYY': new RegExp(`^${DAY}-${MONTH}-${YEAR}$`),
  'MM-DD-YYYY': new RegExp(`^${MONTH}-${DAY}-${YEAR}$`),
  'YYYY/MM/DD': new RegExp(`^${YEAR}/${MONTH}/${DAY}$`),
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  'D MMMM YYYY': new RegExp(`^${DAY} ${WORD} ${YEAR}$`),
  'MMMM D, YYYY': new RegExp(`^${WORD} ${DAY},? ${YEAR}$`),
};

/** The number of an English month by its name or the beginning of it, 0 where it is none. */
const monthNamed = (word: string): number =>
  MONTHS.findIndex((month) => month.startsWith(word.toLowerCase())) + 1;

/** A date as a list writes it, as EDTF (docs/dates.md); undefined where it is no day in that format. */
export function edtfOf(text: string, format: DateFormat): string | undefined {
  if (format === 'EDTF') return text;
  const parts = PATTERNS[format].exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { year = '', month, word = '', day = '' } = parts;
  const number = month === undefined ? monthNamed(word) : Number(month);
  const iso = `${year}-${`${number}`.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = parseDay(iso);
  return parsed === undefined ? undefined : formatDay(parsed);
}

/** The formats, other than EDTF, in which a text is a day: what a list may mean by it. */
export const formatsOf = (text: string): DateFormat[] =>
  DATE_FORMATS.filter((format) => format !== 'EDTF' && edtfOf(text, format) !== undefined);

/** What to do about a day that the ledger cannot read: what the mapping should say, where it is one in some format. */
export function formatHint(text: string): string {
  const said = text.trim();
  const readings = formatsOf(said).map((format) => `"${format}" (${edtfOf(said, format)})`);
  if (readings.length > 0) return `say "date" in the mapping: ${readings.join(' or ')}`;
  return 'write it as in 2019-07-10, 2019-07 or [..2019-07-10]';
}
