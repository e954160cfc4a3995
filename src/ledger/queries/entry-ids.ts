import type { EventStore } from '../../store/event-store.ts';

const PAGE = 1000;
const BEGINNING = /^[0-9a-f][0-9a-f-]{3,34}$/;

/**
 * The ids of the entries that begin so, three at most: that is enough to tell one from several. What is no
 * beginning of an id, or a whole one, begins none.
 */
export async function idsBeginning(store: EventStore, given: string): Promise<string[]> {
  const beginning = given.toLowerCase();
  if (!BEGINNING.test(beginning)) return [];
  const found: string[] = [];
  for (let seq = 0; found.length < 3; seq += PAGE) {
    const page = await store.readAll(seq, PAGE);
    if (page.length === 0) break;
    found.push(...page.map(({ id }) => id).filter((id) => id.startsWith(beginning)));
  }
  return found.slice(0, 3);
}

/** Why the beginning of an id names no entry: several begin so. */
export const severalBegin = (given: string, found: readonly string[]): string =>
  `${given} begins the ids of several entries: ${found.join(', ')} …; give more of it.`;
