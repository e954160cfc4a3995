import { FactsFromBytes } from '../../read/from-bytes.ts';
import { Reader } from '../../read/reader.ts';
import { Views } from '../../read/views.ts';
import type { LedgerStore } from '../../store/ledger-store.ts';
import { contestsOf, type Sources } from './asking.ts';
import { askStandings } from './standings.ts';

/** A contest's standings of today by two ways; a sentence in place of a digest says why there is none. */
export interface BothDigests {
  readonly contest: string;
  /** From the columns that the ledger keeps. */
  readonly live: string;
  /** From the entries' bytes alone. */
  readonly rebuilt: string;
}

/** A ledger that is asked, with the columns that it keeps. */
export interface Kept extends Sources {
  readonly store: LedgerStore;
}

const BUDGET = { columns: 64 * 1024 * 1024, views: 64 * 1024 * 1024 };

async function digest(sources: Sources, contest: string, knownAt: string): Promise<string> {
  try {
    return (await askStandings(sources, contest, { knownAt })).digest;
  } catch (error) {
    return `unreadable (${error instanceof Error ? error.message : error})`;
  }
}

/** The sources of the same ledger with nothing of its columns. */
function fromBytes({ store, now }: Kept): Sources {
  const reader = new Reader(new FactsFromBytes(store), BUDGET.columns);
  return { store, reader, views: new Views(reader, BUDGET.views), now };
}

/** Computes the standings of every contest both ways, one after the other, each at one head of the ledger. */
export async function* bothDigests(kept: Kept): AsyncGenerator<BothDigests> {
  const bytes = fromBytes(kept);
  for (const contest of await contestsOf(kept.store)) {
    const knownAt = `${(await kept.store.head()).seq}`;
    const live = await digest(kept, contest, knownAt);
    yield { contest, live, rebuilt: await digest(bytes, contest, knownAt) };
  }
}
