import { type Fault, placeOf } from './problem.ts';

/** How deep JSON may be nested: far deeper than any entry is, and far less than a stack holds. */
const DEEPEST = 32;

/** Keys that make of an object another than it seems: with a `toString` of its own it cannot even be compared. */
const STRAYS = ['__proto__', 'toString'];

interface Place {
  readonly value: unknown;
  readonly depth: number;
  /** The last step to it, and what it lies in; the root has neither. */
  readonly key?: PropertyKey;
  readonly within?: Place;
}

function* inside(place: Place): Generator<Place> {
  const { value, depth } = place;
  const list = Array.isArray(value);
  for (const [key, inner] of Object.entries(value as object)) {
    yield { value: inner, depth: depth + 1, key: list ? Number(key) : key, within: place };
    if (!list) yield { ...place, value: key, depth: depth + 1 };
  }
}

function pathOf(place: Place): PropertyKey[] {
  const path: PropertyKey[] = [];
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.within) path.push(at.key);
  return path.reverse();
}

/** A path as far as a reader follows it, to the end of a step. */
const brief = (path: string): string =>
  path.length <= 100 ? path : `${path.slice(0, 100).replace(/[.[][^.[]*$/, '')}…`;

function problemAt({ value, depth }: Place, deepest: number): string | undefined {
  if (typeof value === 'string') {
    return value.isWellFormed() ? undefined : 'is not well-formed Unicode';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const stray = STRAYS.find((name) => Object.hasOwn(value, name));
  if (stray !== undefined) return `${stray} is no field of any entry`;
  return depth === deepest ? `is nested more than ${deepest} levels deep` : undefined;
}

/** What no schema can say of JSON from outside: too deep, or text that has no RFC 8785 form. */
export function shapeFault(input: unknown, deepest: number = DEEPEST): Fault | undefined {
  const open: Place[] = [{ value: input, depth: 0 }];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const problem = problemAt(each, deepest);
    if (problem !== undefined) return { path: pathOf(each), problem };
    if (typeof each.value !== 'object' || each.value === null) continue;
    // One by one: as the arguments of one call, a hundred thousand keys would be more than the stack holds.
    for (const inner of inside(each)) open.push(inner);
  }
  return undefined;
}

/** A fault of shape as a sentence, with a place that is no longer than somebody reads. */
export function shapeSentence({ path, problem }: Fault): string {
  const place = brief(placeOf(path));
  return place === '' ? problem : `${place}: ${problem}`;
}

/** What is wrong with the shape of JSON from outside, as a sentence without its full stop. */
export function shapeProblem(input: unknown, deepest: number = DEEPEST): string | undefined {
  const fault = shapeFault(input, deepest);
  return fault === undefined ? undefined : shapeSentence(fault);
}

/** The same JSON with all its text NFC-normalised, as the schemas do for the text they know. */
export function normalised<T>(value: T): T {
  if (typeof value === 'string') return value.normalize('NFC') as T;
  if (Array.isArray(value)) return value.map(normalised) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, normalised(inner)]),
  ) as T;
}
