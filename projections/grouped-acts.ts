import type { Act } from './acts.ts';
import type { Cut } from './cut.ts';
import { keptWith } from './kept-with.ts';

/** The acts of a view by who gave them and by the claims that began them: one pass for all questions. */
export class GroupedActs {
  readonly #view: Cut;
  readonly #byEndorser: ReadonlyMap<number, readonly Act[]>;
  readonly #byRoot: ReadonlyMap<number, readonly Act[]>;

  constructor(view: Cut) {
    this.#view = view;
    this.#byEndorser = Map.groupBy(view.acts, (act) => act.endorser);
    // Few acts replace others, and only those are ever sought by their roots.
    const sought = new Set(view.acts.flatMap((act) => [...act.replaces, ...act.replacedBy]));
    const replacing = view.acts.filter((act) => sought.has(act.root));
    this.#byRoot = Map.groupBy(replacing, (act) => act.root);
  }

  /** The acts of an endorser for a candidate, by their symbols; an endorser's is that of any of its names. */
  of(endorser: number, candidate: number): Act[] {
    const acts = this.#byEndorser.get(this.#view.merges.root(endorser)) ?? [];
    return acts.filter((act) => act.candidate === candidate);
  }

  /** The acts that a claim began which replace others or are replaced: several where its claims differ on who. */
  begunBy(root: number): readonly Act[] {
    return this.#byRoot.get(root) ?? [];
  }

  /** The rows that tell an act, its end, and what replaces it. */
  rowsOf(act: Act): number[] {
    const exits = this.#view.candidates.get(act.candidate)?.withdrawals ?? [];
    const replacing = act.replacedBy.flatMap((root) => this.begunBy(root));
    const claims = replacing.flatMap((each) => each.claims);
    return [...act.claims, ...act.withdrawals, ...claims, ...exits];
  }
}

/** The acts of a view, grouped once. */
export const groupedActs: (view: Cut) => GroupedActs = keptWith((view) => new GroupedActs(view));
