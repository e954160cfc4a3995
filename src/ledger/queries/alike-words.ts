import { distance } from 'fastest-levenshtein';
import { NO_STEPS, type Reason, type Steps, type Strength } from './alike-reasons.ts';
import { type Form, joined } from './alike-spelling.ts';

/** How many letters may differ in a word; short words that differ are other words. */
const EDITS = { none: 3, one: 8 };

/** A slip in a shorter word, or in a shorter name of one word, is as often another name. */
const SURE = { word: 5, alone: 7 };

/** Slips of the pen between two words: letters more, less or other, and neighbours that changed places. */
export function slips(one: string, other: string): number {
  const edits = distance(one, other);
  if (edits !== 2 || one.length !== other.length) return edits;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const swapped = one.slice(0, at) + one.charAt(at + 1) + one.charAt(at) + one.slice(at + 2);
  return swapped === other ? 1 : 2;
}

/** Where a word stands in a name, and in a name of how many. */
interface Place {
  readonly index: number;
  readonly length: number;
}

/** What makes two words one, how sure that is, and how many slips it takes. */
type WordStep = readonly [reason: Reason, strength: Strength, slips: number];

/** A word misspelt; the first letter seldom is (Winkler 1990), so that a slip there makes no strong reason. */
function misspelt(short: string, long: string, length: number): WordStep | undefined {
  if (long.length <= EDITS.none || long.length - short.length > 2) return undefined;
  const edits = slips(short, long);
  if (edits > (long.length > EDITS.one ? 2 : 1)) return undefined;
  const enough = long.length >= (length === 1 ? SURE.alone : SURE.word);
  const sure = enough && edits === 1 && short[0] === long[0];
  return ['spelling', sure ? 'strong' : 'weak', edits];
}

/** Two words that differ, as two ways to write one; undefined where they are not. */
function wordStep(one: string, other: string, { index, length }: Place): WordStep | undefined {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (/\p{N}/u.test(short + long)) return undefined;
  const begins = long.startsWith(short);
  if (begins && short.length === 1 && index < length - 1) {
    return ['initials', index === 0 ? 'weak' : 'strong', 0];
  }
  const slip = misspelt(short, long, length);
  if (slip !== undefined) return slip;
  const given = index === 0 && length > 1 && short.length >= 3;
  return given && begins ? ['short-given-name', 'weak', 0] : undefined;
}

/** Words of the same number, each with its like. */
function paired(one: readonly string[], other: readonly string[]): Steps | undefined {
  if (one.length !== other.length) return undefined;
  const steps = new Map<Reason, Strength>();
  let edits = 0;
  let differing = 0;
  for (const [index, word] of one.entries()) {
    const its = other[index] ?? '';
    if (word === its) continue;
    const step = wordStep(word, its, { index, length: one.length });
    if (step === undefined) return undefined;
    const [reason, strength, slipped] = step;
    steps.set(reason, steps.get(reason) === 'weak' ? 'weak' : strength);
    edits += slipped;
    differing += 1;
  }
  // Of a name of which every word differs, nothing is the same.
  if (differing > 2 || edits > 2 || (differing === one.length && one.length > 1)) return undefined;
  if (differing > 1 && steps.has('spelling')) steps.set('spelling', 'weak');
  return steps;
}

/** Is the one what is left of the other, first and last word kept? */
function leavesOut(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < 2 || short.length === long.length) return false;
  if (short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const word of long) if (word === short[at]) at += 1;
  return at === short.length;
}

/** Whether both give initials of middle names, and others. */
export function initialsDiffer(one: readonly string[], other: readonly string[]): boolean {
  const initialsOf = (words: readonly string[]) =>
    words.slice(1, -1).filter((word) => word.length === 1);
  const [its, others] = [initialsOf(one), initialsOf(other)];
  const [few, many] = its.length < others.length ? [its, others] : [others, its];
  return few.some((letter) => !many.includes(letter));
}

/** What makes the words of one name those of another; undefined where nothing does. */
export function aligned(one: Form, other: Form): Steps | undefined {
  if (one.joined === other.joined) return NO_STEPS;
  if (one.sorted === other.sorted) return new Map([['word-order', 'strong']]);
  if (one.unkinded === other.unkinded) return new Map([['kind-left-out', 'strong']]);
  const whole = paired(one.words, other.words);
  if (whole !== undefined) return whole;
  const [its, others] = [one.uninitialled, other.uninitialled];
  if (its.length < one.words.length || others.length < other.words.length) {
    const rest = joined(its) === joined(others) ? NO_STEPS : paired(its, others);
    if (rest !== undefined) return new Map([...rest, ['initials-left-out', 'strong']]);
  }
  return leavesOut(its, others) ? new Map([['middle-name-left-out', 'weak']]) : undefined;
}
