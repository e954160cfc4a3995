/**
 * No regular expression of the product takes longer and longer over what somebody makes longer. Each was
 * judged by recheck, which finds what makes one slow; test/golden/regular-expressions.json keeps what it
 * said, since it takes its time. What is not in there is judged at once, and some of the rest once more.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../laws/random.ts';
import { SEED } from '../../settings.ts';
import { BOUNDED, MADE } from './bounded.ts';
import { foundIn, ofProduct } from './found.ts';
import { verdictOn, written } from './judged.ts';
import { slowOn } from './pumped.ts';

const GOLDEN: readonly string[] = JSON.parse(
  readFileSync(new URL('../../../golden/regular-expressions.json', import.meta.url), 'utf8'),
);
const FOUND = ofProduct();
const KNOWN = FOUND.filter(({ pattern }) => pattern !== undefined);
const ALL = [...new Set([...KNOWN.map(written), ...Object.values(MADE)])].sort();
const SAFE = ALL.filter((each) => !BOUNDED.has(each));

describe(`the ${ALL.length} regular expressions of the product`, () => {
  it('are judged safe, or read little', () => {
    const unknown = SAFE.filter((each) => !GOLDEN.includes(each));
    const judged = unknown.map((each) => `${each}: ${verdictOn(each)}`);
    // A safe one that is new belongs into test/golden/regular-expressions.json; another is rewritten.
    expect(judged).toEqual([]);
    expect(GOLDEN).toEqual(SAFE);
  }, 300_000);

  it('are judged the same once more, as far as some tell', () => {
    const random = new Random(SEED);
    const some = random.shuffled(GOLDEN).slice(0, 8);
    expect(some.map((each) => [each, verdictOn(each)])).toEqual(some.map((each) => [each, 'safe']));
  }, 300_000);

  it.each([...BOUNDED])('read little where they are not: %s', (each, { holds }) => {
    expect(ALL).toContain(each);
    expect(holds()).toBe(true);
  });

  it('that are put together as the code runs are told', () => {
    const files = FOUND.filter(({ pattern }) => pattern === undefined).map(({ file }) => file);
    expect(files).toEqual(Object.keys(MADE));
  });

  it('are quick on 32 KiB of what they may read over and over', () => {
    expect(SAFE.flatMap((each) => slowOn(each) ?? []).slice(0, 3)).toEqual([]);
  }, 300_000);
});

describe('a bad one', () => {
  const code = [
    "const WORD: string = '(?:a|a)+';",
    'const [bad, worse] = [/^(a+)+$/, new RegExp(`^$@{WORD}$`)];'.replace('@', ''),
    String.raw`const [square, late] = [/\s+$/g, RegExp(name)];`,
  ].join('\n');

  it('is found in code', () => {
    expect(foundIn('a.ts', code).map(({ pattern }) => pattern)).toEqual([
      '^(a+)+$',
      '^(?:a|a)+$',
      String.raw`\s+$`,
      undefined,
    ]);
  });

  it.each(['/^(a+)+$/', '/^(?:a|a)+$/', '/(?:[^,"]|"[^"]*"?)+;/'])('is judged so: %s', (bad) => {
    expect(verdictOn(bad)).toMatch(/^exponential: /);
  });

  it('is slow where that can be measured', () => {
    expect(verdictOn(String.raw`/\s+$/g`)).toMatch(/^\d\w\w degree polynomial: /);
    expect(slowOn(String.raw`/\s+$/g`)).toBeDefined();
  }, 60_000);
});
