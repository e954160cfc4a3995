/** Random histories of one contest: whatever an editor may append, in any order, on uncertain days. */
import fc from 'fast-check';
import { plain } from './broken.ts';
import { type Drafted, enrolled, entered, opened, stageOpened } from './claims.ts';
import { DATE_FORMS } from './dates.ts';
import type { PlainEntry } from './oracle.ts';
import { type Random, uuidOf } from './random.ts';
import { KINDS } from './records.ts';
import { type Move, type Placed, type Setup, Sheet } from './sheet.ts';
import { Bench, type Sight, type Store } from './world.ts';

/** Everything that a history is made from. */
export interface Recipe {
  readonly setup: Setup;
  readonly moves: readonly Move[];
  /** Seeds the ids, the clocks that are looked at, and the oracle's worlds. */
  readonly seed: number;
}

const nat = (max: number) => fc.nat(max);
const NO_SETUP: Setup = {
  candidates: 0,
  endorsers: 0,
  plain: 0,
  sum: false,
  seats: 1,
  stages: 0,
  openDay: 0,
  openForm: 0,
  categories: [],
};

const even = (max: number) => fc.noBias(fc.nat(max));

/** Few endorsers and candidates do most, so that what they do meets. */
const mostly = (table: readonly number[]) => even(table.length - 1).map((at) => table[at] ?? 0);

/** The numbers of one entry. */
export const moves: fc.Arbitrary<Move> = fc.record({
  kind: even(KINDS.length - 1),
  who: mostly([0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5]),
  whom: mostly([0, 0, 0, 1, 1, 1, 2, 3]),
  which: even(63),
  other: even(63),
  day: even(45),
  span: nat(20),
  form: even(DATE_FORMS - 1),
  said: even(12),
  lag: even(30),
  bits: even(63),
});

/** The contests that histories happen in. */
export const setups: fc.Arbitrary<Setup> = fc.record({
  candidates: fc.integer({ min: 2, max: 4 }),
  endorsers: fc.integer({ min: 3, max: 6 }),
  plain: fc.integer({ min: 2, max: 3 }),
  sum: fc.boolean(),
  seats: mostly([1, 1, 1, 2, 2, 3]),
  stages: nat(2),
  openDay: nat(12),
  openForm: nat(8),
  categories: fc.array(nat(2), { minLength: 6, maxLength: 6 }),
});

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  setup: setups,
  moves: fc.noBias(fc.array(moves, { maxLength: 34, size: 'max' })),
  seed: fc.noBias(fc.nat()),
});

/** How often each type was offered, and how often accepted. */
export class Census {
  readonly offered = new Map<string, number>();
  readonly accepted = new Map<string, number>();
  histories = 0;

  count(type: string, accepted: boolean): void {
    this.offered.set(type, (this.offered.get(type) ?? 0) + 1);
    if (accepted) this.accepted.set(type, (this.accepted.get(type) ?? 0) + 1);
  }

  /** The share of the offered entries that were accepted. */
  get rate(): number {
    const total = (counts: Map<string, number>) =>
      [...counts.values()].reduce((sum, count) => sum + count, 0);
    return total(this.accepted) / Math.max(1, total(this.offered));
  }

  print(): string {
    const lines = [...this.offered]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(
        ([type, offered]) => `  ${type.padEnd(24)}${this.accepted.get(type) ?? 0} of ${offered}`,
      );
    const share = (100 * this.rate).toFixed(1);
    return `accepted ${share} % over ${this.histories} histories\n${lines.join('\n')}\n`;
  }
}

/** An accepted entry, as the ledger and the oracle know it. */
export interface Kept {
  readonly placed: Placed;
  readonly entry: PlainEntry;
}

/** A history as the ledger accepted it. */
export interface History {
  readonly bench: Bench;
  readonly kept: readonly Kept[];
  readonly entries: readonly PlainEntry[];
}

/** What a law may do before the history goes on: it is told of each accepted entry. */
export type Watch = (kept: Kept, bench: Bench) => Promise<void>;

/** An entry that is to be offered, if there is anything to say. */
interface Offer {
  readonly id: string;
  draft(sheet: Sheet): Drafted;
}

