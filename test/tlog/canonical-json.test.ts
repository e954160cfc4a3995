import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/tlog/canonical-json.ts';
import { canonical } from '../../src/tlog/commitment.ts';

const text = (value: unknown) => Buffer.from(canonical(value)).toString('utf8');

describe('canonical JSON of plain values', () => {
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
        fc.pre(canonicalJson(given) !== undefined);
        expect(text(given)).toBe(canonicalize(given));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a text that is not well-formed', { a: '\ud800' }],
    ['a number without a JSON form', { a: Number.NaN }],
    ['nothing within a list', { a: [undefined] }],
    ['an object of a class', { a: new Date(0) }],
  ])('leaves %s to canonicalize', (_, value) => {
    expect(canonicalJson(value)).toBeUndefined();
  });

  it.each([
    ['keys that look like numbers', { b: 1, 10: 2, 9: 3 }, '{"10":2,"9":3,"b":1}'],
    ['a key that is no field', JSON.parse('{"__proto__": 1}'), '{"__proto__":1}'],
    ['controls and marks', { a: '\u0007"\\/\u007f\u2028' }, '{"a":"\\u0007\\"\\\\/\u007f\u2028"}'],
    ['keys by their UTF-16 units', { '\ufb33': 1, '\u{1f600}': 2 }, '{"\u{1f600}":2,"\ufb33":1}'],
    ['numbers as ECMAScript does', [-0, 1e21, 0.1, 5e-324], '[0,1e+21,0.1,5e-324]'],
    [
      'many keys',
      Object.fromEntries([...'zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPO'].map((k) => [k, 1])),
      null,
    ],
  ])('writes %s as the RFC says', (_, value, wanted) => {
    expect(canonicalJson(value)).toBe(wanted ?? canonicalize(value));
    expect(canonicalJson(value)).toBe(canonicalize(value));
  });

  it('leaves fields out that say nothing', () => {
    expect(text({ b: undefined, a: 1 })).toBe('{"a":1}');
  });
});
