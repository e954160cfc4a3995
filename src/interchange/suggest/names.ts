import { counted } from '../counted.ts';
import { slugOf } from '../mapping/slug.ts';
import type { Column } from './column.ts';
import type { Remark } from './remark.ts';
import { oneEach } from './roles.ts';

const few = (names: readonly string[]): string =>
  [...names.slice(0, 3), ...(names.length > 3 ? ['…'] : [])].join(', ');

/** Names that make one slug, or none. */
export function slugRemarks({ name, values }: Column): Remark[] {
  const bySlug = new Map<string, string[]>();
  for (const value of values.keys()) {
    const slug = slugOf(value);
    bySlug.set(slug, [...(bySlug.get(slug) ?? []), value]);
  }
  const without = bySlug.get('') ?? [];
  bySlug.delete('');
  const shared = [...bySlug.values()].filter(({ length }) => length > 1);
  const remarks: Remark[] = shared.slice(0, 5).map((names) => ({
    look: true,
    text: `column ${JSON.stringify(name)}: ${few(names)} would be one slug; give them one name in a map, or two slugs`,
  }));
  if (without.length > 0) {
    const text = `column ${JSON.stringify(name)}: ${few(without)} ${without.length === 1 ? 'has' : 'have'} no letter a to z for a slug; give one in a map`;
    remarks.push({ look: true, text });
  }
  return remarks;
}

/** Endorsers of several categories, of whom a contest takes one each. */
export function categoryRemarks(
  rows: readonly (readonly string[])[],
  endorser: Column,
  category: Column,
): Remark[] {
  if (oneEach(rows, endorser, category) === 1) return [];
  const known = new Map<string, string>();
  const several = new Set<string>();
  for (const cells of rows) {
    const [who = '', what = ''] = [cells[endorser.index]?.trim(), cells[category.index]?.trim()];
    if (!endorser.values.has(who) || !category.values.has(what)) continue;
    if ((known.get(who) ?? what) !== what) several.add(who);
    known.set(who, what);
  }
  const text = `column ${JSON.stringify(category.name)}: more than one each for ${few([...several])}; where those are two people, give them two names in a map`;
  return [{ look: true, text }];
}

/** Do endorsers back several candidates in one contest? Then it may have several seats. */
export function seatRemarks(
  rows: readonly (readonly string[])[],
  endorser: Column,
  candidate: Column,
  contest: Column | undefined,
  tells: (cells: readonly string[]) => boolean,
): Remark[] {
  const backed = new Map<string, Set<string>>();
  for (const cells of rows) {
    const [who = '', whom = ''] = [cells[endorser.index]?.trim(), cells[candidate.index]?.trim()];
    if (!tells(cells) || !candidate.values.has(whom)) continue;
    const key = JSON.stringify([contest === undefined ? '' : cells[contest.index], who]);
    backed.set(key, (backed.get(key) ?? new Set()).add(whom));
  }
  const several = [...backed.values()].filter(({ size }) => size > 1).length;
  if (several === 0) return [];
  const text = `${counted(several, 'time')} an endorser backs more than one candidate of a contest, which the ledger tells as a conflict; if as many can win, say so as "seats" in ContestOpened`;
  return [{ look: true, text }];
}
