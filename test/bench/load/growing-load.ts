import { dayNumber } from '../../../src/time/calendar.ts';
import { ContestLoad, type ContestPlan } from './contest-load.ts';
import { idAt } from './id.ts';
import { Random } from './random.ts';
import type { Sent } from './sent.ts';

/** A contest of a ledger that grows, and over which part of the ledger's time (0 to 1) it is told. */
export interface GrowingPlan extends ContestPlan {
  readonly rank: number;
  readonly rarer: number;
  readonly begins: number;
  readonly lasts: number;
}

/** Some entries of one contest that are appended at once. */
export interface Batch {
  readonly contest: string;
  readonly sent: readonly Sent[];
}

/** What a ledger of so many entries holds: many contests by a power law, or a single one. */
export interface Growth {
  readonly seed: number;
  readonly entries: number;
  readonly alone: boolean;
}

const FIRST_DAY = dayNumber(2000, 1, 1);
/** There are so many entries to a contest, on the average. */
const MEAN = 1000;
/** From this size on a contest's answers are to be no longer. */
const ANSWERED = 1000;
/** The most entries that are appended at once, or this part of their contest if that is more. */
const LARGEST_BATCH = 1000;
const LARGEST_PART = 0.01;
/** A small contest is told in so many batches, so that its entries lie among those of others. */
const BATCHES = 8;
/** The least part of the ledger's time that a contest takes, and by how much a large one takes more than its share. */
const SHORTEST = 0.01;
const SLOWER = 3;

const DRAWS = ['plan', 'entries', 'ids'] as const;
type Drawn = (typeof DRAWS)[number];

/** Draws of their own for each contest: what it is like, its entries, and their ids. */
const randomOf = ({ seed }: Growth, rank: number, what: Drawn): Random =>
  new Random(Math.imul(seed, 31) + rank * DRAWS.length + DRAWS.indexOf(what));

function planOf(growth: Growth, rank: number, size: number): GrowingPlan {
  const random = randomOf(growth, rank, 'plan');
  const lasts = Math.min(0.9, Math.max(SHORTEST, (SLOWER * size) / growth.entries));
  return {
    rank,
    contest: `contest-${rank}`,
    size,
    candidates: size >= ANSWERED / 2 ? 8 : 3 + random.below(4),
    opening: FIRST_DAY + random.below(8000),
    span: size >= ANSWERED / 2 ? 300 : 40 + random.below(200),
    rarer: Math.max(1, size / ANSWERED),
    lasts,
    begins: random.below(1_000_000) * 1e-6 * (1 - lasts),
  };
}

/** The contests of a ledger, the largest first; the number of contests grows with that of the entries. */
export function growingPlans(growth: Growth): GrowingPlan[] {
  const { entries, alone } = growth;
  if (alone) return [{ ...planOf(growth, 1, entries), begins: 0, lasts: 1 }];
  const ranks = Array.from({ length: Math.ceil(entries / MEAN) }, (_, index) => index + 1);
  const sum = ranks.reduce((all, rank) => all + 1 / rank, 0);
  return ranks.map((rank) => planOf(growth, rank, Math.floor(entries / sum / rank)));
}

/**
 * The entries of one contest, with ids (RFC 9562 version 7) of the moments in which they are appended; what
 * is told after its end is told after all of the ledger. The plan alone decides.
 */
export function loadOf(growth: Growth, plan: GrowingPlan): ContestLoad {
  const { entries } = growth;
  const random = randomOf(growth, plan.rank, 'ids');
  let made = 0;
  const newId = () => {
    made += 1;
    const within = plan.begins + plan.lasts * (made / plan.size);
    const place = made <= plan.size ? within * entries : entries + made - plan.size;
    return idAt(place, random);
  };
  return new ContestLoad(plan, randomOf(growth, plan.rank, 'entries'), newId);
}

/** When which contest is told how far: in the order of the ledger's time. */
function schedule(plans: readonly GrowingPlan[]) {
  const batches = plans.flatMap((plan) => {
    const large = Math.max(LARGEST_BATCH, plan.size * LARGEST_PART);
    const most = Math.ceil(Math.min(large, plan.size / BATCHES));
    const count = Math.ceil(plan.size / most);
    return Array.from({ length: count }, (_, index) => ({
      plan,
      most,
      when: plan.begins + (plan.lasts * index) / count,
    }));
  });
  return batches.sort((one, other) => one.when - other.when);
}

/** How many entries a ledger holds when all are appended. */
export const entriesIn = (plans: readonly GrowingPlan[]): number =>
  plans.reduce((sum, { size }) => sum + size, 0);

/**
 * All entries of a ledger in the order in which they are appended. Only contests under way are held in memory.
 * No names are merged: endorsers act in many contests, whose loads would have to know of it.
 */
export function* batchesOf(growth: Growth): Generator<Batch> {
  const open = new Map<GrowingPlan, ContestLoad>();
  for (const { plan, most } of schedule(growingPlans(growth))) {
    const load = open.get(plan) ?? loadOf(growth, plan);
    open.set(plan, load);
    yield { contest: plan.contest, sent: load.take(Math.min(most, load.left)) };
    if (load.left === 0) open.delete(plan);
  }
}

/** The entries of one contest that come after so many. */
export function goingOn(growth: Growth, plan: GrowingPlan, after: number): ContestLoad {
  const load = loadOf(growth, plan);
  for (let left = after; left > 0; left -= LARGEST_BATCH) load.take(Math.min(left, LARGEST_BATCH));
  return load;
}
