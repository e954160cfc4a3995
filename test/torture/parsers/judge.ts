import { isDeepStrictEqual } from 'node:util';
import type { Parser, Told } from './parser.ts';

/** The longest sentence that somebody is to read, however much was sent. */
const LONGEST = 2500;

/** In milliseconds: what no input of these lengths may take, on whatever machine. */
const PATIENCE = 20_000;

/** What would steer a terminal, turn its text around, or break a line of a log. */
const STEERS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function wrongSentence(sentence: string): string | undefined {
  if (sentence.trim() === '') return 'it is refused by an empty sentence';
  if (sentence.length > LONGEST) return `its refusal has ${sentence.length} characters`;
  const steers = STEERS.exec(sentence)?.[0];
  if (steers === undefined) return undefined;
  return `its refusal has a U+${steers.charCodeAt(0).toString(16)}: ${JSON.stringify(sentence).slice(0, 200)}`;
}

/** Is an object's prototype one that code made, and not the input? */
function isPlain(value: unknown, left = 20): boolean {
  if (typeof value !== 'object' || value === null || left === 0) return true;
  const above: unknown = Object.getPrototypeOf(value);
  const made =
    above === null ||
    typeof Object.getOwnPropertyDescriptor(above, 'constructor')?.value === 'function';
  if (!made) return false;
  if (ArrayBuffer.isView(value)) return true;
  return Object.values(value).every((each) => isPlain(each, left - 1));
}

const KNOWN = Reflect.ownKeys(Object.prototype).length;

/** The same, but that -0 is 0: JSON as it is stored has no other (RFC 8785). */
function unsigned(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(unsigned);
  if (value === null || value === undefined || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unsigned(each)]));
}

async function again(parser: Parser, input: string, told: Told): Promise<string | undefined> {
  if ('accepted' in told && !isPlain(told.accepted)) {
    return 'what was read has a prototype out of the input';
  }
  if (!isDeepStrictEqual(await parser.read(input), told))
    return 'it is read otherwise a second time';
  if ('refused' in told) return told.refused.map(wrongSentence).find((each) => each !== undefined);
  const { printed } = told;
  if (printed === undefined || printed === input) return undefined;
  const back = await parser.read(printed);
  if ('refused' in back)
    return `what it is printed as is refused: ${printed.slice(0, 300)}: ${back.refused[0]}`;
  if (isDeepStrictEqual(unsigned(back), unsigned(told))) return undefined;
  return `what it is printed as is read as another: ${printed.slice(0, 300)}`;
}

/** What does not hold of an input; undefined where all does. */
export async function faultOf(parser: Parser, input: string): Promise<string | undefined> {
  const began = performance.now();
  let wrong: string | undefined;
  try {
    const given = parser.read(input);
    const told = given instanceof Promise ? await given : given;
    wrong = await again(parser, input, told);
  } catch (error) {
    const { stack = `${error}` } = error as Error;
    wrong = `it throws ${stack.split('\n').slice(0, 4).join(' ').slice(0, 600)}`;
  }
  if (Reflect.ownKeys(Object.prototype).length !== KNOWN) return 'Object.prototype has another key';
  const took = performance.now() - began;
  return took > PATIENCE ? `it takes ${Math.round(took)} ms` : wrong;
}
