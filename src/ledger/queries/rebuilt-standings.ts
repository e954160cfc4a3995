import { FactsFromBytes } from '../../read/from-bytes.ts';
import { Reader } from '../../read/reader.ts';
import { Views } from '../../read/views.ts';
import type { Service } from '../service.ts';
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

const BUDGET = { columns: 64 * 1024 * 1024, views: 64 * 1024 * 1024 };

async function digest(sources: Sources, contest: string): Promise<string> {
  try {
    return (await askStandings(sources, contest, {})).digest;
  } catch (error) {
    return `unreadable (${error instanceof Error ? error.message : error})`;
  }
}

/** The sources of the same ledger with nothing of its columns. */
function fromBytes({ store, now }: Service): Sources {
  const reader = new Reader(new FactsFromBytes(store), BUDGET.columns);
  return { store, reader, views: new Views(reader, BUDGET.views), now };
}

/** Computes the standings of every contest both ways, one after the other. */
export async function* bothDigests(service: Service): AsyncGenerator<BothDigests> {
  const bytes = fromBytes(service);
  for (const contest of await contestsOf(service.store)) {
    const live = await digest(service, contest);
    yield { contest, live, rebuilt: await digest(bytes, contest) };
  }
}
