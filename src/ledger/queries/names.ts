import type { EndorserEnrolled } from '../../../events/endorser-enrolled.ts';
import { NONE } from '../../../projections/columns.ts';
import { keptWith } from '../../../projections/kept-with.ts';
import { rollOf } from '../../../projections/roll.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import type { AskedClocks } from '../clocks.ts';
import { momentAt, type Sources } from './asking.ts';
import { dataAt } from './citing.ts';

/** What a contest, its candidates and some of its endorsers are called, by slug. */
export interface Names {
  readonly title: string | null;
  readonly candidates: Readonly<Record<string, string>>;
  readonly endorsers: Readonly<Record<string, string>>;
}

/** What is called something in the register, which is no contest: nothing. */
export const NO_NAMES: Names = { title: null, candidates: {}, endorsers: {} };

/** What somebody is called; the slug where no name is known (some slugs are names of every object's own parts). */
export const nameIn = (names: Readonly<Record<string, string>>, slug: string): string =>
  Object.hasOwn(names, slug) ? (names[slug] ?? slug) : slug;

/** The row that enrols each endorser. */
const enrolments = keptWith(
  ({ view }: StandingsTimeline) =>
    new Map(rollOf(view).map((enrolled) => [enrolled.endorser, enrolled.rows[0]])),
);

/** The names that were read, by those rows: once something is erased, the view is another one. */
const namesRead = keptWith((_: StandingsTimeline) => new Map<number, string | undefined>());

/** The names under which some endorsers are enrolled, by slug; whoever is enrolled nowhere has none. */
export async function endorserNames(
  { store }: Pick<Sources, 'store'>,
  contest: string,
  timeline: StandingsTimeline,
  slugs: Iterable<string>,
): Promise<Record<string, string>> {
  const { view } = timeline;
  const { columns, merges } = view;
  const [rows, read] = [enrolments(timeline), namesRead(timeline)];
  const names: [slug: string, name: string][] = [];
  for (const slug of new Set(slugs)) {
    const symbol = columns.symbols.of(slug);
    const row = symbol === NONE ? undefined : rows.get(merges.root(symbol));
    if (row === undefined) continue;
    if (!read.has(row)) {
      read.set(row, (await dataAt<EndorserEnrolled>(store, contest, view, row))?.name);
    }
    names.push([slug, read.get(row) ?? slug]);
  }
  return Object.fromEntries(names);
}

/** What a contest, its candidates and some of its endorsers are called at two clocks. */
export async function askNames(
  sources: Sources,
  contest: string,
  { reportedBy, knownAt }: AskedClocks,
  endorsers: Iterable<string>,
): Promise<Names> {
  const { timeline } = await momentAt(sources, contest, { reportedBy, knownAt }, 'acts');
  const { columns, candidates, contest: opened } = timeline.view;
  const named = [...candidates].map(([symbol, { name }]) => [columns.symbols.name(symbol), name]);
  return {
    title: opened?.title ?? null,
    candidates: Object.fromEntries(named),
    endorsers: await endorserNames(sources, contest, timeline, endorsers),
  };
}
