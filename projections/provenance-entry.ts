import { CATALOG, type DataOf, type EntryType } from '../events/catalog.ts';
import type { Day } from '../src/time/day.ts';
import { boundsOf } from './agreement.ts';
import { type Bounds, formatBounds } from './bounds.ts';
import { detailOf } from './claims.ts';
import { at, NONE } from './columns.ts';
import { STANCES } from './facets.ts';
import type { Figures } from './figures.ts';
import type { EndorserHoldings } from './pairs.ts';
import { standOf } from './provenance-claims.ts';
import { typeOf } from './provenance-links.ts';
import { plainOf } from './roll.ts';
import { covers } from './spans.ts';
import type { StandingsTimeline } from './standings.ts';

/** One place in the standings where an entry counts on a day, or does not, and why. */
export interface Counting {
  /** What it counts as there. */
  readonly as:
    | 'act'
    | 'end'
    | 'lapse'
    | 'stance'
    | 'printed'
    | 'undeclared'
    | 'size'
    | 'frame'
    | 'shown';
  readonly candidate: string | null;
  readonly category: string | null;
  readonly how: 'certain' | 'possible' | 'lapsed' | 'not';
  readonly why: string;
}

const nowhere = (as: Counting['as'], why: string): Counting[] => [
  { as, candidate: null, category: null, how: 'not', why },
];

/** The categories in which an endorser counts: its own, and the sums of which that is a part. */
function categoriesOf(timeline: StandingsTimeline, category: number): string[] {
  if (category === NONE) return [];
  const own = timeline.view.columns.symbols.name(category);
  return timeline.categories
    .filter((each) => plainOf(timeline.categories, [each.category]).has(own))
    .map((each) => each.category);
}

/** Where the acts count that a claim tells, or of which it tells the end. */
function ofActs(timeline: StandingsTimeline, row: number, as: 'act' | 'end', day: Day): Counting[] {
  const { view } = timeline;
  const { symbols } = view.columns;
  const told = (member: EndorserHoldings): Counting[] =>
    member.acts
      .filter(({ act }) => (as === 'act' ? act.claims : act.withdrawals).includes(row))
      .flatMap((holding): Counting[] => {
        const candidate = symbols.name(holding.act.candidate);
        const { stand: how, why } = standOf(view, holding, day);
        const categories = categoriesOf(timeline, member.category);
        if (categories.length === 0) {
          const stray = `${symbols.name(member.endorser)} is enrolled in no category`;
          return [{ as, candidate, category: null, how: 'not', why: stray }];
        }
        return categories.map((category) => ({ as, candidate, category, how, why }));
      });
  const found = timeline.endorsers.flatMap(told);
  if (found.length > 0) return found;
  return as === 'act'
    ? nowhere('shown', 'second choices and shared recommendations are shown, not counted')
    : nowhere('end', 'the act that it ends counts no more');
}

/** A claim whose candidate was corrected counts no more for the one whom it named. */
function superseded(timeline: StandingsTimeline, row: number): Counting[] {
  const { columns, claims } = timeline.view;
  const from = at(claims.dataFrom, row);
  const [was, is] = [at(columns.candidate, row), at(columns.candidate, from)];
  if (was === NONE || was === is) return [];
  const why = `superseded by the correction ${columns.idOf(from)}`;
  return [{ as: 'act', candidate: columns.symbols.name(was), category: null, how: 'not', why }];
}

const happened = ({ earliest, latest }: Bounds, day: Day): Counting['how'] => {
  if (latest <= day) return 'certain';
  return earliest <= day ? 'possible' : 'not';
};

function ofExit(timeline: StandingsTimeline, row: number, day: Day): Counting[] {
  const { columns } = timeline.view;
  return [...timeline.view.candidates.values()]
    .filter((each) => each.withdrawals.includes(row) && each.withdrew !== null)
    .map(({ candidate, withdrew, withdrewOn }) => ({
      as: 'lapse' as const,
      candidate: columns.symbols.name(candidate),
      category: null,
      how: happened(withdrew as Bounds, day),
      why: `the candidate withdrew ${withdrewOn ?? 'on a day that nobody knows'}`,
    }));
}

