import type { z } from 'zod';

/** Something wrong with JSON from outside: where, as the steps from its root, and in which words. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly problem: string;
}

/** A place as a sentence names it: `data.choices[0].rank`; nothing for the whole. */
export function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

function ofType(issue: z.core.$ZodIssueInvalidType): string {
  const names: Record<string, string> = { int: 'whole number', record: 'object' };
  const wanted = names[issue.expected] ?? issue.expected;
  const must = `must be ${/^[aeio]/.test(wanted) ? 'an' : 'a'} ${wanted}`;
  return issue.message.endsWith('received undefined') ? `is missing; it ${must}` : must;
}

/** What a limit counts, before the number; nothing where it is the number itself that is limited. */
const UNITS: Readonly<Record<string, string>> = {
  string: 'of a length of ',
  array: 'a list with a length of ',
};

/** How many of an entry's faults are told, and of the fields that it should not have. */
const TOLD = 5;

/** The first few of whatever somebody sent, which may be a hundred thousand. */
function quotedFew(values: readonly string[]): string {
  const others = values.length - TOLD;
  const told = quoted(values.slice(0, TOLD));
  return others > 0 ? `${told} and ${others} more` : told;
}

/** What is wrong by one of zod's issues, in words that say what would be right; its place is not told. */
export function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue);
    case 'unrecognized_keys':
      return `has no field ${quotedFew(issue.keys)}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${quoted(issue.values)}`;
    case 'invalid_union':
      return issue.message;
    case 'too_big':
      return `must be ${UNITS[issue.origin] ?? ''}${issue.maximum} or less`;
    case 'too_small':
      return `must be ${UNITS[issue.origin] ?? ''}${issue.minimum} or more`;
    default:
      return issue.message;
  }
}

/**
 * An issue, or, where a value fits none of several forms, what is wrong with it as the one form whose
 * fields it has: the others would only say that these are not theirs.
 */
function pinned(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const alien = (each: z.core.$ZodIssue) =>
    each.code === 'unrecognized_keys' || (each.code === 'invalid_type' && each.path.length === 0);
  const meant = issue.errors.filter((errors) => !errors.some(alien));
  const [only] = meant;
  if (only === undefined || meant.length > 1) return [issue];
  return only.flatMap((each) => pinned({ ...each, path: [...issue.path, ...each.path] }));
}

/** A fault as a sentence without its full stop, which names its place. */
export function sentenceOf({ path, problem }: Fault): string {
  const place = placeOf(path);
  return place === '' ? problem : `${place}: ${problem}`;
}

/** Zod's issues one by one, five at most, each at its place; a field too many at its own. */
export function faultsOf(error: z.ZodError, prefix: readonly PropertyKey[] = []): Fault[] {
  return error.issues
    .flatMap(pinned)
    .slice(0, TOLD)
    .flatMap((issue) => {
      const path = [...prefix, ...issue.path];
      if (issue.code !== 'unrecognized_keys') return [{ path, problem: wordsOf(issue) }];
      return issue.keys.slice(0, TOLD).map((key) => ({
        path: [...path, key],
        problem: 'is no field here',
      }));
    });
}

/** Zod's issues as one plain sentence, without its full stop, that names each place. */
export function problemOf(error: z.ZodError, prefix: readonly PropertyKey[] = []): string {
  return error.issues
    .flatMap(pinned)
    .slice(0, TOLD)
    .map((issue) => sentenceOf({ path: [...prefix, ...issue.path], problem: wordsOf(issue) }))
    .join('; ');
}
