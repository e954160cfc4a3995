import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDraft } from '../../events/entry.ts';
import { isCanonical } from '../../src/tlog/audit/canonical-text.ts';
import { LeafCheck } from '../../src/tlog/audit/leaf-check.ts';
import { isPlainPayload } from '../../src/tlog/audit/payload-check.ts';
import { subtreeRoots } from '../../src/tlog/audit/subtree.ts';
import { canonical } from '../../src/tlog/commitment.ts';
import { leafDigest, nodeDigest } from '../../src/tlog/hash.ts';

const isRfc8785 = (text: string): boolean => {
  try {
    return canonicalize(JSON.parse(text)) === text;
  } catch {
    return false;
  }
};

test('the quick look at canonical form says what RFC 8785 says', () => {
  const spoil = (text: string, at: number, put: string) =>
    text.slice(0, at % (text.length + 1)) + put + text.slice(at % (text.length + 1));
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.boolean(),
      fc.nat(),
      fc.constantFrom('', '', ' ', '0', '-', '\\u0061', '"a":1,', '\\ud800', '10', '.0'),
      (value, plain, at, put) => {
        const text = spoil(plain ? JSON.stringify(value) : (canonicalize(value) ?? ''), at, put);
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          return;
        }
        expect(isCanonical(text, parsed)).toBe(isRfc8785(text));
      },
    ),
    { numRuns: 2000 },
  );
  for (const text of [
    '{"10":1,"9":1}',
    '{"9":1,"10":1}',
    '{"a":1,"a":1}',
    '"\\ud800"',
    '-0',
    '1e2',
  ]) {
    expect(isCanonical(text, JSON.parse(text)), text).toBe(isRfc8785(text));
  }
});

const ascii = fc.string({ minLength: 0, maxLength: 12, unit: 'grapheme-ascii' });
const often = <T>(good: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: other });
const url = fc.oneof(
  { weight: 6, arbitrary: fc.webUrl() },
  ascii,
  fc.tuple(fc.constantFrom('https://', 'http://'), ascii, ascii).map((parts) => parts.join('')),
);
const source = fc.record(
  {
    url,
    publisher: often('The Guardian', ascii),
    title: often('Unite backs nobody', ascii),
    published: often('2010-07-14', fc.constantFrom('2010-13', '2010', 'yesterday')),
    retrieved: often('2026-01-01', fc.constantFrom('2026-01-01T00:00:00Z', '2026')),
    quote: fc.string({ maxLength: 310, unit: 'grapheme-ascii' }),
  },
  { requiredKeys: ['url', 'publisher', 'title'] },
);

test('what passes the quick look at a payload passes the schemas, unchanged', () => {
  let passed = 0;
  const payload = fc.record(
    {
      on: often('2010-07-14', fc.constantFrom('201X', 'soon')),
      data: fc.constant({ endorser: 'unite', stance: 'neutral' }),
      sources: fc.array(source, { minLength: 1, maxLength: 3 }),
      note: often('A note.', ascii),
    },
    { requiredKeys: ['data'] },
  );
  fc.assert(
    fc.property(payload, (given) => {
      if (!isPlainPayload('NeutralityDeclared', 1, given)) return;
      passed += 1;
      const parsed = parseDraft({ ...given, type: 'NeutralityDeclared', version: 1 });
      expect(parsed).toEqual({
        ok: true,
        draft: { ...given, type: 'NeutralityDeclared', version: 1 },
      });
    }),
    { numRuns: 3000 },
  );
  expect(passed).toBeGreaterThan(20);
});

test('a leaf is read alike the quick way and the slow way, and any other byte is refused', () => {
  const id = '018c0000-0000-7000-8000-000000000001';
  const digest = 'ab'.repeat(32);
  const envelope = {
    contest: 'labour-leader-2010',
    id,
    payloadHash: `sha256:${digest}`,
    recordedAt: '2026-01-02T03:04:05.678Z',
    recordedBy: 'Zoë',
    type: 'EndorsementMade',
    version: 2,
  };
  const leaf = Buffer.from(canonical(envelope));
  const expected = { id, contest: 'labour-leader-2010', digest };
  const check = new LeafCheck();
  const slow = check.read(leaf, expected);
  expect(slow).toEqual({
    type: 'EndorsementMade',
    version: 2,
    recordedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  });
  expect(check.read(leaf, expected)).toEqual(slow);
  for (let at = 0; at < leaf.length; at += 1) {
    const changed = Buffer.from(leaf);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const read = check.read(changed, expected);
    // An instant and a name may be another one: the tree of the log sees to these.
    if (typeof read !== 'string') expect(new LeafCheck().read(changed, expected)).toEqual(read);
  }
});

test('the roots of tiles are those of RFC 6962', () => {
  const leaves = Array.from({ length: 600 }, (_, index) => leafDigest(Buffer.from(`${index}`)));
  const root = (all: readonly string[]): string => {
    const [one] = all;
    if (all.length === 1 && one !== undefined) return one;
    return nodeDigest(root(all.slice(0, all.length / 2)), root(all.slice(all.length / 2)));
  };
  const roots = subtreeRoots(Buffer.from(leaves.join(''), 'latin1'));
  const right = [leaves.slice(0, 256), leaves.slice(256, 512)].map((each) => root(each));
  expect(roots.toString('latin1')).toBe(right.join(''));
});
