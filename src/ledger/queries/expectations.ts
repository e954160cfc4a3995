import { type Expectation, expectationsBy } from '../../../projections/expectations.ts';
import { happenedBy } from '../../../projections/on-day.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { momentAt, requireContest, type Sources } from './asking.ts';
import { type Cited, citedByIds } from './citing.ts';

/** What was expected in a contest by a day, and what became of it. */
export interface Expectations {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  /** The digest of the standings of that moment. */
  readonly digest: string;
  readonly expectations: readonly Omit<Expectation, 'bounds'>[];
  readonly sources: Cited;
}

/** The expectations of a contest, at three clocks. Refuses an unknown contest or clock. */
export async function askExpectations(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
): Promise<Expectations> {
  await requireContest(sources, contest);
  const { printed, clocks, timeline, state, digest } = await momentAt(
    sources,
    contest,
    asked,
    'acts',
  );
  const all = happenedBy(expectationsBy(timeline, clocks.asOf), clocks.asOf);
  const ids = all.flatMap(({ entry, entries }) => [entry, ...entries]);
  return {
    contest,
    title: state.title,
    clocks: printed,
    digest,
    expectations: all.map(({ bounds, ...told }) => told),
    sources: await citedByIds(sources.store, contest, timeline.view, ids),
  };
}
