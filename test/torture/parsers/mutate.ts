import type { Random } from '../../laws/random.ts';
import { changedJson, deepJson } from './mutate-json.ts';

/** What many parsers have stumbled over. */
const HOSTILE = [
  ...[
    '\0',
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '"',
    "'",
    '\\',
    '%',
    '%00',
    '%ff',
    '\u001b[2J',
    '\u009b',
    '\u007f',
  ],
  ...[
    '\u202e',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\u0301',
    'é',
    'ﬀ',
    '０',
    'İ',
    'ß',
    '\u{1f4a3}',
    '\u00a0',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'undefined',
    'null',
    'true',
    'NaN',
    'Infinity',
  ],
  ...[
    '0',
    '-0',
    '-1',
    '1e999',
    '1e-400',
    '00',
    '9007199254740993',
    '2147483648',
    '4294967296',
    '99999999999999999999',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{}',
    '[]',
    ',',
    ':',
    ';',
    '=',
    '+',
    '/',
    '..',
    '../',
    '<',
    '>',
    '&',
    '#',
    '$',
    '*',
    '|',
    '~',
  ],
  ...[
    '\\u0000',
    '\\ud800',
    '"__proto__":1,',
    '<!DOCTYPE a [',
    ']]>',
    '\u2014 ',
    '=',
    '==',
    '\n\n',
    '""',
    '"""',
  ],
];

/** How long an input may become by itself. */
const LONGEST = 4000;

interface Kit {
  readonly random: Random;
  readonly words: readonly string[];
  /** Another input to take from. */
  readonly other: string;
}

/** A place and a short length in a text. */
function spanIn(text: string, random: Random): readonly [from: number, to: number] {
  const from = random.below(text.length + 1);
  const most = random.oneIn(4) ? 64 : 6;
  return [from, Math.min(text.length, from + 1 + random.below(most))];
}

const put = (text: string, from: number, to: number, between: string): string =>
  text.slice(0, from) + between + text.slice(to);

type Change = (text: string, kit: Kit) => string;

const CHANGES: readonly Change[] = [
  // A character becomes another.
  (text, { random }) => {
    const at = random.below(text.length + 1);
    const near = (text.charCodeAt(at) || 0) ^ (1 << random.below(8));
    return put(text, at, at + 1, String.fromCharCode(near));
  },
  (text, { random }) => {
    const at = random.below(text.length + 1);
    return put(text, at, at + 1, String.fromCharCode(random.below(256)));
  },
  // Something is left out, said twice, moved, said many times, or cut off.
  (text, { random }) => put(text, ...spanIn(text, random), ''),
  (text, { random }) => {
    const [from, to] = spanIn(text, random);
    return put(text, to, to, text.slice(from, to));
  },
  (text, { random }) => {
    const [from, to] = spanIn(text, random);
    const rest = put(text, from, to, '');
    const at = random.below(rest.length + 1);
    return put(rest, at, at, text.slice(from, to));
  },
  (text, { random }) => {
    const [from, to] = spanIn(text, random);
    return put(text, to, to, text.slice(from, to).repeat(1 + random.below(200)));
  },
  (text, { random }) => text.slice(0, random.below(text.length + 1)),
  // A word of the language, or of hostile ones, comes in.
  (text, { random, words }) => {
    const [from, to] = spanIn(text, random);
    return put(text, from, random.oneIn(2) ? from : to, random.of(words));
  },
  (text, { random }) => {
    const [from, to] = spanIn(text, random);
    return put(text, from, random.oneIn(2) ? from : to, random.of(HOSTILE));
  },
  // A number becomes another.
  (text, { random }) => {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return text;
    const { 0: digits, index } = random.of(numbers);
    const by = random.oneIn(2) ? `${Number(digits) + random.below(5) - 2}` : random.of(HOSTILE);
    return put(text, index, index + digits.length, by);
  },
  // Part of another input takes the place of part of this one.
  (text, { random, other }) => {
    const [from, to] = spanIn(text, random);
    return put(text, from, to, other.slice(...spanIn(other, random)));
  },
  (text, { random, other }) =>
    text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1)),
];

/** Another input out of one: changed once or some times, by its characters or, where it is JSON, by its values. */
export function mutated(input: string, kit: Kit): string {
  const { random } = kit;
  const deep = random.oneIn(60) ? deepJson(input, random) : undefined;
  if (deep !== undefined) return deep;
  let text = input;
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const byValue = random.oneIn(2) ? changedJson(text, kit.other, random) : undefined;
    text = byValue ?? random.of(CHANGES)(text, kit);
  }
  return text.length > LONGEST && text.length > 2 * input.length ? text.slice(0, LONGEST) : text;
}
