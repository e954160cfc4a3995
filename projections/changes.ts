import { movesBetweenViews } from './moves-between-views.ts';
import { movesInView } from './moves-in-view.ts';
import type { Stand } from './on-day.ts';
import type { Moment, Move, Moves, Reason } from './reasons.ts';

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

function tagOf(move: Move): ChangeTag {
  if (move.before === undefined) return 'gained';
  if (move.after === undefined) return move.lapsed ? 'lapsed' : 'lost';
  return move.after === 'certain' ? 'confirmed' : 'doubted';
}

/** The losses that gains are of: one act that replaces another is one switch. */
function switchesOf<M extends Move>({ all, actsAfter }: Moves<M>): Map<M, M> {
  const losses = Map.groupBy(
    all.filter((move) => move.after === undefined),
    (move) => move.endorser,
  );
  const switches = new Map<M, M>();
  for (const gain of all) {
    const lost = gain.before === undefined ? losses.get(gain.endorser) : undefined;
    if (lost === undefined) continue;
    const replaced = actsAfter(gain).flatMap((act) => act.replaces);
    const loss = lost.find((move) => actsAfter(move).some((act) => replaced.includes(act.root)));
    if (loss !== undefined) switches.set(gain, loss);
  }
  return switches;
}

function changesOf<M extends Move>(moves: Moves<M>): Change[] {
  const switches = switchesOf(moves);
  const switched = new Set([...switches].flat());
  const changes: Change[] = [];
  for (const [gain, loss] of switches) {
    const { endorser, category } = gain;
    changes.push({
      tag: 'switched',
      endorser,
      category,
      before: loss.candidate,
      after: gain.candidate,
      was: loss.before ?? null,
      is: gain.after ?? null,
      because: moves.explain(gain),
    });
  }
  for (const move of moves.all) {
    if (switched.has(move)) continue;
    const { endorser, category, candidate } = move;
    changes.push({
      tag: tagOf(move),
      endorser,
      category,
      before: move.before === undefined ? null : candidate,
      after: move.after === undefined ? null : candidate,
      was: move.before ?? null,
      is: move.after ?? null,
      because: moves.explain(move),
    });
  }
  return changes.sort((one, other) => (one.endorser < other.endorser ? -1 : 1));
}

/**
 * Who changed between two moments, on any of the three clocks, each change tagged and explained; an
 * endorser's loss and gain that are one act replacing another are one switch.
 */
export const changesBetween = (from: Moment, to: Moment): Change[] =>
  from.timeline === to.timeline
    ? changesOf(movesInView(from, to))
    : changesOf(movesBetweenViews(from, to));
