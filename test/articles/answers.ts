import { inspect, isDeepStrictEqual } from 'node:util';

/** What is wanted as it is, nothing beside it. */
export class Exactly {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * What an answer must hold: of an object these fields, of a list something like each of these, of a text
 * that a pattern is in it. Eight hexadecimal digits stand for the id that begins so.
 */
export type Wanted =
  | string
  | number
  | boolean
  | null
  | RegExp
  | Exactly
  | readonly Wanted[]
  | { readonly [field: string]: Wanted };

const ID = /^[0-9a-f]{8}$/;

const isList = (wanted: Wanted): wanted is readonly Wanted[] => Array.isArray(wanted);

/** Does a value that is no list and no object agree with what is wanted? */
function agrees(actual: unknown, wanted: Wanted): boolean {
  if (wanted instanceof Exactly) return isDeepStrictEqual(actual, wanted.value);
  if (wanted instanceof RegExp) return typeof actual === 'string' && wanted.test(actual);
  if (typeof wanted !== 'string' || !ID.test(wanted)) return actual === wanted;
  return typeof actual === 'string' && actual.startsWith(`${wanted}-`);
}

/** What an answer lacks of what is wanted, in words; null where it lacks nothing. */
export function lacking(actual: unknown, wanted: Wanted, at = 'answer'): string | null {
  if (isList(wanted)) {
    if (!Array.isArray(actual)) return `${at} is no list`;
    const absent = wanted.find((each) => actual.every((one) => lacking(one, each) !== null));
    return absent === undefined ? null : `${at} has nothing like ${inspect(absent, { depth: 9 })}`;
  }
  if (typeof wanted !== 'object' || wanted === null) return told(actual, wanted, at);
  if (wanted instanceof RegExp || wanted instanceof Exactly) return told(actual, wanted, at);
  if (typeof actual !== 'object' || actual === null) return `${at} is no object`;
  for (const [field, each] of Object.entries(wanted)) {
    const found = lacking(Reflect.get(actual, field), each, `${at}.${field}`);
    if (found !== null) return found;
  }
  return null;
}

function told(actual: unknown, wanted: Wanted, at: string): string | null {
  return agrees(actual, wanted) ? null : `${at} is ${inspect(actual)}, not ${inspect(wanted)}`;
}

/** The same with one value wrong: each way in which that can be. */
export function spoilt(wanted: Wanted): Wanted[] {
  if (isList(wanted)) {
    return wanted.flatMap((each, at) => spoilt(each).map((bad) => wanted.with(at, bad)));
  }
  if (wanted instanceof RegExp) return [/there is no such text/];
  if (wanted instanceof Exactly) return [new Exactly([wanted.value])];
  if (typeof wanted === 'object' && wanted !== null) {
    return Object.entries(wanted).flatMap(([field, each]) =>
      spoilt(each).map((bad) => ({ ...wanted, [field]: bad })),
    );
  }
  if (typeof wanted === 'number') return [wanted + 1];
  return typeof wanted === 'boolean' ? [!wanted] : [`${wanted} not`];
}
