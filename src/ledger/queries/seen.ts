import type { FactStore } from '../../store/fact-store.ts';
import type { Sources } from './asking.ts';

/** Where what an answer depends on is read from. */
export type SeenSources = Sources & { readonly store: Pick<FactStore, 'generation'> };

/**
 * What an answer about a contest may have seen: its last entry and the register's up to a knownAt, and
 * whether columns were made anew or bytes erased since; of the whole ledger (null) the knownAt itself.
 * As long as it is the same, so is the answer.
 */
export async function seenBy(
  { reader, store }: SeenSources,
  contest: string | null,
  knownAt: number,
): Promise<string> {
  const generation = store.generation();
  if (contest === null) return `${knownAt}.${generation}`;
  const [columns, register] = [await reader.contest(contest), await reader.register()];
  const last = (of: typeof columns) => of.seq[of.upTo(knownAt) - 1] ?? -1;
  return `${last(columns)}.${last(register)}.${generation}`;
}
