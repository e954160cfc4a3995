/** A name as it is compared: what is left of it once case, accents, points and titles are out of the way. */
export interface Spelling {
  /** All its letters and digits, joined. */
  readonly letters: string;
  /** Its words without titles, small words, nickname and generation; never empty, but for a name without letters. */
  readonly words: readonly string[];
  readonly form: Form;
  /** The words under the nickname that the name itself gives. */
  readonly byNickname: Form | null;
  readonly titles: readonly string[];
  /** `jr`, `sr`, `iii`: which of a family; empty where it is unsaid. */
  readonly generation: string;
  readonly small: string;
  /** Numbers, points of the compass and the like: what tells one `Hull` from the other. */
  readonly marks: string;
  /** What an acronym of it may be, with its small words and without. */
  readonly initials: readonly string[];
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const BEFORE = set(
  'sir dame dr lord lady baroness baron rt hon prof professor rev reverend cllr councillor mr mrs ms miss mx ' +
    'mayor senator sen rep representative congressman congresswoman gov governor ambassador former',
);
const BEHIND = set('mp mep msp mla qc kc obe mbe cbe kbe phd esq');
const KINDS = set('union party');
const SMALL = set('the of and for');
const GENERATIONS: Readonly<Record<string, string>> = {
  jr: 'jr',
  junior: 'jr',
  sr: 'sr',
  senior: 'sr',
  ii: 'ii',
  iii: 'iii',
  iv: 'iv',
};
const PLACES = set(
  'north south east west northern southern eastern western northeast northwest southeast southwest ne nw se sw ' +
    'central mid upper lower inner outer new old i ii iii iv',
);

/** Letters that no decomposition takes apart. */
const WHOLE: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** A text's words in plain letters. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['’‘ʼ`´]/gu, '')
    .replace(/[ßøłđæœı]/g, (letter) => WHOLE[letter] ?? letter)
    .replace(/[&+]/g, ' and ');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** A nickname in quotes, or in brackets where more of the name follows, with what is around it. */
const NICKNAME =
  /^(.*?)(?:["“”„«]([^"“”„«»]+)["“”»]|\(([^()]+)\)(?=\s*\S)|(?<=\s)['‘]([^'’]+)['’](?=\s))(.*)$/su;

/** Takes titles from both ends of words, as long as a name is left. */
function untitled(words: readonly string[]): { words: string[]; titles: string[] } {
  const left = [...words];
  const titles: string[] = [];
  const first = () => left[0] ?? '';
  while (left.length > 1 && BEFORE.has(first())) titles.push(left.shift() ?? '');
  while (left.length > 2 && BEHIND.has(left.at(-1) ?? '')) titles.push(left.pop() ?? '');
  return { words: left, titles: titles.sort() };
}

/** `M.U.` is one word. */
const gathered = (words: readonly string[]): readonly string[] =>
  words.length > 1 && words.every((word) => word.length === 1) ? [words.join('')] : words;

function markOf(word: string, index: number, { length }: readonly string[]): boolean {
  const letter = word.length === 1 && index === length - 1 && length > 1;
  return letter || PLACES.has(word) || /\p{N}/u.test(word);
}

const heads = (words: readonly string[]): string => words.map((word) => word[0] ?? '').join('');

/** A name's words without its generation, and that. */
function ungenerated(words: readonly string[]): { words: readonly string[]; generation: string } {
  const last = words.at(-1) ?? '';
  const generation = Object.hasOwn(GENERATIONS, last) ? (GENERATIONS[last] ?? '') : '';
  return generation === '' || words.length < 3
    ? { words, generation: '' }
    : { words: words.slice(0, -1), generation };
}

/** The words of a name under its nickname: that, and the surname. */
function nicknamed(nickname: string, before: string, behind: string): string[] | null {
  const after = ungenerated(['', '', ...wordsOf(behind)]).words.slice(2);
  const surname = after.length > 0 ? after : wordsOf(before).slice(-1);
  const words = [...wordsOf(nickname), ...untitled(surname).words];
  return words.length > 0 ? words : null;
}

/** Words without what is between them. */
export const joined = (words: readonly string[]): string => words.join('');

/** Words without the last, where that only says what kind of body it is: `Unite the Union`. */
const unkinded = (words: readonly string[]): readonly string[] =>
  words.length > 1 && KINDS.has(words.at(-1) ?? '') ? words.slice(0, -1) : words;

/** Words without the initials of middle names, where a first and a last are left. */
function uninitialled(words: readonly string[]): readonly string[] {
  const last = words.length - 1;
  const left = words.filter((word, index) => word.length > 1 || index === last);
  return left.length > 1 ? left : words;
}

/** Words in the forms in which they are compared, made once. */
export interface Form {
  readonly words: readonly string[];
  readonly joined: string;
  readonly sorted: string;
  readonly unkinded: string;
  readonly uninitialled: readonly string[];
}

function formOf(words: readonly string[]): Form {
  return {
    words,
    joined: joined(words),
    sorted: joined([...words].sort()),
    unkinded: joined(unkinded(words)),
    uninitialled: uninitialled(words),
  };
}

/** Reads a name for comparing it. */
export function spellingOf(text: string): Spelling {
  const [, before = '', quoted, inBrackets, inApostrophes, behind = ''] = NICKNAME.exec(text) ?? [];
  const nickname = quoted ?? inBrackets ?? inApostrophes;
  const rest = nickname === undefined ? text : `${before} ${behind}`;
  const all = gathered(wordsOf(rest));
  const large = all.filter((word) => !SMALL.has(word));
  const { words, titles } = untitled(large.length > 0 ? large : all);
  const { words: kept, generation } = ungenerated(words);
  const called = nickname === undefined ? null : nicknamed(nickname, before, behind);
  return {
    letters: wordsOf(text).join(''),
    words: kept,
    form: formOf(kept),
    byNickname: called === null ? null : formOf(called),
    titles,
    generation,
    small: large.length > 0 ? all.filter((word) => SMALL.has(word)).join(' ') : '',
    marks: kept.filter(markOf).sort().join(' '),
    initials: kept.length > 1 ? [...new Set([heads(kept), heads(all)])] : [],
  };
}
