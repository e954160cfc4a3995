import { BadInput } from '../bad-input.ts';
import { openList } from '../lists/list.ts';
import type { ListOptions } from '../lists/row.ts';
import type { Mapping } from './schema.ts';

/** Another list in which rows are looked up, held in memory. */
export interface Lookup {
  readonly columns: readonly string[];
  /** The cells of the row under a key. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** A mapping with the lists in which it looks rows up, as far as they were given. */
export type JoinedMapping = Mapping & { readonly looked?: ReadonlyMap<string, Lookup> };

/** How many rows a list may have in which others are looked up. */
const MOST = 100_000;

/** The name and the file of `NAME=FILE`. Refuses, as BadInput, another form. */
function named(given: string): readonly [name: string, file: string] {
  const at = given.indexOf('=');
  if (at > 0 && at < given.length - 1) return [given.slice(0, at), given.slice(at + 1)];
  throw new BadInput(`--lookup ${given} is not NAME=FILE; say it as in --lookup links=links.csv.`);
}

async function read(
  file: string,
  key: string,
  options: ListOptions,
  signal: AbortSignal,
): Promise<Lookup> {
  const list = await openList(file, options, signal);
  const { columns } = list.head;
  const at = columns.indexOf(key);
  if (at < 0) {
    throw new BadInput(
      `${file} has no column ${JSON.stringify(key)}, by which the mapping looks rows up; its columns are ${columns.join(', ')}.`,
    );
  }
  const rows = new Map<string, readonly string[]>();
  for await (const chunk of list.rows()) {
    for (const row of chunk) {
      if ('problem' in row)
        throw new BadInput(`${file}:${row.row}: ${row.problem}; ${row.suggestion}.`);
      const found = (row.cells[at] ?? '').trim();
      if (rows.has(found)) {
        throw new BadInput(
          `${file}:${row.row}: ${JSON.stringify(found)} stands twice in ${key}; keep one of the two.`,
        );
      }
      rows.set(found, row.cells);
    }
    if (rows.size > MOST) {
      throw new BadInput(
        `${file} has more than ${MOST} rows; a list to look rows up in must be shorter.`,
      );
    }
  }
  return { columns, rows };
}

/**
 * A mapping with the lists in which it looks rows up, each given as `NAME=FILE`. Refuses, as BadInput, one that
 * the mapping does not know, and one that it cannot do without and that is not given.
 */
export async function withLookups(
  mapping: Mapping,
  given: readonly string[],
  signal: AbortSignal,
): Promise<JoinedMapping> {
  const { lookups, list } = mapping;
  const found = new Map<string, Lookup>();
  for (const [name, file] of given.map(named)) {
    const about = Object.hasOwn(lookups, name) ? lookups[name] : undefined;
    if (about === undefined) {
      throw new BadInput(
        `The mapping looks nothing up in ${JSON.stringify(name)}; its lookups are ${Object.keys(lookups).join(', ') || 'none'}.`,
      );
    }
    found.set(name, await read(file, about.key, list as ListOptions, signal));
  }
  const missing = Object.keys(lookups).find(
    (name) => !found.has(name) && lookups[name]?.optional !== true,
  );
  if (missing === undefined) return { ...mapping, looked: found };
  throw new BadInput(
    `The mapping looks rows up in ${JSON.stringify(missing)}; give that list with --lookup ${missing}=FILE.`,
  );
}
