import type { Source } from '../../../events/source.ts';
import { parseDay } from '../../time/day.ts';
import { BadInput } from '../bad-input.ts';
import type { NamedList } from '../intake/take-lists.ts';
import type { JoinedMapping } from '../mapping/lookup.ts';
import { RowMapper } from '../mapping/row-mapper.ts';
import type { Snapshots } from '../mapping/schema.ts';
import type { CopyList } from './read-copies.ts';

const DAYS = /\d{4}-\d{2}-\d{2}/g;

/** The day that a file's name gives. Refuses, as BadInput, a name without one, or with two. */
function dayIn(name: string): string {
  const days = [...new Set(name.match(DAYS))].filter((day) => parseDay(day) !== undefined);
  const [day, ...others] = days;
  if (day !== undefined && others.length === 0) return day;
  const why =
    day === undefined ? 'has no day in its name' : `has the days ${days.join(' and ')} in its name`;
  throw new BadInput(
    `${name} ${why}, so nobody knows when the copy was taken; say it with --published YYYY-MM-DD, or name the file so.`,
  );
}

function copyList(
  { name, list }: NamedList,
  mapping: JoinedMapping,
  { url, publisher, title }: Snapshots,
  day: string,
): CopyList {
  const source = (): Source => ({ url, publisher, title, published: day, sha256: list.sha256() });
  const undated = `[..${day}]`;
  const cited = {
    sha256: () => list.sha256(),
    copy: (row: number) => ({ ...source(), locator: `row ${row}` }),
    undated,
  };
  return {
    name,
    day,
    undated,
    mapper: new RowMapper(mapping, list.head.columns, name, cited),
    // The digest is known once all of the file was read.
    get source() {
      return source();
    },
  };
}

/**
 * Makes dated copies of a list ready to be mapped. The day of each is `published`, for a single file, or
 * stands in its name. Throws BadInput where there is none, or where the mapping names what a copy has not.
 */
export function copyLists(
  lists: readonly NamedList[],
  mapping: JoinedMapping,
  snapshots: Snapshots,
  published: string | undefined,
): CopyList[] {
  if (published !== undefined && (lists.length > 1 || parseDay(published) === undefined)) {
    const why = lists.length > 1 ? 'is for one file alone' : 'must be a day, as in 2019-07-10';
    throw new BadInput(`--published ${why}.`);
  }
  return lists.map((each) => copyList(each, mapping, snapshots, published ?? dayIn(each.name)));
}
