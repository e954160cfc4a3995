import { lapsedOn, type Stand, standOf, standsOn } from './on-day.ts';
import type { Pair } from './pairs.ts';
import { Explainer, type Moment, type Move, type Reason } from './reasons.ts';

export type ChangeTag =
  | 'gained'
  | 'lost'
  | 'switched'
  | 'lapsed'
  /** From possible to certain, and back. */
  | 'confirmed'
  | 'doubted';

/** One endorser's change between two moments. */
export interface Change {
  readonly tag: ChangeTag;
  readonly endorser: string;
  /** Null where nothing says it any more: its enrolment was erased. */
  readonly category: string | null;
  /** Whom it backed before and backs after; null for nobody. */
  readonly before: string | null;
  readonly after: string | null;
  /** Whether that is certain or only possible, before and after. */
  readonly was: Stand | null;
  readonly is: Stand | null;
  readonly because: readonly Reason[];
}

/** Within one view of the past, those who stand otherwise on one of the days; else anybody may. */
function movingBetween({ timeline, asOf }: Moment, to: Moment): readonly Pair[] | undefined {
  if (timeline !== to.timeline) return undefined;
  return timeline.pairs.filter((pair) => standOf(pair, asOf) !== standOf(pair, to.asOf));
}

function movesBetween(from: Moment, to: Moment, moving: readonly Pair[] | undefined): Move[] {
  const before = standsOn(from.timeline, from.asOf, moving);
  const after = standsOn(to.timeline, to.asOf, moving);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    const named = other ?? one;
    if (named === undefined || one?.stand === other?.stand) return [];
    const { endorser, candidate, category } = named;
    return [{ endorser, category, candidate, before: one?.stand, after: other?.stand }];
  });
}

function tagOf(move: Move, lapsed: ReadonlySet<string>): ChangeTag {
  if (move.before === undefined) return 'gained';
  if (move.after === undefined) {
    return lapsed.has(`${move.endorser} ${move.candidate}`) ? 'lapsed' : 'lost';
  }
  return move.after === 'certain' ? 'confirmed' : 'doubted';
}

/**
 * Who changed between two moments, on any of the three clocks, each change tagged and explained; an
 * endorser's loss and gain that are one act replacing another are one switch.
 */
export function changesBetween(from: Moment, to: Moment): Change[] {
  const moving = movingBetween(from, to);
  const explainer = new Explainer(from, to, moving);
  const moves = movesBetween(from, to, moving);
  const changes: Change[] = [];
  const lapsed = lapsedOn(to.timeline, to.asOf, moving);
  const switched = new Set<Move>();
  const losses = Map.groupBy(
    moves.filter((move) => move.after === undefined),
    (move) => move.endorser,
  );
  for (const gain of moves.filter((move) => move.before === undefined)) {
    const replaced = explainer
      .actsAfter(gain.endorser, gain.candidate)
      .flatMap((act) => act.replaces);
    const loss = losses
      .get(gain.endorser)
      ?.find(({ endorser, candidate }) =>
        explainer.actsAfter(endorser, candidate).some((act) => replaced.includes(act.root)),
      );
    if (loss === undefined) continue;
    switched.add(gain).add(loss);
    const { endorser, category } = gain;
    changes.push({
      tag: 'switched',
      endorser,
      category,
      before: loss.candidate,
      after: gain.candidate,
      was: loss.before ?? null,
      is: gain.after ?? null,
      because: explainer.explain(gain),
    });
  }
  for (const move of moves) {
    if (switched.has(move)) continue;
    const { endorser, category, candidate } = move;
    changes.push({
      tag: tagOf(move, lapsed),
      endorser,
      category,
      before: move.before === undefined ? null : candidate,
      after: move.after === undefined ? null : candidate,
      was: move.before ?? null,
      is: move.after ?? null,
      because: explainer.explain(move),
    });
  }
  return changes.sort((one, other) => (one.endorser < other.endorser ? -1 : 1));
}
