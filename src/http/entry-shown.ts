import { namedIn } from '../interchange/entry-title.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { storedEntry } from '../ledger/queries/entry.ts';
import { idsBeginning, severalBegin } from '../ledger/queries/entry-ids.ts';
import { askEntryProvenance } from '../ledger/queries/entry-provenance.ts';
import { askNames, NO_NAMES } from '../ledger/queries/names.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import { endorsersIn } from '../web/claim-words.ts';
import type { EntryShown } from '../web/entry-page.ts';

/** The id that was meant, where only its first digits were given. Refuses digits that fit several. */
export async function wholeId({ store }: Service, given: string): Promise<string> {
  const found = await idsBeginning(store, given);
  if (found.length <= 1) return found[0] ?? given;
  throw new BadQuestion('id', severalBegin(given, found));
}

/** An entry with what its page needs beside it: names, and the entry that it names. */
export async function entryShown(service: Service, given: string): Promise<EntryShown> {
  const told = await askEntryProvenance(service, await wholeId(service, given));
  const { entry } = told;
  const id = namedIn(entry);
  const named = id === undefined ? undefined : decodeEntry(await storedEntry(service.store, id));
  const endorsers = endorsersIn([entry, named]);
  const names =
    entry.contest === null ? NO_NAMES : await askNames(service, entry.contest, {}, endorsers);
  return { told, names, named };
}
