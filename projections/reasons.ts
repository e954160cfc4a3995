import { type Day, FOREVER } from '../src/time/day.ts';
import type { Act } from './acts.ts';
import { formatBounds } from './bounds.ts';
import { isRecord } from './claims.ts';
import { at, NONE } from './columns.ts';
import type { Cut, Sight } from './cut.ts';
import { keptWith } from './kept-with.ts';
import { type Stand, type Standing, type State, standsOn } from './on-day.ts';
import type { Pair } from './pairs.ts';
import { seatsOf } from './seats.ts';
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
}

/** The acts of a view by who gave them and by the claims that began them: one pass for all questions. */
class Acts {
  readonly #view: Cut;
  readonly #byEndorser: ReadonlyMap<number, readonly Act[]>;
  readonly #byRoot: ReadonlyMap<number, readonly Act[]>;

  constructor(view: Cut) {
    this.#view = view;
    this.#byEndorser = Map.groupBy(view.acts, (act) => act.endorser);
    this.#byRoot = Map.groupBy(view.acts, (act) => act.root);
  }

  /** The acts of an endorser for a candidate. */
  of(endorser: string, candidate: string): Act[] {
    const { columns, merges } = this.#view;
    const backed = columns.symbols.of(candidate);
    const acts = this.#byEndorser.get(merges.root(columns.symbols.of(endorser))) ?? [];
    return acts.filter((act) => act.candidate === backed);
  }

  /** The rows that tell an act, its end, and what replaces it. */
  rowsOf(act: Act): number[] {
    const exits = this.#view.candidates.get(act.candidate)?.withdrawals ?? [];
    const replacing = act.replacedBy.flatMap((root) => this.#byRoot.get(root) ?? []);
    const claims = replacing.flatMap((each) => each.claims);
    return [...act.claims, ...act.withdrawals, ...claims, ...exits];
  }
}

const actsIn = keptWith((view: Cut) => new Acts(view));

/** The record entries that only one of two moments knows or reads, by the claim each is about. */
function recordsBetween(from: Moment, to: Moment): Map<number, number[]> {
  if (from.timeline === to.timeline) return new Map();
  const { columns } = to.timeline.view;
  const seen = (moment: Moment, row: number) =>
    at(columns.seq, row) <= moment.sight.knownAt &&
    at(columns.saidLatest, row) <= moment.sight.reportedBy;
  const found = new Map<number, number[]>();
  for (let row = 0; row < columns.length; row += 1) {
    if (!isRecord(at(columns.type, row)) || seen(from, row) === seen(to, row)) continue;
    const claim = claimBehind(to, row);
    const group = found.get(claim);
    if (group === undefined) found.set(claim, [row]);
    else group.push(row);
  }
  return found;
}

/** The claim that a record entry is about in the end: a strike may name a correction. */
function claimBehind(moment: Moment, row: number): number {
  const { columns } = moment.timeline.view;
  let claim = row;
  while (claim !== NONE && isRecord(at(columns.type, claim))) {
    claim = columns.rowOf(at(columns.entry, claim));
  }
  return claim;
}

/** The row of a contest's opening, which is its first entry. */
const OPENING = 0;

/** Why a move happened, between two views of the record and two days. */
export class Explainer {
  readonly #from: Moment;
  readonly #to: Moment;
  readonly #actsBefore: Acts;
  readonly #actsAfter: Acts;
  readonly #recordsByClaim: ReadonlyMap<number, readonly number[]>;
  /** Who would stand for whom in the second view on the day of the first. */
  readonly #then: ReadonlyMap<string, Standing>;

  /** `moving`: of whom moves may be asked; all, where it is left out. */
  constructor(from: Moment, to: Moment, moving?: readonly Pair[]) {
    this.#from = from;
    this.#to = to;
    this.#actsBefore = actsIn(from.timeline.view);
    this.#actsAfter = actsIn(to.timeline.view);
    this.#recordsByClaim = recordsBetween(from, to);
    this.#then = standsOn(to.timeline, from.asOf, moving);
  }

  /** The acts of an endorser for a candidate that the second moment sees. */
  actsAfter(endorser: string, candidate: string): Act[] {
    return this.#actsAfter.of(endorser, candidate);
  }

