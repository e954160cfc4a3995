import type { Day } from '../src/time/day.ts';
import type { Symbols } from './columns.ts';
import { type ConflictSpans, conflictsOf } from './conflicts.ts';
import {
  type Category,
  type CellTimeline,
  Counter,
  type UndeclaredTimeline,
  type Workings,
  workingsOf,
} from './counter.ts';
import type { Cut } from './cut.ts';
import type { Policy } from './policy.ts';
import { Recall } from './recall.ts';
import type { Steps } from './steps.ts';

/** The version of the counting: it stands in every digest, and changes whenever a state may. */
export const PROJECTOR_VERSION = 1;

/** A contest's standings over all days, at a knownAt, a reportedBy and a policy. */
export interface StandingsTimeline extends Workings {
  readonly symbols: Symbols;
  readonly contest: Cut['contest'];
  readonly candidates: Cut['candidates'];
  readonly erased: number;
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
  /** How many entries of the contest it was counted from. */
  readonly known: number;
  /** About how many bytes of memory it takes without its workings, the columns among them, which it holds. */
  readonly bytes: number;
  /** Were its workings asked for? They stay with it from then on. */
  readonly isWorked: boolean;
  /** The same standings, without their workings until somebody asks for them again. */
  plain(): StandingsTimeline;
}

/** About what a conflict takes. */
const BYTES_PER_CONFLICT = 500;

function countAll(worked: Workings, policy: Policy) {
  const { contest, candidates, claims, columns, erased } = worked.view;
  const counter = new Counter(worked, policy);
  const categories = contest?.categories ?? [];
  const shownFrom = counter.shownFrom();
  const byName = <T>(make: (category: Category) => T): Map<string, T> =>
    new Map(categories.map((category) => [category.category, make(category)]));
  const cells = new Map(
    [...new Set([...candidates.keys(), ...shownFrom.keys()])].map((candidate) => [
      candidate,
      byName((category) => counter.cell(candidate, category)),
    ]),
  );
  const undeclared = byName((category) => counter.undeclared(category));
  const neutral = byName((category) => counter.neutral(category));
  const conflicts = conflictsOf(worked.view, worked.endorsers);
  const bytes = columns.bytes + counter.seal() + conflicts.length * BYTES_PER_CONFLICT;
  const seen = { symbols: columns.symbols, contest, candidates, erased, policy, categories };
  return { ...seen, cells, shownFrom, undeclared, neutral, conflicts, known: claims.known, bytes };
}

/**
 * The standings of a contest over all days. This is the one implementation of counting: any day's
 * standings are read from it by binary search (on-day.ts).
 */
export function standings(view: Cut, policy: Policy): StandingsTimeline {
  const worked = workingsOf(view, policy);
  return withWorkings(countAll(worked, policy), view.again, worked);
}

// On its own, so that what is kept holds nothing of what it was counted from.
function withWorkings(
  counted: Omit<StandingsTimeline, keyof Workings | 'isWorked' | 'plain'>,
  again: () => Cut,
  worked: Workings,
): StandingsTimeline {
  const workings = new Recall(worked, () => workingsOf(again(), counted.policy));
  return {
    ...counted,
    plain: () => withWorkings(counted, again, workings.get()),
    get isWorked() {
      return workings.isHeld;
    },
    get view() {
      return workings.get().view;
    },
    get endorsers() {
      return workings.get().endorsers;
    },
    get pairs() {
      return workings.get().pairs;
    },
  };
}
