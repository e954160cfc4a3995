import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Columns, FIELDS, pack, unpack } from '../../projections/columns.ts';
import type { Detail } from '../../projections/details.ts';

const symbols = { name: String, of: Number };
const number = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

const entry = fc.record({
  row: fc.array(number, { minLength: FIELDS.length, maxLength: FIELDS.length }),
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  detail: fc.option(fc.record({ on: fc.constant(null), data: fc.string() }), { nil: undefined }),
});
const pages = fc.array(fc.tuple(fc.boolean(), fc.array(entry, { maxLength: 40 })), {
  maxLength: 6,
});

const shown = (columns: Columns) => ({
  length: columns.length,
  columns: FIELDS.map((field) => columns[field].slice(0, columns.length)),
  ids: Array.from({ length: columns.length }, (_, row) => columns.idOf(row)),
  details: Array.from({ length: columns.length }, (_, row) => columns.detail(row)),
});

it('a row is unpacked as it was packed, wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), fc.nat(7), (entries, shift) => {
      const bytes = Buffer.concat(entries.map(({ row, id }) => pack(row, id)));
      const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).subarray(shift);
      entries.forEach(({ row, id }, place) => {
        const found = unpack(shifted, place);
        expect([found.row, [...found.id]]).toEqual([row, [...id]]);
      });
    }),
  );
});

it('columns taken in as they are stored are those that rows make, pages and rows mixed', () => {
  fc.assert(
    fc.property(pages, (all) => {
      const pushed = new Columns(symbols);
      const taken = new Columns(symbols);
      for (const [isPage, entries] of all) {
        for (const { row, id, detail } of entries) pushed.push(row, id, detail);
        if (isPage) {
          const details = new Map<number, () => Detail>();
          entries.forEach(({ detail }, place) => {
            if (detail !== undefined) details.set(place, () => detail);
          });
          taken.take({ rows: Buffer.concat(entries.map(({ row, id }) => pack(row, id))), details });
        } else for (const { row, id, detail } of entries) taken.push(row, id, detail);
      }
      expect(shown(taken)).toEqual(shown(pushed));
      const half = Math.floor(taken.length / 2);
      expect(shown(taken.copy(half))).toEqual(shown(pushed.copy(half)));
    }),
  );
});
