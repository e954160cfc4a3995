/** Marks over letters, which a slug leaves out. */
const MARKS = /\p{Mark}+/gu;
/** Signs within a word: O'Rourke is orourke. */
const WITHIN = /['’‘`ʼ"“”.]+/gu;
const BETWEEN = /[^a-z0-9]+/g;
/** Letters that decomposing leaves as they are. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** A name as a slug (DESIGN section 1): lower-case letters a to z, digits and hyphens; empty where it has none. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/&/g, ' and ')
    .replace(WITHIN, '')
    .replace(BETWEEN, '-')
    .replace(/^-|-$/g, '');
