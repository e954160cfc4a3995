import { NONE } from '../../../projections/columns.ts';
import { rollOf } from '../../../projections/roll.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { clocksOf, eachContest, type Sources } from './asking.ts';
import { endorserNames, nameIn } from './names.ts';

/** A contest that enrols an endorser, under which name, and in which category. */
export interface Enrolment {
  readonly contest: string;
  readonly title: string | null;
  readonly name: string;
  readonly category: string | null;
}

/** An endorser in the list of all; merged names are one. */
export interface ListedEndorser {
  readonly endorser: string;
  readonly name: string;
  /** All its slugs, where some were merged. */
  readonly names: readonly string[];
  /** In the order in which the contests opened. */
  readonly contests: readonly Enrolment[];
}

/** Who is enrolled in any contest. */
export interface EndorserList {
  readonly clocks: PrintedClocks;
  readonly endorsers: readonly ListedEndorser[];
}

/** A text as it is sought: without case, accents and what else differs from one spelling to the next. */
const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('-', ' ').toLowerCase();

/** Does a slug or a name of an endorser hold a plain text? */
const holds = ({ names, contests }: ListedEndorser, text: string): boolean =>
  [...names, ...contests.map(({ name }) => name)].some((each) => plain(each).includes(text));

/** An endorser in one contest, under all its slugs there. */
interface Found {
  readonly slug: string;
  readonly slugs: readonly string[];
  readonly enrolment: Enrolment;
}

/** Who are enrolled in a contest, each by the slug that all its names lead to. */
async function enrolledIn(
  sources: Sources,
  contest: string,
  clocks: Parameters<Sources['views']['timeline']>[1],
): Promise<{ opening: number; enrolled: readonly Found[] }> {
  const timeline = await sources.views.timeline(contest, clocks, 'acts');
  const { view } = timeline;
  const { symbols } = view.columns;
  const roll = rollOf(view).map(({ endorser, category }) => ({
    slug: symbols.name(endorser),
    slugs: view.merges.names(endorser).map((each) => symbols.name(each)),
    category: category === NONE ? null : symbols.name(category),
  }));
  const slugs = roll.map(({ slug }) => slug);
  const names = await endorserNames(sources, contest, timeline, slugs);
  const title = view.contest?.title ?? null;
  const enrolled = roll.map(({ slug, slugs, category }) => ({
    slug,
    slugs,
    enrolment: { contest, title, name: nameIn(names, slug), category },
  }));
  return { opening: view.opening, enrolled };
}

/**
 * The endorsers whom any contest enrols, by name; those alone of whom a name, or the slug, holds `sought`.
 * Refuses an unknown clock.
 */
export async function askEndorsers(
  sources: Sources,
  asked: AskedClocks,
  sought = '',
): Promise<EndorserList> {
  const { clocks, printed } = await clocksOf(sources, asked);
  const found: Awaited<ReturnType<typeof enrolledIn>>[] = [];
  for await (const contest of eachContest(sources.store)) {
    found.push(await enrolledIn(sources, contest, clocks));
  }
  const inOrder = found.sort((one, other) => one.opening - other.opening);
  const all = Map.groupBy(
    inOrder.flatMap(({ enrolled }) => enrolled),
    ({ slug }) => slug,
  );
  const endorsers = [...all].map(([endorser, each]) => {
    const contests = each.map(({ enrolment }) => enrolment);
    const names = [...new Set(each.flatMap(({ slugs }) => slugs))].sort();
    return { endorser, name: contests.at(-1)?.name ?? endorser, names, contests };
  });
  const text = plain(sought);
  const keyed = endorsers
    .filter((each) => holds(each, text))
    .map((each) => ({ each, key: `${plain(each.name)} ${each.endorser}` }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return { clocks: printed, endorsers: keyed.map(({ each }) => each) };
}
