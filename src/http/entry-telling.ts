import type { Draft, Entry } from '../../events/entry.ts';
import { namedIn } from '../interchange/entry-title.ts';
import { askNames, NO_NAMES } from '../ledger/queries/names.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import { claimText, endorsersIn } from '../web/claim-words.ts';

/** A draft as the entry that it would be, for whoever puts it into words. */
export const asEntry = ({ type, data }: Draft): Entry =>
  ({ type, data, erased: false }) as unknown as Entry;

/** What those are called whom entries of a type enter, by slug. */
const enteredBy = (
  entries: readonly Entry[],
  type: 'CandidateEntered' | 'EndorserEnrolled',
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    entries.flatMap(({ type: each, data }): [string, string][] => {
      if (each !== type) return [];
      const { candidate, endorser, name } = data as {
        readonly candidate?: string;
        readonly endorser?: string;
        readonly name: string;
      };
      return [[candidate ?? endorser ?? '', name]];
    }),
  );

/**
 * Puts some entries of a contest, or of the register (null), into words, with the names of today and those
 * that the entries themselves give.
 */
export async function tellerFor(
  service: Service,
  contest: string | null,
  entries: readonly Entry[],
): Promise<(entry: Entry) => string> {
  const named = new Map<string, Entry>();
  for (const id of entries.flatMap((entry) => namedIn(entry) ?? [])) {
    const stored = await service.store.byId(id);
    if (stored !== undefined) named.set(id, decodeEntry(stored));
  }
  const endorsers = endorsersIn([...entries, ...named.values()]);
  const known = contest === null ? NO_NAMES : await askNames(service, contest, {}, endorsers);
  const names = {
    ...known,
    candidates: { ...enteredBy(entries, 'CandidateEntered'), ...known.candidates },
    endorsers: { ...enteredBy(entries, 'EndorserEnrolled'), ...known.endorsers },
  };
  return (entry) => claimText(entry, { names, named: named.get(namedIn(entry) ?? '') });
}
