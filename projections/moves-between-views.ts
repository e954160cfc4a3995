import type { Act } from './acts.ts';
import { isRecord } from './claims.ts';
import { at, NONE } from './columns.ts';
import { type GroupedActs, groupedActs } from './grouped-acts.ts';
import { lapsedOn, type Standing, standsOn } from './on-day.ts';
import { happened, idsOf, type Moment, type Move, type Moves, type Reason } from './reasons.ts';
import { seatsOf } from './seats.ts';

/** The record entries that only one of two moments knows or reads, by the claim each is about. */
function recordsBetween(from: Moment, to: Moment): Map<number, number[]> {
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
class Explainer {
  readonly #from: Moment;
  readonly #to: Moment;
  readonly #actsBefore: GroupedActs;
  readonly #actsAfter: GroupedActs;
  readonly #recordsByClaim: ReadonlyMap<number, readonly number[]>;
  /** Who would stand for whom in the second view on the day of the first. */
  readonly #then: ReadonlyMap<string, Standing>;

  constructor(from: Moment, to: Moment) {
    this.#from = from;
    this.#to = to;
    this.#actsBefore = groupedActs(from.timeline.view);
    this.#actsAfter = groupedActs(to.timeline.view);
    this.#recordsByClaim = recordsBetween(from, to);
    this.#then = standsOn(to.timeline, from.asOf);
  }

  /** The acts behind a move that the second moment sees. */
  actsAfter({ endorser, candidate }: Move): Act[] {
    return this.#actsAfter.of(this.#symbol(endorser), this.#symbol(candidate));
  }

  #symbol(name: string): number {
    return this.#to.timeline.view.columns.symbols.of(name);
  }

  /** The reasons for a move: what happened, and what the two views hold apart. */
  explain(move: Move): Reason[] {
    const from = this.#actsBefore.of(this.#symbol(move.endorser), this.#symbol(move.candidate));
    const to = this.actsAfter(move);
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
    const { columns } = this.#to.timeline.view;
    return [...(moved ? [happened(columns, told.acts, told.rows)] : []), ...reasons];
  }

  /** Would the later day alone, in the first view, have brought this about too? */
  #changedByTime(move: Move): boolean {
    return this.#then.get(`${move.endorser} ${move.candidate}`)?.stand !== move.after;
  }

  #ids(rows: Iterable<number>): string[] {
    return idsOf(this.#to.timeline.view.columns, rows);
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

function movesOf(from: Moment, to: Moment): Move[] {
  const before = standsOn(from.timeline, from.asOf);
  const after = standsOn(to.timeline, to.asOf);
  const lapsed = lapsedOn(to.timeline, to.asOf);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    const named = other ?? one;
    if (named === undefined || one?.stand === other?.stand) return [];
    const { endorser, candidate, category } = named;
    const stands = { before: one?.stand, after: other?.stand, lapsed: lapsed.has(key) };
    return [{ endorser, category, candidate, ...stands }];
  });
}

/** Who stands otherwise at two moments of two views of the record. */
export function movesBetweenViews(from: Moment, to: Moment): Moves {
  const explainer = new Explainer(from, to);
  return {
    all: movesOf(from, to),
    actsAfter: (move) => explainer.actsAfter(move),
    explain: (move) => explainer.explain(move),
  };
}
