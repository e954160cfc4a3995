import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slug } from '../../../events/fields.ts';
import { slugOf } from '../../../src/interchange/mapping/slug.ts';

test.each([
  ["Beto O'Rourke", 'beto-orourke'],
  ['Beto O’Rourke', 'beto-orourke'],
  ['  Sir  Bob Neill ', 'sir-bob-neill'],
  ['Zoë Lofgren', 'zoe-lofgren'],
  ['Zoe\u0308 Lofgren', 'zoe-lofgren'],
  ['Łukasz Żółć', 'lukasz-zolc'],
  ['Straße Æsir Øst Þór', 'strasse-aesir-ost-thor'],
  ['ISTANBUL İıI', 'istanbul-iii'],
  ['Martin Luther King, Jr.', 'martin-luther-king-jr'],
  ['Musicians & Actors', 'musicians-and-actors'],
  ['A.F.L.–C.I.O.', 'afl-cio'],
  ['District 17', 'district-17'],
  ['o_rourke', 'o-rourke'],
  ['--a--', 'a'],
  ['ﬁnance ①', 'finance-1'],
  ['Ａｎｎ', 'ann'],
  ['=1+1', '1-1'],
  ['王小明', ''],
  ['…', ''],
  ['', ''],
])('%j is %j', (name, expected) => {
  expect(slugOf(name)).toBe(expected);
});

test('is a slug or empty, whatever the name, and its own slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
      const made = slugOf(name);
      expect(made === '' || slug.safeParse(made).success).toBe(true);
      expect(slugOf(made)).toBe(made);
    }),
    { numRuns: 500 },
  );
});
