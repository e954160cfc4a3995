/** JSON that is read strictly: a key that an object has twice is refused, and nothing else that JSON.parse takes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/interchange/json-text.ts';

/** JSON as a tree whose objects are lists of pairs, so that a key may stand twice. */
type Tree =
  | string
  | number
  | boolean
  | null
  | Tree[]
  | { readonly pairs: readonly [string, Tree][] };

const key = fc.constantFrom(
  'a',
  'b',
  '',
  'a"b',
  '\\',
  '\u00e9',
  '__proto__',
  '{',
  ',',
  'x:y',
  '[0]',
);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.record({ pairs: fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }) }),
  ),
}));

const isObject = (each: Tree): each is { readonly pairs: readonly [string, Tree][] } =>
  typeof each === 'object' && each !== null && 'pairs' in each;

/** Written with blanks and with escapes where `odd`. */
function write(each: Tree, odd: boolean): string {
  const blank = odd ? ' \n\t' : '';
  if (Array.isArray(each))
    return `[${blank}${each.map((one) => write(one, odd)).join(`${blank},`)}]`;
  if (!isObject(each)) return JSON.stringify(each);
  const escaped = (name: string) =>
    odd
      ? `"${[...name].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`
      : JSON.stringify(name);
  const pairs = each.pairs.map(([name, value], at) => {
    // One of two equal keys is written in another way than the other.
    const said = at % 2 === 0 ? escaped(name) : JSON.stringify(name);
    return `${blank}${said}${blank}:${write(value, odd)}`;
  });
  return `{${pairs.join(',')}${blank}}`;
}

/** The place of the first key, in the order of the text, that its object had before. */
function twice(each: Tree, path: readonly PropertyKey[] = []): PropertyKey[] | undefined {
  if (Array.isArray(each)) {
    for (const [at, one] of each.entries()) {
      const found = twice(one, [...path, at]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isObject(each)) return undefined;
  const seen: string[] = [];
  for (const [name, value] of each.pairs) {
    if (seen.includes(name)) return [...path, name];
    seen.push(name);
    const found = twice(value, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('JSON text', () => {
  test('is what JSON.parse says, unless a key is given twice: then the first such place', () => {
    fc.assert(
      fc.property(tree, fc.boolean(), (given, odd) => {
        const text = write(given, odd);
        const read = readJson(text);
        const path = twice(given);
        if (path === undefined) expect(read).toEqual({ ok: true, value: JSON.parse(text) });
        else expect(read).toEqual({ ok: false, path, problem: expect.stringMatching(/twice/) });
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['', 'is not JSON (it ends too early)'],
    ['{"a":1,}', 'is not JSON (see character 8)'],
    ['nope', 'is not JSON'],
  ])('that is none is told: %s', (text, problem) => {
    expect(readJson(text)).toEqual({
      ok: false,
      path: [],
      problem: expect.stringContaining(problem),
    });
  });
});
