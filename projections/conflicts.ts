import { type Day, FOREVER } from '../src/time/day.ts';
import type { Act } from './acts.ts';
import { NONE } from './columns.ts';
import type { Cut } from './cut.ts';
import { contradicted, type Holding } from './holding.ts';
import type { EndorserHoldings } from './pairs.ts';
import { seatsOf } from './seats.ts';
import { covers, type Spans, span, union, within } from './spans.ts';

/** Claims that cannot all be true: both stand, and the conflict shows. */
export interface Conflict {
  /**
   * What cannot be: `dates` of one act or of its end, `withdrawal-dates` of one act or candidate, two `acts` of one
   * endorser (of several seats: for more candidates than there are), or a `stance` taken while an act certainly stood.
   */
  readonly kind: 'dates' | 'withdrawal-dates' | 'acts' | 'stance';
  readonly endorser: string | null;
  readonly candidates: readonly string[];
  /** The entries that claim it, by id. */
  readonly entries: readonly string[];
}

/** A conflict and the days on which it shows. */
export interface ConflictSpans {
  readonly conflict: Conflict;
  /** The rows of the claims. */
  readonly rows: readonly number[];
  readonly days: Spans;
}

function told(
  view: Cut,
  kind: Conflict['kind'],
  endorser: number | null,
  candidates: readonly number[],
  rows: readonly number[],
): Pick<ConflictSpans, 'conflict' | 'rows'> {
  const { symbols } = view.columns;
  const conflict: Conflict = {
    kind,
    endorser: endorser === null ? null : symbols.name(endorser),
    candidates: candidates.map((candidate) => symbols.name(candidate)).sort(),
    entries: rows.map((row) => view.columns.idOf(row)).sort(),
  };
  return { conflict, rows };
}

const NOTHING: readonly never[] = [];

function ofAct(view: Cut, act: Act): readonly ConflictSpans[] {
  if (act.met && act.withdrawalMet && act.contradictedBy.length === 0) return NOTHING;
  const found: ConflictSpans[] = [];
  if (!act.met) {
    const conflicting = told(view, 'dates', act.endorser, [act.candidate], act.claims);
    found.push({ ...conflicting, days: span(act.begin.earliest, FOREVER) });
  }
  if (act.contradictedBy.length > 0) {
    const rows = [...new Set([...act.claims, ...act.contradictedBy])];
    const conflicting = told(view, 'dates', act.endorser, [act.candidate], rows);
    found.push({ ...conflicting, days: span(act.begin.earliest, FOREVER) });
  }
  if (!act.withdrawalMet && act.end !== null) {
    const rows = act.withdrawals;
    const conflicting = told(view, 'withdrawal-dates', act.endorser, [act.candidate], rows);
    found.push({ ...conflicting, days: span(act.end.earliest, FOREVER) });
  }
  return found;
}

function ofRivals(view: Cut, one: Holding): readonly ConflictSpans[] {
  if (one.rivals.length === 0) return NOTHING;
  return one.rivals.flatMap((other) => {
    const [from, to] = one.sure as [Day, Day];
    // Each pair once: two acts of one root differ in whom they back.
    const first = one.act.root - other.act.root || one.act.candidate - other.act.candidate;
    if (first > 0 || one.sure.length === 0) return [];
    const days = within(other.sure, from, to);
    if (days.length === 0) return [];
    const rows = [...one.act.claims, ...other.act.claims];
    const candidates = [one.act.candidate, other.act.candidate];
    return [{ ...told(view, 'acts', one.act.endorser, candidates, rows), days }];
  });
}

/** The acts of one endorser that share its seats: of one kind, and of one stage where they say one. */
function sharing(acts: readonly Holding[]): Holding[][] {
  return [...Map.groupBy(acts, ({ act }) => act.nomination).values()].flatMap((same) => {
    const said = new Set(same.map(({ act }) => act.stage).filter((stage) => stage !== NONE));
    const stages = said.size === 0 ? [NONE] : [...said];
    return stages.map((stage) => same.filter(({ act }) => [stage, NONE].includes(act.stage)));
  });
}

/** Of several seats: whom an endorser certainly backs on the days on which these are more than the seats. */
function beyondSeats(view: Cut, { endorser, acts }: EndorserHoldings): ConflictSpans[] {
  const backed = (held: readonly Holding[]) => [...new Set(held.map(({ act }) => act.candidate))];
  const found = new Map<string, { readonly held: readonly Holding[]; readonly days: Spans[] }>();
  for (const some of sharing(acts.filter(({ sure }) => sure.length > 0))) {
    if (backed(some).length <= seatsOf(view)) continue;
    const turns = [...new Set(some.flatMap(({ sure }) => sure))].sort((one, other) => one - other);
    turns.forEach((from, index) => {
      const held = some.filter(({ sure }) => covers(sure, from));
      if (backed(held).length <= seatsOf(view)) return;
      // The same acts may stand together twice, or in two stages.
      const key = held.map((each) => acts.indexOf(each)).join(' ');
      const { days } = found.get(key) ?? { days: [] };
      found.set(key, { held, days: [...days, span(from, turns[index + 1] ?? FOREVER)] });
    });
  }
  return [...found.values()].map(({ held, days }) => {
    const rows = held.flatMap(({ act }) => act.claims);
    return { ...told(view, 'acts', endorser, backed(held), rows), days: union(days) };
  });
}

function ofStances(view: Cut, endorser: EndorserHoldings): ConflictSpans[] {
  return endorser.stances.flatMap(({ claim }) =>
    endorser.acts.flatMap((holding) => {
      const days = contradicted(claim, holding);
      if (days.length === 0) return [];
      const rows = [claim.row, ...holding.act.claims];
      return [{ ...told(view, 'stance', claim.endorser, [holding.act.candidate], rows), days }];
    }),
  );
}

/** All conflicts of a cut, each with the days on which it shows, in an order of their own. */
export function conflictsOf(view: Cut, endorsers: readonly EndorserHoldings[]): ConflictSpans[] {
  const found: ConflictSpans[] = [];
  const seats = seatsOf(view);
  for (const endorser of endorsers) {
    for (const holding of endorser.acts) {
      found.push(...ofAct(view, holding.act));
      if (seats === 1) found.push(...ofRivals(view, holding));
    }
    if (seats > 1) found.push(...beyondSeats(view, endorser));
    if (endorser.stances.length > 0) found.push(...ofStances(view, endorser));
  }
  for (const each of view.candidates.values()) {
    if (each.withdrawalsMet || each.withdrew === null) continue;
    const conflicting = told(view, 'withdrawal-dates', null, [each.candidate], each.withdrawals);
    found.push({ ...conflicting, days: span(each.withdrew.earliest, FOREVER) });
  }
  const key = ({ conflict }: ConflictSpans) =>
    [conflict.endorser ?? '', conflict.kind, ...conflict.candidates, ...conflict.entries].join(' ');
  return found
    .map((each) => ({ key: key(each), each }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ each }) => each);
}

/** The conflicts that show on a day. */
export const conflictsOn = (all: readonly ConflictSpans[], day: Day): ConflictSpans[] =>
  all.filter(({ days }) => covers(days, day));
