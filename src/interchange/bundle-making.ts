import { type AskedClocks, BadQuestion } from '../ledger/clocks.ts';
import type { LoggedSources } from '../ledger/queries/entry-proof.ts';
import { askCell } from '../ledger/queries/provenance.ts';
import { seqsBehindCell, seqsBehindEntry } from '../ledger/queries/provenance-entries.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { aboutCell, type Bundle, type BundleAbout, bundleOf } from './bundle.ts';

/** A cell of the standings as it is asked for. */
export interface CellAsked {
  readonly contest: string;
  readonly candidate?: string | undefined;
  readonly category?: string | undefined;
  readonly counts?: string | undefined;
}

/** Refuses, as BadLog, a ledger of which nothing was signed yet. */
export function demandSigned({ log }: LoggedSources): void {
  if (log.latest() !== undefined) return;
  throw new BadLog(
    'No checkpoint of this ledger was signed yet, so there is nothing to prove entries by: hustings export --log DIR signs one.',
  );
}

/** Makes the bundle with the first of these public keys that the checkpoint is signed with. */
async function made(
  sources: LoggedSources,
  about: BundleAbout,
  seqs: readonly number[],
  keys: readonly string[],
): Promise<Bundle> {
  for (const [at, vkey] of keys.entries()) {
    try {
      return await bundleOf(sources, about, seqs, vkey);
    } catch (error) {
      if (!(error instanceof BadLog) || at === keys.length - 1) throw error;
    }
  }
  throw new BadLog('There is no key to check the checkpoint with.');
}

/** The evidence for an entry, proven by one of these keys. Refuses what bundleOf refuses. */
export async function entryBundle(
  sources: LoggedSources,
  entry: string,
  keys: readonly string[],
): Promise<Bundle> {
  demandSigned(sources);
  return made(sources, { entry }, await seqsBehindEntry(sources, entry), keys);
}

/** The evidence for a cell at three clocks, proven by one of these keys. Refuses half a cell. */
export async function cellBundle(
  sources: LoggedSources,
  { contest, candidate, category, counts }: CellAsked,
  clocks: AskedClocks,
  keys: readonly string[],
): Promise<Bundle> {
  demandSigned(sources);
  if (candidate === undefined || category === undefined) {
    const absent = candidate === undefined ? 'candidate' : 'category';
    throw new BadQuestion(absent, `${absent} is needed too: a cell is a candidate's category.`);
  }
  const cell = await askCell(sources, { contest, candidate, category, counts }, clocks);
  return made(sources, aboutCell(cell), await seqsBehindCell(sources, cell, clocks), keys);
}
