import { type AlikePair, type KnownName, NameIndex } from '../../ledger/queries/alike-index.ts';
import { askEndorsers } from '../../ledger/queries/endorsers.ts';
import type { Service } from '../../ledger/service.ts';
import type { NewName } from './outcome.ts';

/** Beyond so many names nobody is told of each pair: `hustings alike` lists them once they are in. */
const MOST = 20_000;

/** Names by slug. */
class Names {
  readonly #names = new Map<string, Set<string>>();

  add(slug: string, name: string): void {
    this.#names.set(slug, (this.#names.get(slug) ?? new Set()).add(name));
  }

  all(): KnownName[] {
    return [...this.#names].map(([slug, names]) => ({ slug, names: [...names] }));
  }
}

/**
 * Endorsers whom a list enrols, beside those who may be the same under another name: in the ledger, or in the
 * list itself. Only those for whom much speaks, and nothing against; nothing is decided by it.
 */
export async function nameDoubts(
  service: Service,
  enrolled: readonly NewName[],
): Promise<readonly AlikePair[]> {
  const known = await askEndorsers(service, {});
  const there = new Set(known.endorsers.flatMap(({ names }) => names));
  const isNew = new Set(
    enrolled.map(({ endorser }) => endorser).filter((each) => !there.has(each)),
  );
  const names = new Names();
  for (const { endorser, name } of enrolled) if (isNew.has(endorser)) names.add(endorser, name);
  for (const { endorser, contests } of known.endorsers) {
    for (const { name } of contests) names.add(endorser, name);
  }
  const all = names.all();
  if (isNew.size === 0 || all.length > MOST) return [];
  return new NameIndex(all)
    .pairs()
    .filter(({ strength }) => strength === 'strong')
    .filter(({ one, other }) => isNew.has(one.slug) || isNew.has(other.slug));
}
