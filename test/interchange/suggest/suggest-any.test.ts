import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadInput } from '../../../src/interchange/bad-input.ts';
import { RowMapper } from '../../../src/interchange/mapping/row-mapper.ts';
import { Mapping } from '../../../src/interchange/mapping/schema.ts';
import { suggest } from '../../../src/interchange/suggest/suggest.ts';

test('of any table is a mapping whose rows can be read, or one sentence', () => {
  const name = fc.constantFrom(
    'endorser',
    'candidate',
    'date',
    'type',
    'url',
    'x',
    'office',
    'a b',
  );
  const cell = fc.oneof(
    fc.constantFrom('', 'NA', '-', 'Yes', 'No', '3/4/2010', '2010-04', 'https://a.example', '王'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const table = fc.uniqueArray(name, { minLength: 1, maxLength: 6 }).chain((columns) =>
    fc.tuple(
      fc.constant(columns),
      fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
        minLength: 1,
        maxLength: 8,
      }),
    ),
  );
  fc.assert(
    fc.property(table, ([columns, rows]) => {
      try {
        const looked = { name: 'list.csv', columns, rows, today: '2026-11-22' };
        const mapping = Mapping.parse(suggest(looked).mapping);
        const cited = { sha256: () => 'ab'.repeat(32) };
        const mapper = new RowMapper(mapping, columns, 'list.csv', cited);
        const framed = new Map();
        for (const [index, cells] of rows.entries()) {
          mapper.contest(cells);
          mapper.map(cells, index + 2, framed);
        }
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        expect(error.message).toMatch(/^list\.csv: no column seems to say/);
      }
    }),
    { numRuns: 300 },
  );
});
