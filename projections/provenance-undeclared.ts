import type { Day } from '../src/time/day.ts';
import { formatBounds } from './bounds.ts';
import { declares, declaring } from './declaring.ts';
import { STANCES } from './facets.ts';
import type { Undeclared } from './on-day.ts';
import type { EndorserHoldings } from './pairs.ts';
import { countsUnder } from './policy.ts';
import { actsThatCount, figureOf, membersOf, type ProvenFigure } from './provenance.ts';
import { type ProvenAct, provenAct } from './provenance-claims.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** A stance by which an endorser has declared. */
export interface ProvenStance {
  readonly row: number;
  readonly entry: string;
  readonly stance: string;
  readonly on: string | null;
}

/** An endorser who has certainly declared by a day, and by what. */
export interface Declarer {
  readonly endorser: string;
  readonly names: readonly string[];
  readonly category: string;
  readonly acts: readonly ProvenAct[];
  readonly stances: readonly ProvenStance[];
  /** Did it declare surely after the printed figure? */
  readonly since: boolean;
}

/** Everything behind the number of those who have yet to declare. */
export interface UndeclaredProvenance {
  readonly category: string;
  readonly undeclared: Undeclared;
  readonly size: ProvenFigure | null;
  readonly otherSizes: readonly ProvenFigure[];
  readonly printed: ProvenFigure | null;
  readonly others: readonly ProvenFigure[];
  readonly declared: readonly Declarer[];
}

function declarer(
  timeline: StandingsTimeline,
  member: EndorserHoldings,
  day: Day,
  printedOn: Day | undefined,
): Declarer[] {
  const { view } = timeline;
  const { columns } = view;
  const { certain, possible } = declaring(member, countsUnder(timeline.policy, columns.symbols));
  if (!covers(certain, day)) return [];
  return [
    {
      endorser: columns.symbols.name(member.endorser),
      names: view.merges.names(member.endorser).map((name) => columns.symbols.name(name)),
      category: columns.symbols.name(member.category),
      acts: actsThatCount(timeline, member, null)
        .filter((each) => covers(each.certain, day))
        .map((each) => provenAct(view, each, day)),
      stances: member.stances
        .filter(({ claim, certain: surely }) => declares(claim.stance) && covers(surely, day))
        .map(({ claim }) => ({
          row: claim.row,
          entry: columns.idOf(claim.row),
          stance: STANCES[claim.stance] ?? '',
          on: formatBounds(claim.taken),
        })),
      since: printedOn !== undefined && !covers(possible, printedOn),
    },
  ];
}

/**
 * Everything behind the number of a category's endorsers who have yet to declare on a day, which the
 * standings give; undefined where the contest has no such category in this view.
 */
export function undeclaredProvenance(
  timeline: StandingsTimeline,
  category: string,
  day: Day,
  undeclared: Undeclared,
): UndeclaredProvenance | undefined {
  const steps = timeline.undeclared.get(category);
  if (steps === undefined) return undefined;
  const latest = steps.figures.on(day);
  const size = steps.sizes.on(day);
  return {
    category,
    undeclared,
    size: size === undefined ? null : figureOf(size.figure),
    otherSizes: size?.others.map(figureOf) ?? [],
    printed: latest === undefined ? null : figureOf(latest.figure),
    others: latest?.others.map(figureOf) ?? [],
    declared: membersOf(timeline, category)
      .flatMap((member) => declarer(timeline, member, day, latest?.day))
      .sort((one, other) => (one.endorser < other.endorser ? -1 : 1)),
  };
}

/** The rows of all claims that tell of who of a category has declared, on whatever day. */
export function rowsOfDeclaring(timeline: StandingsTimeline, category: string): Set<number> {
  const rows = new Set<number>();
  for (const member of membersOf(timeline, category)) {
    for (const { act } of actsThatCount(timeline, member, null)) {
      for (const row of [...act.claims, ...act.withdrawals]) rows.add(row);
    }
    for (const { claim } of member.stances) rows.add(claim.row);
  }
  const steps = timeline.undeclared.get(category);
  for (const { figure, others } of [
    ...(steps?.figures.periods ?? []),
    ...(steps?.sizes.periods ?? []),
  ]) {
    for (const { table } of [figure, ...others]) rows.add(table.row);
  }
  return rows;
}

/** The number that the parts of a provenance make: what the standings must give too. */
export function undeclaredFrom({ size, printed, declared }: UndeclaredProvenance): number | null {
  const left = size === null ? null : size.value - declared.length;
  const since = declared.filter((each) => each.since).length;
  const told = printed === null ? null : printed.value - since;
  const known = [left, told].filter((each) => each !== null);
  return known.length === 0 ? null : Math.max(0, Math.min(...known));
}
