import type { Draft } from '../../../events/entry.ts';
import type { ActType, Copy } from './copy.ts';

/** How many figures a tally may have, so that it is no larger than an entry may be. */
const MOST_CELLS = 300;

const NOTE =
  'Counted from the rows of the copy, which tells names: it says that the copy was taken, and what it came to.';

/**
 * What a copy comes to: how many endorsers of each category it has for each candidate, and how many it lists
 * without any. One for each copy, so that the ledger knows which copies it has, even of those that change nothing.
 */
export function tallyOf({ day, source, roll, said }: Copy, type: ActType): Draft {
  const categoryOf = (endorser: string) => `${roll?.get(endorser)?.data.category ?? ''}`;
  const counts = new Map<string, number>();
  for (const [endorser, { candidate }] of said) {
    const cell = `${candidate} ${categoryOf(endorser)}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const candidates = [...new Set([...said.values()].map(({ candidate }) => candidate))].sort();
  const categories = [...new Set([...(roll?.keys() ?? [])].map(categoryOf))].sort();
  const all = candidates.flatMap((candidate) =>
    categories.map((category) => ({
      candidate,
      category,
      value: counts.get(`${candidate} ${category}`) ?? 0,
    })),
  );
  const some = all.filter(({ value }) => value > 0);
  const cells = [all, some].find(({ length }) => length <= MOST_CELLS) ?? [];
  const silent = [...(roll?.keys() ?? [])].filter((endorser) => !said.has(endorser));
  const undeclared = categories.map((category) => ({
    category,
    value: silent.filter((endorser) => categoryOf(endorser) === category).length,
  }));
  // A list of those alone who declared says nothing of the others.
  const rest = silent.length > 0 || cells.length === 0 ? { undeclared } : {};
  const of = type === 'EndorsementMade' ? 'endorsements' : 'nominations';
  return {
    type: 'TallyReported',
    version: 1,
    on: day,
    data: { of, cells, ...rest },
    sources: [source],
    note: NOTE,
  };
}
