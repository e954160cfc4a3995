import { type Day, FOREVER } from '../src/time/day.ts';
import type { Act } from './acts.ts';
import { formatBounds } from './bounds.ts';
import type { Columns } from './columns.ts';
import type { Sight } from './cut.ts';
import type { Stand, State } from './on-day.ts';
import type { StandingsTimeline } from './standings.ts';

/** One of the two moments that are compared: a view of the past and a day in it. */
export interface Moment {
  readonly timeline: StandingsTimeline;
  readonly sight: Sight;
  readonly asOf: Day;
  readonly state: State;
}

export type ReasonTag =
  /** It happened between the two days. */
  | 'happened'
  /** It was dated before the first moment's day, and recorded after what that moment knew. */
  | 'backdated'
  /** It was published after what the first moment had read. */
  | 'reported'
  /** The record of it was corrected, struck or disputed. */
  | 'corrected'
  /** Two names became one endorser. */
  | 'merged';

/** Why something changed, and the entries that say so. */
export interface Reason {
  readonly tag: ReasonTag;
  readonly text: string;
  readonly entries: readonly string[];
}

/** An endorser and a candidate whose stand differs between two moments. */
export interface Move {
  readonly endorser: string;
  readonly category: string | null;
  readonly candidate: string;
  readonly before: Stand | undefined;
  readonly after: Stand | undefined;
  /** Have the acts lapsed by the second moment? */
  readonly lapsed: boolean;
}

/** What there is to say about the moves between two moments. */
export interface Moves<M extends Move = Move> {
  /** By the names of endorser and candidate. */
  readonly all: readonly M[];
  /** The acts behind a move, as the second moment sees them. */
  actsAfter(move: M): readonly Act[];
  explain(move: M): readonly Reason[];
}

/** The ids of some rows, in their own order, each once. */
export const idsOf = (columns: Columns, rows: Iterable<number>): string[] =>
  [...new Set(rows)].map((row) => columns.idOf(row)).sort();

/** That some acts, which these rows tell, began and ended. */
export function happened(columns: Columns, acts: readonly Act[], rows: readonly number[]): Reason {
  const dates = acts.map((act) => {
    const begun = `begun ${formatBounds(act.begin) ?? 'on an unknown day'}`;
    if (act.end === null) return begun;
    const how = act.endOtherwise === null ? 'lapsed' : 'ended';
    const end = act.end.latest === FOREVER ? 'on an unknown day' : formatBounds(act.end);
    return `${begun}, ${how} ${end}`;
  });
  return { tag: 'happened', text: dates.join('; '), entries: idsOf(columns, rows) };
}
