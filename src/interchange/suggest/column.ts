import { parseEdtf } from '../../time/edtf.ts';
import { type DateFormat, formatsOf } from '../mapping/dates.ts';

/** A column of a list with what its rows say in it. */
export interface Column {
  readonly name: string;
  readonly index: number;
  /** How many rows say something. */
  readonly filled: number;
  /** What they say, with how many rows say it, in the order of the first. */
  readonly values: ReadonlyMap<string, number>;
}

/** What lists write where they have nothing to say. */
const MARKS = ['NA', 'N/A', 'n/a', '#N/A', '-', '–', '—', 'none', 'None', 'NONE', 'null', 'NULL'];

/** The marks for nothing that rows have. */
export function marksIn(rows: readonly (readonly string[])[]): string[] {
  const found = new Set<string>();
  for (const cells of rows) {
    for (const cell of cells) if (MARKS.includes(cell.trim())) found.add(cell.trim());
  }
  return MARKS.filter((mark) => found.has(mark));
}

/** The columns of a list by what its rows say; `blank` says nothing. */
export function columnsOf(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  blank: readonly string[],
): Column[] {
  const nothing = new Set(['', ...blank]);
  return names.map((name, index) => {
    const values = new Map<string, number>();
    let filled = 0;
    for (const cells of rows) {
      const value = (cells[index] ?? '').trim();
      if (nothing.has(value)) continue;
      filled += 1;
      values.set(value, (values.get(value) ?? 0) + 1);
    }
    return { name, index, filled, values };
  });
}

/** Does a column say something, and all of it so? */
export const all = ({ values }: Column, holds: (value: string) => boolean): boolean =>
  values.size > 0 && [...values.keys()].every(holds);

/** Does a column have addresses of pages? Some lists have a note in place of one. */
export function isUrls({ values, filled }: Column): boolean {
  let urls = 0;
  for (const [value, rows] of values) if (/^https?:\/\/\S+$/.test(value)) urls += rows;
  return urls > 0 && urls / filled >= 0.9;
}

/** Does a column have numbers alone? */
export const isNumbers = (column: Column): boolean =>
  all(column, (value) => /^-?\d+(?:[.,]\d+)*%?$/.test(value));

/** Is every value a date that the ledger reads as it stands? */
export const isEdtf = (column: Column): boolean => all(column, (value) => parseEdtf(value).ok);

/** The formats in which every value of a column is a day. */
export function formatsIn({ values }: Column): DateFormat[] {
  let left: readonly DateFormat[] | undefined;
  for (const value of values.keys()) {
    const formats = formatsOf(value);
    left = left?.filter((format) => formats.includes(format)) ?? formats;
    if (left.length === 0) return [];
  }
  return [...(left ?? [])];
}

/** Are the values dates by their looks alone? A number of four digits may be anything. */
export const isDays = (column: Column): boolean =>
  !isNumbers(column) && (isEdtf(column) || formatsIn(column).length > 0);

/** What a column says of whether somebody is backed. */
export interface Stances {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly neutral: readonly string[];
}

const YES = /^(?:yes|y|true|endorsed?|support(?:s|ed)?|for)$/i;
const NO = /^(?:no|n|false|opposed?|opposes|against|not endorsed)$/i;
const NEUTRAL = /^(?:abstain(?:s|ed)?|neutral|no (?:endorsement|position|recommendation))$/i;

/** The stances in a column; undefined where it says anything else, or never yes. */
export function stancesIn({ values }: Column): Stances | undefined {
  const said = [...values.keys()];
  const [yes, no, neutral] = [YES, NO, NEUTRAL].map((words) =>
    said.filter((value) => words.test(value)),
  ) as [string[], string[], string[]];
  if (yes.length === 0 || yes.length + no.length + neutral.length < said.length) return undefined;
  return { yes, no, neutral };
}
