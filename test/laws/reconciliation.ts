/** Tables and electorates that are made from the entries of a random history, and how they reconcile. */

import type { Policy } from '../../projections/policy.ts';
import { stagesOf } from '../../projections/stages.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import {
  askReconciliation,
  type Disagreement,
  type ReconciledTally,
} from '../../src/ledger/queries/reconciliation.ts';
import { Reader } from '../../src/read/reader.ts';
import { Views } from '../../src/read/views.ts';
import { DAY_ZERO, iso, LAST_DAY, range } from './dates.ts';
import { build, type Recipe, type Script, someReportedBy } from './histories.ts';
import { Random, uuidOf } from './random.ts';
import { CONTEST, type Data, type Sent } from './sheet.ts';
import type { Bench } from './world.ts';

/** How some tables fare. */
export interface Reconciled {
  readonly tallies: readonly ReconciledTally[];
  readonly contradictions: readonly Disagreement[];
}

/** Figures and sizes of the history's own, which would contradict those made here. */
const PRINTED = ['TallyReported', 'ElectorateStated'];

/** A history without its printed figures and whatever names them. */
function unprinted(script: Script): Script {
  const gone = new Set<string>();
  return script.filter(({ id, sent }) => {
    const names = gone.has(String(sent.data.entry));
    if (PRINTED.includes(sent.type) || names) gone.add(id);
    return !gone.has(id);
  });
}

/** A kind of table, and the policy under which its figures count. */
interface Kind {
  readonly data: Data;
  readonly policy: Policy;
}

const stageNames = ({ view }: StandingsTimeline) => stagesOf(view).map(({ stage }) => stage);

/** What a contest is made of: who reads another than there is cannot print tables of it. */
const frameOf = (timeline: StandingsTimeline): string =>
  JSON.stringify([
    timeline.categories,
    stageNames(timeline),
    [...timeline.view.candidates.values()].flatMap(({ candidate, entered }) =>
      entered === null ? [] : [candidate],
    ),
  ]);

/** The kinds of tables that a contest may have. */
function kindsOf(timeline: StandingsTimeline): Kind[] {
  const stages = stageNames(timeline);
  const of = ['acts', 'nominations', 'endorsements'] as const;
  return [
    ...of.map((policy): Kind => ({ policy, data: { of: policy } })),
    ...stages.map((stage): Kind => {
      const policy: Policy = stages.length === 1 ? 'nominations' : `stage:${stage}`;
      return { policy, data: { of: 'nominations', stage } };
    }),
  ];
}

/** More than any history enrols, and another number for each category. */
const sizeOf = (index: number): number => 20 + index;

async function read(bench: Bench, reportedBy: number | null, policy: Policy) {
  const { seq } = await bench.store.head();
  return bench.eyes.timeline({ knownAt: seq, reportedBy, policy });
}

/** Makes tables of a bench's standings, each whole, of some day, and as a source knew them. */
class Press {
  readonly #bench: Bench;
  readonly #random: Random;
  readonly #seed: number;
  readonly #reportedBy: number | null;
  #made = 0;

  constructor(bench: Bench, random: Random, seed: number, reportedBy: number | null) {
    this.#bench = bench;
    this.#random = random;
    this.#seed = seed;
    this.#reportedBy = reportedBy;
  }

  timeline(policy: Policy): Promise<StandingsTimeline> {
    return read(this.#bench, this.#reportedBy, policy);
  }

  async offer(type: string, on: string, data: Data): Promise<void> {
    const paper = { url: 'https://paper.example/table', publisher: 'The Paper', title: 'A table' };
    const by = this.#reportedBy;
    const source = by === null ? paper : { ...paper, published: iso(by) };
    const sent: Sent = { contest: CONTEST, type, on, data, sources: [source] };
    this.#made += 1;
    const outcome = await this.#bench.offer(uuidOf(this.#seed, 10_000 + this.#made), sent);
    if (typeof outcome === 'string') throw new Error(outcome);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
  }

  /** A table of a day that a range of days hides, sometimes. */
  async print({ policy, data }: Kind): Promise<void> {
    const day = this.#random.below(60) - 4;
    const [before, after] = this.#random.oneIn(2)
      ? [this.#random.below(9), this.#random.below(9)]
      : [0, 0];
    const { view, cells, categories, undeclared } = await this.timeline(policy);
    const at = DAY_ZERO + day;
    // Who never entered may not be printed.
    const entered = [...cells].filter(([candidate]) => view.candidates.get(candidate)?.entered);
    const printed = entered.flatMap(([candidate, row]) =>
      [...row].map(([category, cell]) => ({
        candidate: view.columns.symbols.name(candidate),
        category,
        value: cell.certain.on(at),
      })),
    );
    const left = categories.map(({ category }, index) => ({
      category,
      value: sizeOf(index) - (undeclared.get(category)?.declared.on(at) ?? 0),
    }));
    const on = range(day - before, day + after);
    await this.offer('TallyReported', on, { ...data, cells: printed, undeclared: left });
  }
}

/** A history with tables made from it, as asked by what their source had read, and by all. */
export async function reconciled(
  recipe: Recipe,
): Promise<{ readonly asRead: Reconciled; readonly later: Reconciled }> {
  const random = new Random(recipe.seed);
  const { kept } = await build(recipe);
  const { bench } = await build(unprinted(kept.map(({ placed }) => placed)));
  const whole = frameOf(await read(bench, null, 'acts'));
  const some = someReportedBy(random);
  const reportedBy = frameOf(await read(bench, some, 'acts')) === whole ? some : null;
  const press = new Press(bench, random, recipe.seed, reportedBy);
  const timeline = await press.timeline('acts');
  for (const [index, { category }] of timeline.categories.entries()) {
    await press.offer('ElectorateStated', iso(-30), { category, size: sizeOf(index) });
  }
  const kinds = kindsOf(timeline);
  // Tables of one kind, mostly: only those can contradict one another.
  const kind = random.of(kinds);
  for (let table = 0; table < 5; table += 1) {
    await press.print(random.oneIn(6) ? random.of(kinds) : kind);
  }
  const reader = new Reader(bench.store, 64e6);
  const sources = {
    store: bench.store,
    reader,
    views: new Views(reader, 64e6),
    now: () => Date.UTC(2022, 0, 1),
  };
  const ask = (by: number | null): Promise<Reconciled> =>
    askReconciliation(sources, CONTEST, {
      asOf: iso(LAST_DAY),
      ...(by === null ? {} : { reportedBy: iso(by) }),
    });
  return { asRead: await ask(reportedBy), later: await ask(null) };
}
