import type { EndorserEnrolled } from '../../../events/endorser-enrolled.ts';
import type { Source } from '../../../events/source.ts';
import { NONE } from '../../../projections/columns.ts';
import type { Cut } from '../../../projections/cut.ts';
import { rollOf } from '../../../projections/roll.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import type { Sources } from '../../ledger/queries/asking.ts';
import { citedBy, dataAt } from '../../ledger/queries/citing.ts';
import { decidingOf, type Hints, type Named, type Nature, namedAs, natureOf } from './natures.ts';
import {
  eachOnce,
  linksOf,
  type PopoloIdentifier,
  type PopoloParty,
  told,
} from './popolo-terms.ts';

/** What contests tell of one endorser, under all its names. */
interface Gathered {
  readonly hints: Hints;
  /** Its names in order, and its slugs beside the one that all lead to. */
  readonly names: string[];
  readonly slugs: Set<string>;
  /** The names of its categories. */
  readonly categories: Set<string>;
  readonly identifiers: PopoloIdentifier[];
  readonly sources: Source[];
}

/** The id of an endorser in a document of ours. */
export const endorserId = (slug: string): string => `endorser:${slug}`;

/** Takes in what the entries say that enrol an endorser. */
async function takeEnrolments(
  { store }: Sources,
  contest: string,
  view: Cut,
  { one, rows }: { readonly one: Gathered; readonly rows: readonly number[] },
): Promise<void> {
  for (const row of rows) {
    const data = await dataAt<EndorserEnrolled>(store, contest, view, row);
    if (data === undefined) continue;
    one.names.push(data.name);
    one.identifiers.push(...(data.identifiers ?? []));
  }
  const cited = await citedBy(store, contest, view, rows);
  one.sources.push(...Object.values(cited).flat());
}

/** Gathers the endorsers of contests, one after the other: merged names, and one name in two contests, are one. */
export class EndorserParties {
  readonly #named: Named;
  readonly #all = new Map<string, Gathered>();

  constructor(named: Named) {
    this.#named = named;
  }

  #of(slug: string): Gathered {
    const found = this.#all.get(slug) ?? {
      hints: { named: new Set<Nature>(), decided: new Set<Nature>() },
      names: [],
      slugs: new Set<string>(),
      categories: new Set<string>(),
      identifiers: [],
      sources: [],
    };
    this.#all.set(slug, found);
    return found;
  }

  /** Takes in the endorsers of a contest: those enrolled, and whoever acted without being enrolled. */
  async add(sources: Sources, contest: string, timeline: StandingsTimeline): Promise<void> {
    const { view, categories } = timeline;
    const { symbols } = view.columns;
    for (const [endorser, natures] of decidingOf(timeline)) {
      const { hints } = this.#of(symbols.name(endorser));
      for (const nature of natures) hints.decided.add(nature);
    }
    const natureIn = namedAs(timeline, this.#named);
    for (const enrolled of rollOf(view)) {
      const one = this.#of(symbols.name(enrolled.endorser));
      for (const each of view.merges.names(enrolled.endorser)) one.slugs.add(symbols.name(each));
      const category = enrolled.category === NONE ? null : symbols.name(enrolled.category);
      const nature = category === null ? null : natureIn(category);
      if (nature !== null) one.hints.named.add(nature);
      const kind = categories.find((each) => each.category === category)?.name ?? category;
      if (kind !== null) one.categories.add(kind);
      await takeEnrolments(sources, contest, view, { one, rows: enrolled.rows });
    }
  }

  /** What each is, and how Popolo has it: by the name that was enrolled last. */
  *parties(): Generator<{ readonly nature: Nature; readonly party: PopoloParty }> {
    for (const [slug, one] of this.#all) {
      const nature = natureOf(one.hints);
      const name = one.names.at(-1) ?? slug;
      const others = [...new Set(one.names)].filter((each) => each !== name);
      const merged = [...one.slugs].filter((each) => each !== slug).sort();
      const party = told<PopoloParty>({
        id: endorserId(slug),
        name,
        // Of a person it would be no term of Popolo's: being an MP is no kind of person.
        classification:
          nature === 'person' ? undefined : [...one.categories].join('; ') || undefined,
        other_names: [
          ...others.map((each) => ({ name: each })),
          ...merged.map((each) => ({ name: each, note: 'merged into this one' })),
        ],
        identifiers: eachOnce(one.identifiers),
        sources: linksOf(one.sources),
      });
      yield { nature, party };
    }
  }
}
