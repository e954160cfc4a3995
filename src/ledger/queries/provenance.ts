import type { Policy } from '../../../projections/policy.ts';
import {
  type CellName,
  type CellProvenance,
  cellProvenance,
  rowsBehind,
} from '../../../projections/provenance.ts';
import type { ProvenAct } from '../../../projections/provenance-claims.ts';
import {
  rowsOfDeclaring,
  type UndeclaredProvenance,
  undeclaredProvenance,
} from '../../../projections/provenance-undeclared.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import { FOREVER } from '../../time/day.ts';
import { type AskedClocks, BadQuestion, type Clocks, type PrintedClocks } from '../clocks.ts';
import {
  type AskedMoment,
  momentAt,
  NotFound,
  nearest,
  requireContest,
  requirePolicy,
  type Sources,
} from './asking.ts';
import { type Cited, citedBy } from './citing.ts';
import { endorserNames } from './names.ts';

/** How many claims of the same number other clocks would show. */
export interface HiddenClaims {
  /** Published later than `reportedBy`. */
  readonly byReportedBy: number;
  /** Recorded later than `knownAt`. */
  readonly byKnownAt: number;
  /** By either clock. */
  readonly byEither: number;
}

/** What every provenance of a number holds beside the number's own. */
interface Framed {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  readonly policy: Policy;
  readonly digest: string;
  readonly hidden: HiddenClaims;
  /** The names of the endorsers, by slug. */
  readonly names: Readonly<Record<string, string>>;
  readonly sources: Cited;
}

/** Every claim behind a cell of the standings. */
export interface AskedCell extends Framed, CellProvenance {}

/** Every claim behind the number of those who have yet to declare. */
export interface AskedUndeclared extends Framed, UndeclaredProvenance {}

/** A number of the standings, as it is asked for. */
export interface AskedNumber {
  readonly contest: string;
  readonly category: string;
  /** Without one it is the undeclared number of the category. */
  readonly candidate?: string | undefined;
  readonly counts?: string | undefined;
}

type Behind = (timeline: StandingsTimeline) => Set<number>;

async function hiddenFrom(
  sources: Sources,
  contest: string,
  { clocks, timeline }: AskedMoment,
  behind: Behind,
): Promise<HiddenClaims> {
  const shown = behind(timeline);
  const head = (await sources.store.head()).seq;
  const count = async (other: Pick<Clocks, 'knownAt' | 'reportedBy'>) => {
    const view = await sources.views.timeline(contest, other, timeline.policy);
    return [...behind(view)].filter((row) => !shown.has(row)).length;
  };
  return {
    byReportedBy: await count({ knownAt: clocks.knownAt, reportedBy: FOREVER }),
    byKnownAt: await count({ knownAt: head, reportedBy: clocks.reportedBy }),
    byEither: await count({ knownAt: head, reportedBy: FOREVER }),
  };
}

const rowsOfActs = (acts: readonly ProvenAct[]): number[] =>
  acts.flatMap(({ claims }) => claims.map((claim) => claim.row));

function requireCategory({ timeline }: AskedMoment, category: string): void {
  const categories = timeline.categories.map((each) => each.category);
  if (categories.includes(category)) return;
  const all = categories.length === 0 ? 'It had none then.' : `It has ${categories.join(', ')}.`;
  throw new NotFound(
    `The contest has no category ${category}. ${nearest(category, categories, all)}`,
  );
}

function requireCandidate({ state }: AskedMoment, candidate: string): string {
  const slugs = state.candidates.map((each) => each.candidate);
  if (slugs.includes(candidate)) return candidate;
  const all =
    slugs.length === 0
      ? 'Its standings list none then.'
      : `Its standings list ${slugs.join(', ')}.`;
  throw new NotFound(
    `The contest's standings have no candidate ${candidate} at these clocks. ${nearest(candidate, slugs, all)}`,
  );
}

async function asked(
  sources: Sources,
  { contest, category, counts }: AskedNumber,
  clocks: AskedClocks,
): Promise<AskedMoment> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const moment = await momentAt(sources, contest, clocks, policy);
  requireCategory(moment, category);
  return moment;
}

async function framed(
  sources: Sources,
  contest: string,
  moment: AskedMoment,
  behind: Behind,
  rows: readonly number[],
  endorsers: readonly string[],
): Promise<Framed> {
  const { timeline } = moment;
  return {
    contest,
    title: moment.state.title,
    clocks: moment.printed,
    policy: timeline.policy,
    digest: moment.digest,
    hidden: await hiddenFrom(sources, contest, moment, behind),
    names: await endorserNames(sources, contest, timeline, endorsers),
    sources: await citedBy(sources.store, contest, timeline.view, rows),
  };
}

/** The rows of the tables that a provenance names by their ids. */
async function tableRows({ store }: Sources, ids: readonly string[]): Promise<number[]> {
  const rows: number[] = [];
  for (const id of ids) {
    const stored = await store.byId(id);
    if (stored !== undefined) rows.push(stored.revision);
  }
  return rows;
}

/**
 * Every claim behind a cell of the standings, at three clocks and a policy. Refuses an unknown contest,
 * clock, policy, category or candidate.
 */
export async function askCell(
  sources: Sources,
  asking: AskedNumber & { readonly candidate: string },
  clocks: AskedClocks,
): Promise<AskedCell> {
  const { contest, category } = asking;
  const moment = await asked(sources, asking, clocks);
  const candidate = requireCandidate(moment, asking.candidate);
  const { status } = moment.state.candidates.find((each) => each.candidate === candidate) ?? {};
  const name: CellName = { candidate, category };
  const { timeline } = moment;
  const found = cellProvenance(timeline, name, moment.clocks.asOf, status === 'withdrawn');
  if (found === undefined) throw new BadQuestion('category', `There is no cell ${category}.`);
  const { printed, others } = found.best;
  const tables = [...(printed === null ? [] : [printed]), ...others].map((each) => each.entry);
  const rows = [
    ...found.endorsers.flatMap(({ acts }) => rowsOfActs(acts)),
    ...(await tableRows(sources, tables)),
  ];
  const { came, went } = found.best;
  const endorsers = [...found.endorsers.map((each) => each.endorser), ...came, ...went];
  const behind: Behind = (view) => rowsBehind(view, name);
  return { ...(await framed(sources, contest, moment, behind, rows, endorsers)), ...found };
}

/** Every claim behind the number of a category's endorsers who have yet to declare. Refuses alike. */
export async function askUndeclaredNumber(
  sources: Sources,
  asking: AskedNumber,
  clocks: AskedClocks,
): Promise<AskedUndeclared> {
  const { contest, category } = asking;
  const moment = await asked(sources, asking, clocks);
  const { timeline, state } = moment;
  const undeclared = state.undeclared[category] ?? { value: null, basis: 'unknown' };
  const found = undeclaredProvenance(timeline, category, moment.clocks.asOf, undeclared);
  if (found === undefined) throw new BadQuestion('category', `There is no category ${category}.`);
  const figures = [found.size, ...found.otherSizes, found.printed, ...found.others];
  const tables = figures.flatMap((each) => each?.entry ?? []);
  const rows = [
    ...found.declared.flatMap(({ acts, stances }) => [
      ...rowsOfActs(acts),
      ...stances.map((each) => each.row),
    ]),
    ...(await tableRows(sources, tables)),
  ];
  const endorsers = found.declared.map((each) => each.endorser);
  const behind: Behind = (view) => rowsOfDeclaring(view, category);
  return { ...(await framed(sources, contest, moment, behind, rows, endorsers)), ...found };
}
