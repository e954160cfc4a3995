import type { Draft } from '../../../events/entry.ts';
import type { StagedRow } from '../../store/staging.ts';
import type { Framed, RowMapper } from '../mapping/row-mapper.ts';
import { contentId } from './content-id.ts';
import type { RowProblem } from './outcome.ts';

/** A list whose rows can be mapped. */
export interface MappedList {
  readonly name: string;
  readonly mapper: RowMapper;
}

/** An entry that a row makes, with its id. */
export interface RowEntry {
  readonly list: number;
  readonly row: number;
  readonly cells: readonly string[];
  readonly draft: Draft & { readonly id: string };
}

/** The rows of one contest as entries. */
export interface ContestRows {
  readonly rows: number;
  readonly entries: readonly RowEntry[];
  /** How many entries other rows before them make just so. */
  readonly repeated: number;
  readonly problems: readonly RowProblem[];
}

/** Maps the rows of a contest, in their order. Entries that say the same are one. */
export function contestRows(
  contest: string,
  staged: Iterable<StagedRow>,
  lists: readonly MappedList[],
  key: Uint8Array,
): ContestRows {
  const framed: Framed = new Map();
  const entries = new Map<string, RowEntry>();
  const problems: RowProblem[] = [];
  let [rows, repeated] = [0, 0];
  for (const { list, row, cells } of staged) {
    rows += 1;
    const { name, mapper } = lists[list] as MappedList;
    const mapped = mapper.map(cells, row, framed);
    for (const fault of mapped.faults)
      problems.push({ list: name, row, kind: 'refused', ...fault });
    for (const { draft } of mapped.entries) {
      const id = contentId(key, contest, draft);
      if (entries.has(id)) repeated += 1;
      else entries.set(id, { list, row, cells, draft: { ...draft, id } });
    }
  }
  return { rows, entries: [...entries.values()], repeated, problems };
}
