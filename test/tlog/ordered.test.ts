import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/tlog/commitment.ts';
import { ordered } from '../../src/tlog/ordered.ts';

const text = (value: unknown) => Buffer.from(canonical(value)).toString('utf8');

describe('canonical JSON by ordered keys', () => {
  it('is what canonicalize writes, whatever is written', () => {
    const value = fc.anything({
      key: fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('10', '9', 'a', 'é', '__proto__'),
      ),
      maxDepth: 4,
      withNullPrototype: true,
      withObjectString: true,
    });
    fc.assert(
      fc.property(value, (given) => {
        fc.pre(ordered(given) !== undefined);
        expect(text(given)).toBe(canonicalize(given));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a key that looks like a number', { b: 1, 10: 2, 9: 3 }],
    ['a key that is no field', JSON.parse('{"__proto__": 1}')],
    ['a text that is not well-formed', { a: '\ud800' }],
    ['a number without a JSON form', { a: Number.NaN }],
    ['nothing within a list', { a: [undefined] }],
    ['an object of a class', { a: new Date(0) }],
  ])('leaves %s to canonicalize', (_, value) => {
    expect(ordered(value)).toBeUndefined();
  });

  it('leaves fields out that say nothing', () => {
    expect(text({ b: undefined, a: 1 })).toBe('{"a":1}');
  });
});
