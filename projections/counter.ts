import type { DataOf } from '../events/catalog.ts';
import { type Day, FOREVER } from '../src/time/day.ts';
import { NONE, type Symbols } from './columns.ts';
import type { Cut } from './cut.ts';
import { type Declaring, declaring, standing } from './declaring.ts';
import { STANCES } from './facets.ts';
import { type Figure, Figures } from './figures.ts';
import { type EndorserHoldings, endorsersOf, type Pair, pairsOf } from './pairs.ts';
import { admits, countsUnder, type Policy } from './policy.ts';
import { figuresOf, printedKey, type Tally } from './printed-cells.ts';
import { Since } from './since.ts';
import { type Spans, union } from './spans.ts';
import { Changes, NO_STEPS, type Steps, StepTable } from './steps.ts';

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

/** What a contest's standings were counted from: much more than they are, and kept only once it is asked for. */
export interface Workings {
  readonly view: Cut;
  /** Each endorser with its acts and stances, and each pair that counts under the policy. */
  readonly endorsers: readonly EndorserHoldings[];
  readonly pairs: readonly Pair[];
}

/** What the standings of a cut are counted from, under a policy. */
export function workingsOf(view: Cut, policy: Policy): Workings {
  const endorsers = endorsersOf(view);
  const pairs = pairsOf(endorsers, countsUnder(policy, view.columns.symbols));
  return { view, endorsers, pairs };
}

/** The plain categories that a category counts, as symbols. */
function partsOf(category: Category, symbols: Symbols): ReadonlySet<number> {
  const parts = (category.of ?? [category.category]).map((name) => symbols.of(name));
  // A category that nobody is enrolled in has no number, and must not catch those without one.
  return new Set(parts.filter((part) => part !== NONE));
}

/** Counts what a cut's workings come to under a policy, over all days. */
export class Counter {
  readonly #view: Cut;
  readonly #policy: Policy;
  readonly #endorsers: readonly EndorserHoldings[];
  readonly #symbols: Symbols;
  readonly #table = new StepTable();
  readonly #changes = new Changes();
  #made = 0;
  readonly #pairs = new Map<Policy, Map<number, Map<number, Pair[]>>>();
  readonly #printed: ReadonlyMap<string, Figure[]>;
  readonly #declaring: ReadonlyMap<number, Declaring[]>;

  constructor({ view, endorsers, pairs }: Workings, policy: Policy) {
    this.#view = view;
    this.#policy = policy;
    this.#symbols = view.columns.symbols;
    this.#endorsers = endorsers;
    this.#pairs.set(policy, byCandidateAndCategory(pairs));
    this.#printed = figuresOf(view.tallies.filter((tally) => admits(policy, tally.data)));
    const counts = countsUnder(policy, this.#symbols);
    const all = endorsers.map((member) => declaring(member, counts));
    this.#declaring = Map.groupBy(all, ({ member }) => member.category);
  }

  /** The pairs of a candidate under a policy whose category is one of these. */
  #pairsOf(policy: Policy, candidate: number, parts: ReadonlySet<number>): Pair[] {
    let found = this.#pairs.get(policy);
    if (found === undefined) {
      found = byCandidateAndCategory(pairsOf(this.#endorsers, countsUnder(policy, this.#symbols)));
      this.#pairs.set(policy, found);
    }
    const held = found.get(candidate);
    return held === undefined ? [] : [...parts].flatMap((part) => held.get(part) ?? []);
  }

  #figures(candidate: string | null, category: string): Figures {
    const printed = this.#printed.get(printedKey(candidate, category));
    return printed === undefined ? NO_FIGURES : new Figures(printed);
  }

  /** On each day, how many of these stand in one way, in another, and so on. */
  #counts<T>(all: readonly T[], ways: readonly ((one: T) => Spans)[]): Steps[] {
    this.#made += ways.length;
    for (const one of all) {
      for (const [way, spansOf] of ways.entries()) this.#changes.add(spansOf(one), 1, way);
    }
    return this.#changes.steps(this.#table, ways.length);
  }

