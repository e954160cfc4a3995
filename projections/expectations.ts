import { type Day, FOREVER } from '../src/time/day.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { DISPUTED, facetOf } from './claims.ts';
import { at, NONE } from './columns.ts';
import type { Cut } from './cut.ts';
import { LIKELIHOODS, type Likelihood, STANCES, type Stance } from './facets.ts';
import { heldBy } from './held-by.ts';
import type { Holding } from './holding.ts';
import { keptWith } from './kept-with.ts';
import { seatsOf } from './seats.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';
import { rowsOf, toldOf } from './told.ts';

/** What became of an expectation: `open` while nothing surely answers it. */
export type Fulfilment = 'came-true' | 'possibly' | 'did-not' | 'open';

/** What a source expected of an endorser, and what became of it. Never counted. */
export interface Expectation {
  readonly entry: string;
  readonly endorser: string;
  readonly category: string | null;
  readonly candidate: string;
  readonly likelihood: Likelihood;
  /** When it was expected. */
  readonly on: string | null;
  readonly bounds: Bounds;
  readonly disputed: boolean;
  readonly outcome: Fulfilment;
  /** What answered it: the act itself, another, a stance, the candidate's leaving, or the contest's end. */
  readonly by: 'act' | 'other-act' | Stance | 'candidate-withdrew' | 'contest-over' | null;
  /** Whom the endorser backed instead. */
  readonly instead: string | null;
  /** When it was answered. */
  readonly when: string | null;
  /** The entries that answer it. */
  readonly entries: readonly string[];
}

type Answer = Pick<Expectation, 'outcome' | 'by' | 'instead' | 'when' | 'entries'>;

/** Something that may answer an expectation, and when it happened. */
interface Event {
  readonly bounds: Bounds;
  readonly by: Expectation['by'];
  readonly candidate: number;
  readonly rows: readonly number[];
  /** The day from which it surely holds no more. */
  readonly until: Day;
}

const OPEN: Answer = { outcome: 'open', by: null, instead: null, when: null, entries: [] };

/**
 * Does an act for another leave its endorser no seat for somebody? Of one seat any does; of several the
 * one with which the endorser certainly backs as many others.
 */
function leavesNoSeat(
  { act }: Holding,
  held: readonly Holding[],
  candidate: number,
  seats: number,
): boolean {
  if (seats === 1) return true;
  const others = held.filter(
    (other) =>
      other.act.candidate !== candidate &&
      other.act.nomination === act.nomination &&
      covers(other.sure, act.begin.latest),
  );
  return new Set(others.map((other) => other.act.candidate)).size >= seats;
}

/** The acts that answer whether an endorser would back a candidate. */
const tellingActs = (held: readonly Holding[], candidate: number, seats: number): Holding[] =>
  held.filter(
    (one) => one.act.candidate === candidate || leavesNoSeat(one, held, candidate, seats),
  );

const resultsIn = keptWith(({ claims, opening }: Cut) =>
  toldOf(claims, opening, 'ContestResultDeclared'),
);

/** What an endorser did by a day that would answer what was expected of it from a day on. */
function eventsOf(timeline: StandingsTimeline, endorser: number, candidate: number): Event[] {
  const { view } = timeline;
  const held = heldBy(timeline).get(endorser);
  const unless = (bounds: Bounds, disputed: boolean): Bounds =>
    disputed ? { ...bounds, latest: FOREVER } : bounds;
  const acts = tellingActs(held?.acts ?? [], candidate, seatsOf(view)).map(({ act }): Event => {
    const by = act.candidate === candidate ? 'act' : 'other-act';
    const bounds = unless(act.begin, act.disputed);
    const until = act.end?.latest ?? FOREVER;
    return { bounds, by, candidate: act.candidate, rows: act.claims, until };
  });
  const stances = (held?.stances ?? []).flatMap(({ claim }): Event[] => {
    const by = STANCES[claim.stance] ?? null;
    if (by === 'undecided') return [];
    return [
      {
        bounds: unless(claim.taken, claim.disputed),
        by,
        candidate: NONE,
        rows: [claim.row],
        until: FOREVER,
      },
    ];
  });
  const left = view.candidates.get(candidate);
  const exits: Event[] =
    left?.withdrew == null
      ? []
      : [
          {
            bounds: left.withdrew,
            by: 'candidate-withdrew',
            candidate: NONE,
            rows: left.withdrawals,
            until: FOREVER,
          },
        ];
  const results = resultsIn(view).map(
    ({ row, bounds, disputed }): Event => ({
      bounds: unless(bounds, disputed),
      by: 'contest-over',
      candidate: NONE,
      rows: [row],
      until: FOREVER,
    }),
  );
  return [...acts, ...stances, ...exits, ...results];
}

const firstOf = (events: readonly Event[]): Event | undefined =>
  events.toSorted(
    (one, other) =>
      one.bounds.latest - other.bounds.latest || one.bounds.earliest - other.bounds.earliest,
  )[0];

/** What answers an expectation by a day: the act that was expected, before all that speaks against it. */
function answerOn(
  timeline: StandingsTimeline,
  events: readonly Event[],
  since: Day,
  day: Day,
): Answer {
  const { columns } = timeline.view;
  const told = (outcome: Fulfilment, { by, bounds, candidate, rows }: Event): Answer => ({
    outcome,
    by,
    instead: by === 'other-act' ? columns.symbols.name(candidate) : null,
    when: formatBounds(bounds),
    entries: rows.map((row) => columns.idOf(row)),
  });
  // What ended before it was expected is not what was expected.
  const expected = events.filter((each) => each.by === 'act' && each.until > since);
  const done = firstOf(expected.filter((each) => each.bounds.latest <= day));
  if (done !== undefined) return told('came-true', done);
  const perhaps = firstOf(expected.filter((each) => each.bounds.earliest <= day));
  if (perhaps !== undefined) return told('possibly', perhaps);
  // Whoever backed another long before may still have been expected to change its mind.
  const against = firstOf(
    events.filter(
      ({ by, bounds }) => by !== 'act' && bounds.latest <= day && bounds.latest >= since,
    ),
  );
  return against === undefined ? OPEN : told('did-not', against);
}

/** All expectations of a contest, by day, with what became of each by a day. */
export function expectationsBy(timeline: StandingsTimeline, day: Day): Expectation[] {
  const { claims, columns, merges, opening, categoryOf } = timeline.view;
  const { symbols } = columns;
  return rowsOf(claims, 'ExpectationReported')
    .map((row): Expectation => {
      const from = at(claims.dataFrom, row);
      const endorser = merges.root(at(columns.endorser, from));
      const candidate = at(columns.candidate, from);
      const bounds = boundsOf(claims, row, opening);
      const category = categoryOf.get(endorser);
      return {
        entry: columns.idOf(row),
        endorser: symbols.name(endorser),
        category: category === undefined ? null : symbols.name(category),
        candidate: symbols.name(candidate),
        likelihood: LIKELIHOODS[facetOf(claims, row)] ?? 'rumoured',
        on: formatBounds(bounds),
        bounds,
        disputed: claims.state[row] === DISPUTED,
        ...answerOn(timeline, eventsOf(timeline, endorser, candidate), bounds.earliest, day),
      };
    })
    .sort(
      (one, other) => one.bounds.latest - other.bounds.latest || (one.entry < other.entry ? -1 : 1),
    );
}
