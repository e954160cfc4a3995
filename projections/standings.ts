import type { DataOf } from '../events/catalog.ts';
import { type Day, FOREVER } from '../src/time/day.ts';
import { NONE, type Symbols } from './columns.ts';
import { type ConflictSpans, conflictsOf } from './conflicts.ts';
import type { Cut, Printed } from './cut.ts';
import { STANCES } from './facets.ts';
import { type Figure, Figures } from './figures.ts';
import { type EndorserHoldings, endorsersOf, type Pair, pairsOf } from './pairs.ts';
import { admits, countsUnder, type Policy } from './policy.ts';
import { covers, minus, NEVER, type Spans, span, union, within } from './spans.ts';
import { Changes, type Steps } from './steps.ts';

/** The version of the counting: it stands in every digest, and changes whenever a state may. */
export const PROJECTOR_VERSION = 1;

/** A candidate's counts in one category over all days. */
export interface CellTimeline {
  readonly certain: Steps;
  /** Certain and merely possible together. */
  readonly possible: Steps;
  readonly lapsed: Steps;
  readonly figures: Figures;
  /** For each printed figure in turn, how the named entries changed it since. */
  readonly since: readonly Steps[];
}

/** How many of a category have yet to declare, over all days. */
export interface UndeclaredTimeline {
  readonly sizes: Figures;
  readonly declared: Steps;
  /** Those who certainly or possibly declared. */
  readonly declaredAtMost: Steps;
  readonly figures: Figures;
  /** For each printed figure in turn, how many declared surely after it. */
  readonly since: readonly Steps[];
}

export type Category = DataOf<'ContestOpened'>['categories'][number];

/** A contest's standings over all days, at a knownAt, a reportedBy and a policy. */
export interface StandingsTimeline {
  readonly view: Cut;
  readonly policy: Policy;
  readonly categories: readonly Category[];
  /** Candidate, then category. */
  readonly cells: ReadonlyMap<number, ReadonlyMap<string, CellTimeline>>;
  /** The first day on which a candidate may have an act, or has a tally. */
  readonly shownFrom: ReadonlyMap<number, Day>;
  readonly undeclared: ReadonlyMap<string, UndeclaredTimeline>;
  /** Category, then a count for each of STANCES. */
  readonly neutral: ReadonlyMap<string, readonly Steps[]>;
  readonly conflicts: readonly ConflictSpans[];
  /** Each endorser with its acts and stances, and each pair that counts under the policy. */
  readonly endorsers: readonly EndorserHoldings[];
  readonly pairs: readonly Pair[];
}

/** The plain categories that a category counts, as symbols. */
function partsOf(category: Category, symbols: Symbols): ReadonlySet<number> {
  const parts = (category.of ?? [category.category]).map((name) => symbols.of(name));
  // A category that nobody is enrolled in has no number, and must not catch those without one.
  return new Set(parts.filter((part) => part !== NONE));
}

function steps(all: Iterable<Spans>): Steps {
  const changes = new Changes();
  for (const spans of all) changes.add(spans);
  return changes.steps();
}

/** When the endorsers of a figure's own kind came (+1) or went (-1) since the day it held for. */
function sinceFigure(pairs: readonly Pair[], day: Day, until: Day): Steps {
  const changes = new Changes();
  for (const pair of pairs) {
    if (!covers(pair.possible, day)) changes.add(within(pair.certain, day, until));
    if (covers(pair.certain, day)) changes.add(minus(span(day, until), [pair.possible]), -1);
  }
  return changes.steps();
}

function eachPeriod<T>(figures: Figures, make: (figure: Figure, day: Day, until: Day) => T): T[] {
  return figures.periods.map(({ day, figure }, index) =>
    make(figure, day, figures.periods[index + 1]?.day ?? FOREVER),
  );
}

type Tally = Printed<DataOf<'TallyReported'>>;

/** Builds the standings of one cut under one policy. */
class Builder {
  readonly view: Cut;
  readonly policy: Policy;
  readonly endorsers: readonly EndorserHoldings[];
  readonly tallies: readonly Tally[];
  readonly #symbols: Symbols;
  readonly #pairs = new Map<Policy, Map<number, Pair[]>>();

  constructor(view: Cut, policy: Policy) {
    this.view = view;
    this.policy = policy;
    this.#symbols = view.columns.symbols;
    this.endorsers = endorsersOf(view);
    this.tallies = view.tallies.filter((tally) => admits(policy, tally.data));
  }

