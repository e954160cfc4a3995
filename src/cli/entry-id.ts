import { idsBeginning, severalBegin } from '../ledger/queries/entry-ids.ts';
import type { Service } from '../ledger/service.ts';
import { Failure } from './failure.ts';

/** The id that was meant, where only its first digits were given. Refuses digits that fit several. */
export async function wholeId({ store }: Service, given: string): Promise<string> {
  const found = await idsBeginning(store, given);
  if (found.length <= 1) return found[0] ?? given;
  throw new Failure(severalBegin(given, found));
}