function ofStance(timeline: StandingsTimeline, row: number, day: Day): Counting[] {
  return timeline.endorsers.flatMap((member) =>
    member.stances
      .filter(({ claim }) => claim.row === row)
      .flatMap(({ claim, certain, possible }): Counting[] => {
        const maybe = covers(possible, day) ? 'possible' : 'not';
        const how = covers(certain, day) ? 'certain' : maybe;
        const stance = `${STANCES[claim.stance] ?? ''} since ${formatBounds(claim.taken)}`;
        const why = how === 'not' ? `${stance}, and has taken another stance or acted` : stance;
        return categoriesOf(timeline, member.category).map((category) => ({
          as: 'stance',
          candidate: null,
          category,
          how,
          why,
        }));
      }),
  );
}

/** Is a table's figure the one that holds on a day? */
function ofFigures(
  figures: Figures | undefined,
  row: number,
  day: Day,
): Pick<Counting, 'how' | 'why'> {
  const latest = figures?.on(day);
  if (latest?.figure.table.row === row) {
    return { how: 'certain', why: `${latest.figure.value} is the latest printed` };
  }
  if (latest?.others.some(({ table }) => table.row === row) === true) {
    return {
      how: 'not',
      why: `another table of that day is shown first: ${latest.figure.table.id}`,
    };
  }
  const later = figures?.periods.some(
    ({ day: printed, figure, others }) =>
      printed > day && [figure, ...others].some(({ table }) => table.row === row),
  );
  if (later === true) return { how: 'not', why: 'it is of a later day' };
  return { how: 'not', why: `a later table is shown: ${latest?.figure.table.id ?? 'none'}` };
}

function ofTally(timeline: StandingsTimeline, row: number, day: Day): Counting[] {
  const { claims, columns } = timeline.view;
  const data = detailOf<DataOf<'TallyReported'>>(claims, row);
  const cells = (data?.cells ?? []).map(({ candidate, category }) => {
    const { figures } = timeline.cells.get(columns.symbols.of(candidate))?.get(category) ?? {};
    return { as: 'printed' as const, candidate, category, ...ofFigures(figures, row, day) };
  });
  const rest = (data?.undeclared ?? []).map(({ category }) => {
    const { figures } = timeline.undeclared.get(category) ?? {};
    return {
      as: 'undeclared' as const,
      candidate: null,
      category,
      ...ofFigures(figures, row, day),
    };
  });
  return [...cells, ...rest];
}

function ofSize(timeline: StandingsTimeline, row: number, day: Day): Counting[] {
  const { claims } = timeline.view;
  const category = detailOf<DataOf<'ElectorateStated'>>(claims, row)?.category ?? '';
  const { sizes } = timeline.undeclared.get(category) ?? {};
  return [{ as: 'size', candidate: null, category, ...ofFigures(sizes, row, day) }];
}

function ofFrame(timeline: StandingsTimeline, row: number, day: Day): Counting[] {
  const { claims, columns, opening } = timeline.view;
  const from = at(claims.dataFrom, row);
  const name = (symbol: number) => (symbol === NONE ? null : columns.symbols.name(symbol));
  const category = name(at(columns.category, from));
  const candidate = name(at(columns.candidate, from));
  const isRoll = typeOf(columns, row) === 'EndorserEnrolled';
  const how = isRoll ? 'certain' : happened(boundsOf(claims, row, opening), day);
  const why = isRoll ? 'the roll says who counts in which category' : 'it frames the contest';
  return [{ as: 'frame', candidate, category, how, why }];
}

type Place = (timeline: StandingsTimeline, row: number, day: Day) => Counting[];

const act: Place = (timeline, row, day) => [
  ...ofActs(timeline, row, 'act', day),
  ...superseded(timeline, row),
];
const end: Place = (timeline, row, day) => ofActs(timeline, row, 'end', day);

const PLACES: { readonly [T in EntryType]?: Place } = {
  EndorsementMade: act,
  NominationMade: act,
  EndorsementWithdrawn: end,
  NominationWithdrawn: end,
  CandidateWithdrew: ofExit,
  NeutralityDeclared: ofStance,
  TallyReported: ofTally,
  ElectorateStated: ofSize,
  ContestOpened: ofFrame,
  StageOpened: ofFrame,
  CandidateEntered: ofFrame,
  EndorserEnrolled: ofFrame,
};

/** Where a claim that counts does so on a day; what counts nowhere says why. */
export function countingsOf(timeline: StandingsTimeline, row: number, day: Day): Counting[] {
  const type = typeOf(timeline.view.columns, row);
  const place = PLACES[type];
  if (place === undefined)
    return nowhere(
      'shown',
      `what ${CATALOG[type].family} entries of this type tell is shown, not counted`,
    );
  return place(timeline, row, day);
}
