import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { BadInput } from '../../../src/interchange/bad-input.ts';
import { openList } from '../../../src/interchange/lists/list.ts';
import type {
  ListOptions,
  ListRow,
  OpenList,
  RowProblem,
} from '../../../src/interchange/lists/row.ts';

/** What a list reads as. */
export interface ReadList {
  readonly columns: readonly string[];
  readonly rows: readonly (ListRow | RowProblem)[];
  readonly list: OpenList;
}

/** The values of each row that could be read, and the problem of each other. */
export const cellsOf = ({ rows }: ReadList) =>
  rows.map((row) => ('cells' in row ? row.cells : row.problem));

/** Ways to write and read lists in a folder that goes with the file's tests. */
export function lists() {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-lists-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const place = (name: string) => join(folder, name);
  const write = (content: string | Uint8Array, name = 'list.csv') => {
    writeFileSync(place(name), content);
    return place(name);
  };
  const readAt = async (path: string, options: ListOptions = {}): Promise<ReadList> => {
    const list = await openList(path, options, new AbortController().signal);
    const rows: (ListRow | RowProblem)[] = [];
    for await (const some of list.rows()) {
      expect(some.length).toBeLessThanOrEqual(500);
      rows.push(...some);
    }
    return { columns: list.head.columns, rows, list };
  };
  const read = (content: string | Uint8Array, options: ListOptions = {}, name = 'list.csv') =>
    readAt(write(content, name), options);
  /** Why a list is refused, the folder left out. */
  const refusal = async (reading: Promise<unknown>): Promise<string> => {
    const error: unknown = await reading.then(
      () => new Error('it is not refused'),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof BadInput)) throw error;
    return error.message.replaceAll(`${folder}/`, '');
  };
  return { folder, place, write, readAt, read, refusal };
}
