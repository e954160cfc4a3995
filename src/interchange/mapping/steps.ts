import { edtfOf, formatsOf } from './dates.ts';
import type { Reader, Reading, Value } from './expression.ts';
import { remembered } from './remembered.ts';
import type { Steps } from './schema.ts';
import { slugOf } from './slug.ts';

/** Does something to what a row says. */
export type Step = (said: string, row: Reading, from: Reader) => Value;

const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'true', '1', 'y'].map((word) => [word, true] as const),
  ...['no', 'false', '0', 'n'].map((word) => [word, false] as const),
]);

/** Tells a fault of a row, and that it says nothing here. */
export function wrong(
  row: Reading,
  from: Reader,
  said: string,
  reason: string,
  suggestion: string,
): undefined {
  row.faults.push({ column: from.columns[0] ?? '', value: said, reason, suggestion });
  return undefined;
}

/** Reads a date as the list writes it. */
export const dateStep =
  (format: NonNullable<Steps['date']>): Step =>
  (said, row, from) => {
    const edtf = edtfOf(said.trim(), format);
    if (edtf !== undefined) return edtf;
    const other = formatsOf(said.trim());
    const suggestion =
      other.length === 0 ? 'write it as the mapping says' : `it would be ${other.join(' or ')}`;
    return wrong(row, from, said, `is no day written as ${format}`, suggestion);
  };

const slugFor = remembered(slugOf);

/** Makes a slug. */
export const slugStep: Step = (said, row, from) => {
  const slug = slugFor(said);
  if (slug !== '') return slug;
  return wrong(row, from, said, 'has no letter or digit for a slug', 'give it one in a map');
};

/** Reads a whole number. */
export const numberStep: Step = (said, row, from) => {
  const digits = said.trim();
  if (/^-?\d{1,15}$/.test(digits)) return Number(digits);
  return wrong(row, from, said, 'is no whole number', 'write digits alone');
};

/** Reads yes or no. */
export const yesNoStep: Step = (said, row, from) => {
  const meant = YES_NO.get(said.trim().toLowerCase());
  return meant ?? wrong(row, from, said, 'is neither yes nor no', 'write yes or no');
};
