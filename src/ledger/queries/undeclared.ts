import type { Policy } from '../../../projections/policy.ts';
import { rollOf } from '../../../projections/roll.ts';
import { type Silence, silencesOn } from '../../../projections/silence.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { momentAt, requireContest, requirePolicy, type Sources } from './asking.ts';
import { type Cited, citedByIds } from './citing.ts';
import { endorserNames } from './names.ts';

/** Who of a contest has not declared, on a day. */
export interface UndeclaredList {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  readonly policy: Policy;
  readonly digest: string;
  readonly categories: readonly Silence[];
  /** The names of those who are listed, by slug. */
  readonly names: Readonly<Record<string, string>>;
  readonly sources: Cited;
}

/**
 * Who has not declared, by name where the roll is known and by number where only the size is, at three
 * clocks and a policy. Refuses an unknown contest, clock or policy.
 */
export async function askUndeclared(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<UndeclaredList> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const moment = await momentAt(sources, contest, asked, policy);
  const { state, timeline } = moment;
  const categories = silencesOn(timeline, moment.clocks.asOf, (category) => {
    const { value, basis } = state.undeclared[category] ?? { value: null, basis: 'unknown' };
    return { undeclared: value, basis };
  });
  const ids = categories.flatMap(({ stances, sizes, printed, completeAsOf }) => [
    ...sizes.map((each) => each.entry),
    ...stances.map((each) => each.entry),
    ...(printed === null ? [] : [printed.entry]),
    ...(completeAsOf === null ? [] : [completeAsOf.entry]),
  ]);
  const listed = new Set(
    categories.flatMap(({ silent, perhaps, lapsed, stances }) => [
      ...silent,
      ...perhaps,
      ...lapsed,
      ...stances.map((each) => each.endorser),
    ]),
  );
  const { view } = timeline;
  const enrolled = rollOf(view).map(({ endorser }) => view.columns.symbols.name(endorser));
  return {
    contest,
    title: state.title,
    clocks: moment.printed,
    policy,
    digest: moment.digest,
    categories,
    names: await endorserNames(
      sources,
      contest,
      timeline,
      enrolled.filter((slug) => listed.has(slug)),
    ),
    sources: await citedByIds(sources.store, contest, view, ids),
  };
}
