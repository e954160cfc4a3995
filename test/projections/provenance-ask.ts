import { askEntryProvenance } from '../../src/ledger/queries/entry-provenance.ts';
import { id, type Sent, told } from '../support/given.ts';
import { logged } from '../support/logged.ts';

/** The provenance of an entry, by its name, where these are told. */
export async function shown(entries: readonly Sent[], name: string) {
  return askEntryProvenance(logged(await told(...entries)), id(name));
}

/** Where it counts: `as how candidate category`. */
export async function counts(entries: readonly Sent[], name: string): Promise<string[]> {
  const found = await shown(entries, name);
  return found.counts.map(({ as: what, how, candidate, category }) =>
    [what, how, candidate, category].filter((each) => each !== null).join(' '),
  );
}