  /** The pairs under a policy, by candidate. */
  pairs(policy: Policy): Map<number, Pair[]> {
    let found = this.#pairs.get(policy);
    if (found === undefined) {
      const all = pairsOf(this.endorsers, countsUnder(policy, this.#symbols));
      found = Map.groupBy(all, (pair) => pair.candidate);
      this.#pairs.set(policy, found);
    }
    return found;
  }

  cell(candidate: number, category: Category): CellTimeline {
    const parts = partsOf(category, this.#symbols);
    const name = this.#symbols.name(candidate);
    const of = (policy: Policy) =>
      (this.pairs(policy).get(candidate) ?? []).filter((pair) => parts.has(pair.category));
    const pairs = of(this.policy);
    const figures = new Figures(
      this.tallies.flatMap((table) =>
        table.data.cells
          .filter((cell) => cell.candidate === name && cell.category === category.category)
          .map(({ value }) => ({ value, table })),
      ),
    );
    return {
      certain: steps(pairs.map((pair) => pair.certain)),
      possible: steps(pairs.map((pair) => pair.possible)),
      lapsed: steps(pairs.map((pair) => pair.lapsed)),
      figures,
      since: eachPeriod(figures, (figure, day, until) =>
        sinceFigure(of((figure.table as Tally).data.of), day, until),
      ),
    };
  }

  undeclared(category: Category): UndeclaredTimeline {
    const parts = partsOf(category, this.#symbols);
    const counts = countsUnder(this.policy, this.#symbols);
    const members = this.endorsers
      .filter((each) => parts.has(each.category))
      .map((each) => declaring(each, counts));
    const figures = new Figures(
      this.tallies.flatMap((table) =>
        (table.data.undeclared ?? [])
          .filter((cell) => cell.category === category.category)
          .map(({ value }) => ({ value, table })),
      ),
    );
    const sizes = this.view.electorates
      .filter((table) => table.data.category === category.category)
      .map((table) => ({ value: table.data.size, table }));
    return {
      sizes: new Figures(sizes),
      declared: steps(members.map((member) => member.certain)),
      declaredAtMost: steps(members.map((member) => union([member.certain, member.possible]))),
      figures,
      since: eachPeriod(figures, (_, day, until) =>
        steps(
          members
            .filter((member) => !covers(member.possible, day))
            .map((member) => within(member.certain, day, until)),
        ),
      ),
    };
  }

  neutral(category: Category): Steps[] {
    const parts = partsOf(category, this.#symbols);
    const members = this.endorsers.filter((each) => parts.has(each.category));
    return STANCES.map((_, stance) =>
      steps(members.map((member) => standing(member, (kind) => kind === stance, 'certain'))),
    );
  }

  shownFrom(): Map<number, Day> {
    const first = new Map<number, Day>();
    const see = (candidate: number, day: Day) => {
      // A name that the law has had erased may still stand in a table.
      if (candidate !== NONE) first.set(candidate, Math.min(day, first.get(candidate) ?? FOREVER));
    };
    for (const act of this.view.acts) see(act.candidate, act.begin.earliest);
    for (const tally of this.view.tallies) {
      for (const cell of tally.data.cells) see(this.#symbols.of(cell.candidate), tally.day);
    }
    return first;
  }
}

function standing(
  member: EndorserHoldings,
  kinds: (stance: number) => boolean,
  how: 'certain' | 'possible',
): Spans {
  return union(member.stances.map((each) => (kinds(each.claim.stance) ? each[how] : NEVER)));
}

const UNDECIDED = STANCES.indexOf('undecided');

/** When an endorser has certainly and possibly declared: by an act that counts, or by a stance. */
function declaring(
  member: EndorserHoldings,
  counts: (act: EndorserHoldings['acts'][number]['act']) => boolean,
) {
  const acts = member.acts.filter((holding) => counts(holding.act));
  const settled = (stance: number) => stance !== UNDECIDED;
  return {
    certain: union([...acts.map((each) => each.certain), standing(member, settled, 'certain')]),
    possible: union([...acts.map((each) => each.possible), standing(member, settled, 'possible')]),
  };
}

/**
 * The standings of a contest over all days. This is the one implementation of counting: any day's
 * standings are read from it by binary search (on-day.ts).
 */
export function standings(view: Cut, policy: Policy): StandingsTimeline {
  const builder = new Builder(view, policy);
  const categories = view.contest?.categories ?? [];
  const shownFrom = builder.shownFrom();
  const candidates = new Set([...view.candidates.keys(), ...shownFrom.keys()]);
  const byName = <T>(make: (category: Category) => T): Map<string, T> =>
    new Map(categories.map((category) => [category.category, make(category)]));
  return {
    view,
    policy,
    categories,
    cells: new Map(
      [...candidates].map((candidate) => [
        candidate,
        byName((category) => builder.cell(candidate, category)),
      ]),
    ),
    shownFrom,
    undeclared: byName((category) => builder.undeclared(category)),
    neutral: byName((category) => builder.neutral(category)),
    conflicts: conflictsOf(view, builder.endorsers),
    endorsers: builder.endorsers,
    pairs: [...builder.pairs(policy).values()].flat(),
  };
}