/** Entries with their ids: a history that is to be told again. */
export type Script = readonly Pick<Placed, 'id' | 'sent' | 'day'>[];

const STILL = { which: 0, other: 0, span: 0, form: 0, said: 0, lag: 0, bits: 0, day: 0 };

/** The frame of a contest: its opening, candidates, endorsers and stages. */
export function framed(setup: Setup): ((sheet: Sheet) => Drafted)[] {
  const at = (count: number, make: (move: Move) => Drafted) =>
    Array.from(
      { length: count },
      (_, index) => () =>
        make({ ...STILL, kind: 0, who: index, whom: index, which: index, day: setup.openDay }),
    );
  return [
    () => opened(setup),
    ...at(setup.candidates, (move) => entered(setup, { ...move, day: move.day + 2 * move.whom })),
    ...at(setup.endorsers, (move) => enrolled(setup, move)),
    ...at(setup.stages, (move) => stageOpened(setup, move)),
  ];
}

/** The frame of a contest, then what happens in it. */
const drafters = ({ setup, moves }: Recipe): ((sheet: Sheet) => Drafted)[] => [
  ...framed(setup),
  ...moves.map((move) => (sheet: Sheet) => KINDS[move.kind]?.(move, sheet)),
];

function offers(source: Recipe | Script): Offer[] {
  if (!('moves' in source)) return source.map((each) => ({ id: each.id, draft: () => each }));
  return drafters(source).map((draft, index) => ({ id: uuidOf(source.seed, index), draft }));
}

export interface BuildOptions {
  readonly store?: Store;
  readonly census?: Census;
  readonly watch?: Watch;
}

/** Offers a history in batches, of entries of one stream that follow one another, up to a refusal. */
export async function buildInBatches(
  script: Script,
  random: Random,
): Promise<{ readonly bench: Bench; readonly refusal: string | null }> {
  const bench = new Bench();
  for (let at = 0; at < script.length; ) {
    const first = script[at];
    const most = 1 + random.below(8);
    const next = script.slice(at, at + most);
    const other = next.findIndex((each) => each.sent.contest !== first?.sent.contest);
    const batch = next.slice(0, other === -1 ? most : other);
    const outcome = await bench.offerAll(batch);
    if (typeof outcome === 'string') return { bench, refusal: outcome };
    if (!outcome.ok) return { bench, refusal: outcome.refusal.message };
    at += batch.length;
  }
  return { bench, refusal: null };
}

/** Offers entries one by one; what the ledger refuses is dropped. */
export async function build(
  source: Recipe | Script,
  { store, census, watch }: BuildOptions = {},
): Promise<History> {
  const bench = new Bench(store);
  const sheet = new Sheet('moves' in source ? source.setup : NO_SETUP);
  const kept: Kept[] = [];
  for (const { id, draft } of offers(source)) {
    const drafted = draft(sheet);
    if (drafted === undefined) continue;
    const { sent, day } = drafted;
    const outcome = await bench.offer(id, sent);
    const accepted = typeof outcome !== 'string' && outcome.ok;
    census?.count(sent.type, accepted);
    if (!accepted) continue;
    const placed = sheet.add(id, sent, day);
    const each = { placed, entry: plain(kept.length, id, sent) };
    kept.push(each);
    await watch?.(each, bench);
  }
  if (census !== undefined) census.histories += 1;
  return { bench, kept, entries: kept.map(({ entry }) => entry) };
}

export const POLICIES = [
  'acts',
  'nominations',
  'endorsements',
  'stage:first',
  'stage:final',
] as const;

/** Some days to look at, the far past and future among them. */
export const someDays = (random: Random, count: number): number[] => [
  ...Array.from({ length: count }, () => random.below(62) - 4),
  -400,
  4000,
];

/** A reportedBy: unbounded, or some day. */
export const someReportedBy = (random: Random): number | null =>
  random.oneIn(3) ? null : random.below(70) - 5;

/** Past clocks and a policy to look with. */
export function someSight(random: Random, knownAt: number): Sight {
  return { knownAt, reportedBy: someReportedBy(random), policy: random.of(POLICIES) };
}