  /** The reasons for a move: what happened, and what the two views hold apart. */
  explain(move: Move): Reason[] {
    const from = this.#actsBefore.of(move.endorser, move.candidate);
    const to = this.#actsAfter.of(move.endorser, move.candidate);
    const before = from.flatMap((act) => this.#actsBefore.rowsOf(act));
    const after = to.flatMap((act) => this.#actsAfter.rowsOf(act));
    const rows = new Set([...before, ...after]);
    const reasons = [
      ...this.#records(rows),
      ...this.#news(before, after),
      ...this.#merges(move.endorser),
    ];
    const moved = this.#from.asOf !== this.#to.asOf && this.#changedByTime(move);
    if (!moved && reasons.length > 0) return reasons;
    const seats = moved ? [] : this.#seats();
    if (seats.length > 0) return seats;
    const told = to.length > 0 ? { acts: to, rows: after } : { acts: from, rows: before };
    return [...(moved ? [this.#happened(told.acts, told.rows)] : []), ...reasons];
  }

  /** Would the later day alone, in the first view, have brought this about too? */
  #changedByTime(move: Move): boolean {
    return this.#then.get(`${move.endorser} ${move.candidate}`)?.stand !== move.after;
  }

  #ids(rows: Iterable<number>): string[] {
    const { columns } = this.#to.timeline.view;
    return [...new Set(rows)].map((row) => columns.idOf(row)).sort();
  }

  #happened(acts: readonly Act[], rows: readonly number[]): Reason {
    const dates = acts.map((act) => {
      const begun = `begun ${formatBounds(act.begin) ?? 'on an unknown day'}`;
      if (act.end === null) return begun;
      const how = act.endOtherwise === null ? 'lapsed' : 'ended';
      const end = act.end.latest === FOREVER ? 'on an unknown day' : formatBounds(act.end);
      return `${begun}, ${how} ${end}`;
    });
    return { tag: 'happened', text: dates.join('; '), entries: this.#ids(rows) };
  }

  #records(rows: ReadonlySet<number>): Reason[] {
    const found = [...rows].flatMap((row) => this.#recordsByClaim.get(row) ?? []);
    if (found.length === 0) return [];
    const text = `the record was changed by ${found.length === 1 ? 'an entry' : `${found.length} entries`} that only one of the two moments knows`;
    return [{ tag: 'corrected', text, entries: this.#ids(found) }];
  }

  /** A correction of how many seats there are may settle or unsettle who backs several. */
  #seats(): Reason[] {
    const [before, after] = [this.#from.timeline.view, this.#to.timeline.view];
    return seatsOf(before) === seatsOf(after) ? [] : this.#records(new Set([OPENING]));
  }

  /** Claims that only one of the two moments sees. */
  #news(before: readonly number[], after: readonly number[]): Reason[] {
    const { columns } = this.#to.timeline.view;
    const old = new Set(before);
    const fresh = [...new Set(after.filter((row) => !old.has(row)))];
    const unseen = [...new Set(before.filter((row) => !after.includes(row)))];
    const known = Math.min(this.#from.sight.knownAt, this.#to.sight.knownAt);
    const news = [...fresh, ...unseen];
    const recorded = news.filter((row) => at(columns.seq, row) > known);
    const published = news.filter((row) => at(columns.seq, row) <= known);
    const reasons: Reason[] = [];
    if (recorded.length > 0) {
      const text = 'recorded after what one of the two moments knew, and dated before its day';
      reasons.push({ tag: 'backdated', text, entries: this.#ids(recorded) });
    }
    if (published.length > 0 && this.#from.sight.reportedBy !== this.#to.sight.reportedBy) {
      const text = 'published after what one of the two moments had read';
      reasons.push({ tag: 'reported', text, entries: this.#ids(published) });
    }
    return reasons;
  }

  #merges(endorser: string): Reason[] {
    const { view } = this.#to.timeline;
    const symbol = view.columns.symbols.of(endorser);
    const before = this.#from.timeline.view.merges.names(symbol).length;
    const after = view.merges.names(symbol).length;
    if (before === after) return [];
    return [
      { tag: 'merged', text: 'two names became one endorser, or one became two', entries: [] },
    ];
  }
}