  cell(candidate: number, category: Category): CellTimeline {
    const parts = partsOf(category, this.#symbols);
    const pairs = this.#pairsOf(this.#policy, candidate, parts);
    const figures = this.#figures(this.#symbols.name(candidate), category.category);
    if (pairs.length === 0 && figures === NO_FIGURES) return NO_CELL;
    const [certain, possible, lapsed] = this.#counts(pairs, [
      (pair) => pair.certain,
      (pair) => pair.possible,
      (pair) => pair.lapsed,
    ]) as [Steps, Steps, Steps];
    return {
      certain,
      possible,
      lapsed,
      figures,
      since: this.#sinceFigures(figures, (policy) => this.#pairsOf(policy, candidate, parts)),
    };
  }

  /** For each figure the endorsers of its own kind, come and gone. */
  #sinceFigures(
    figures: Figures,
    pairsUnder: (policy: Policy) => readonly Pair[],
  ): readonly Steps[] {
    if (figures === NO_FIGURES) return NO_CELL.since;
    const kindOf = ({ table }: Figure): Policy => (table as Tally).data.of;
    const since = new Since(figures);
    for (const kind of new Set(figures.periods.map(({ figure }) => kindOf(figure)))) {
      since.countFor((figure) => kindOf(figure) === kind);
      for (const { certain, possible } of pairsUnder(kind)) {
        since.came(certain, possible);
        since.went(certain, possible);
      }
    }
    return since.steps(this.#table);
  }

  undeclared(category: Category): UndeclaredTimeline {
    const parts = partsOf(category, this.#symbols);
    const members = [...parts].flatMap((part) => this.#declaring.get(part) ?? []);
    const figures = this.#figures(null, category.category);
    const sizes = this.#view.electorates
      .filter((table) => table.data.category === category.category)
      .map((table) => ({ value: table.data.size, table }));
    const since = new Since(figures);
    for (const { certain, possible } of members) since.came(certain, possible);
    const [declared, declaredAtMost] = this.#counts(members, [
      (each) => each.certain,
      (each) => union([each.certain, each.possible]),
    ]) as [Steps, Steps];
    return {
      sizes: sizes.length === 0 ? NO_FIGURES : new Figures(sizes),
      declared,
      declaredAtMost,
      figures,
      since: since.steps(this.#table),
    };
  }

  neutral(category: Category): Steps[] {
    const parts = partsOf(category, this.#symbols);
    const members = [...parts]
      .flatMap((part) => this.#declaring.get(part) ?? [])
      .filter(({ member }) => member.stances.length > 0);
    return this.#counts(
      members,
      STANCES.map((_, stance) => ({ member }) => {
        return standing(member, (kind) => kind === stance, 'certain');
      }),
    );
  }

  shownFrom(): Map<number, Day> {
    const first = new Map<number, Day>();
    const see = (candidate: number, day: Day) => {
      // A name that the law has had erased may still stand in a table.
      if (candidate !== NONE) first.set(candidate, Math.min(day, first.get(candidate) ?? FOREVER));
    };
    for (const act of this.#view.acts) see(act.candidate, act.begin.earliest);
    for (const tally of this.#view.tallies) {
      for (const cell of tally.data.cells) see(this.#symbols.of(cell.candidate), tally.day);
    }
    return first;
  }

  /** Ends the building; says about how many bytes it came to. */
  seal(): number {
    this.#table.seal();
    return (
      this.#table.length * BYTES_OF.step +
      this.#made * BYTES_OF.count +
      this.#printed.size * BYTES_OF.cell +
      this.#view.tallies.length * BYTES_OF.table
    );
  }
}

const NO_FIGURES = new Figures([]);
const NO_CELL: CellTimeline = {
  ...{ certain: NO_STEPS, possible: NO_STEPS, lapsed: NO_STEPS },
  figures: NO_FIGURES,
  since: [],
};

/** About how many bytes a step takes, a count beside its steps, a cell's figures, and the table they are of. */
const BYTES_OF = { step: 8, count: 120, cell: 800, table: 800 };

function byCandidateAndCategory(pairs: readonly Pair[]): Map<number, Map<number, Pair[]>> {
  const found = new Map<number, Map<number, Pair[]>>();
  for (const [candidate, held] of Map.groupBy(pairs, (pair) => pair.candidate)) {
    found.set(
      candidate,
      Map.groupBy(held, (pair) => pair.category),
    );
  }
  return found;
}
