import type { Entry } from '../../../events/entry.ts';
import { resolveClaims } from '../../../projections/claims.ts';
import { streamOf } from '../../store/event-store.ts';
import { FOREVER } from '../../time/day.ts';
import type { Sources } from './asking.ts';
import { type CorrectedField, correctedFields } from './entry-chain.ts';

/** What corrections had made of an entry's fields once its stream was at a revision: at the head where it is not there yet. */
export async function askCorrected(
  { store, reader }: Pick<Sources, 'store' | 'reader'>,
  entry: Entry,
  revision: number,
): Promise<CorrectedField[]> {
  const columns = await reader.of(entry.contest);
  const last = Math.max(entry.revision, Math.min(revision, columns.length - 1));
  const claims = resolveClaims(columns, last + 1, FOREVER);
  return correctedFields(store, streamOf(entry.contest), claims, entry);
}
