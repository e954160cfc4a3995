import { type AlikePair, type KnownName, NameIndex } from '../../ledger/queries/alike-index.ts';
import { askEndorsers } from '../../ledger/queries/endorsers.ts';
import type { Service } from '../../ledger/service.ts';
import type { NewName } from './outcome.ts';

/** Beyond so many names nobody is told of each pair: `hustings alike` lists them once they are in. */
const MOST = 20_000;

/** What is known of one endorser. */
interface Named {
  readonly names: Set<string>;
  /** The category in each contest. */
  readonly categories: Map<string, string | null>;
}

/** Do two stand in one contest in two categories? Nothing may join them there. */
const standApart = (one: Named | undefined, other: Named | undefined): boolean =>
  [...(one?.categories ?? [])].some(
    ([contest, category]) =>
      other?.categories.has(contest) === true && other.categories.get(contest) !== category,
  );

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
  const fresh = enrolled.filter(({ endorser }) => !there.has(endorser));
  const all = new Map<string, Named>();
  const add = ({ endorser, name, contest, category }: NewName) => {
    const named = all.get(endorser) ?? { names: new Set(), categories: new Map() };
    named.names.add(name);
    named.categories.set(contest, category);
    all.set(endorser, named);
  };
  fresh.forEach(add);
  for (const { endorser, contests } of known.endorsers) {
    for (const each of contests) add({ endorser, ...each });
  }
  const isNew = new Set(fresh.map(({ endorser }) => endorser));
  if (isNew.size === 0 || all.size > MOST) return [];
  const names = [...all].map(([slug, named]): KnownName => ({ slug, names: [...named.names] }));
  return new NameIndex(names)
    .pairs()
    .filter(({ strength }) => strength === 'strong')
    .filter(({ one, other }) => isNew.has(one.slug) || isNew.has(other.slug))
    .filter(({ one, other }) => !standApart(all.get(one.slug), all.get(other.slug)));
}
