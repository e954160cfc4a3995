import type { Draft } from '../../../events/entry.ts';
import { parseMapping } from '../../../src/interchange/mapping/mapping-file.ts';
import { type Framed, RowMapper } from '../../../src/interchange/mapping/row-mapper.ts';
import type { Mapping } from '../../../src/interchange/mapping/schema.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An entry that says nothing but what is put into its name. */
export const entered = (name: unknown, more: Fields = {}): Fields => ({
  type: 'CandidateEntered',
  on: '2019',
  data: { candidate: 'ann', name },
  ...more,
});

const PAGE = { url: 'https://paper.example/list', publisher: 'The Paper', title: 'The list' };

/** A mapping as a file holds it. */
export const written = (more: Fields = {}): Fields => ({
  mapping: 1,
  title: 'A list',
  contest: 'leader',
  sources: [PAGE],
  entries: [entered({ column: 'name' })],
  ...more,
});

/** A mapping that somebody wrote. */
export const mappingOf = (more: Fields = {}): Mapping =>
  parseMapping(JSON.stringify(written(more)), 'm.json');

const CITED = { sha256: () => 'ab'.repeat(32) };

/** A mapper over columns. */
export const mapper = (columns: readonly string[], more: Fields = {}): RowMapper =>
  new RowMapper(mappingOf(more), columns, 'list.csv', CITED);

/** What rows make, all as one list, and what is wrong with them, as sentences. */
export function made(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  more: Fields = {},
): { drafts: Draft[]; faults: string[] } {
  const ready = mapper(columns, more);
  const framed: Framed = new Map();
  const mapped = rows.map((cells, index) => ready.map(cells, index + 2, framed));
  return {
    drafts: mapped.flatMap(({ entries }) => entries.map(({ draft }) => draft)),
    faults: mapped.flatMap(({ faults }) =>
      faults.map(({ column, value, reason, suggestion }) =>
        [column, JSON.stringify(value), reason, suggestion].join(' | '),
      ),
    ),
  };
}

/** What an expression says of one row: its value as the name of a candidate, or what is wrong. */
export function said(
  expression: unknown,
  row: Readonly<Record<string, string>>,
  more: Fields = {},
) {
  const given = { entries: [entered('x', { note: expression })], ...more };
  const { drafts, faults } = made(Object.keys(row), [Object.values(row)], given);
  return faults.length > 0 ? faults : drafts[0]?.note;
}
