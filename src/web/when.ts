const SET = /\[(\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?\]/g;

function setText(whole: string, first = '', last = ''): string {
  if (first !== '' && last !== '') return `between ${first} and ${last}`;
  if (last !== '') return `by ${last}`;
  return first === '' ? whole : `from ${first} on`;
}

/** A text in which dates stand as the ledger writes them (docs/dates.md), with words where one leaves several days open. */
export const datesInWords = (text: string): string => text.replace(SET, setText);

/** A date as the ledger writes it, in words where it leaves several days open. */
export const whenText = (edtf: string | null): string =>
  edtf === null ? 'on an unknown day' : datesInWords(edtf);
