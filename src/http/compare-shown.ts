import type { AskedClocks } from '../ledger/clocks.ts';
import type { Comparison } from '../ledger/queries/compare.ts';
import { askComparison } from '../ledger/queries/compare.ts';
import { askNames, type Names } from '../ledger/queries/names.ts';
import { askTurns, BEFORE_ALL } from '../ledger/queries/series.ts';
import type { Service } from '../ledger/service.ts';
import type { ComparisonShown } from '../web/compare-page.ts';
import type { PageAsked } from './page.ts';
import { checkSides, sideOf } from './sides.ts';

/** The day before the last change by `asOf`: between the two something happened. */
export function beforeLast(days: readonly string[], asOf: string): string {
  const last = days.findLast((day) => day <= asOf);
  return days.findLast((day) => last !== undefined && day < last) ?? BEFORE_ALL;
}

/** What those are called whom a comparison tells of. */
export const namesOfChanges = (
  service: Service,
  { contest, changes }: Comparison,
): Promise<Names> =>
  askNames(
    service,
    contest,
    {},
    changes.map(({ endorser }) => endorser),
  );

/** The two moments that a page compares: from the state before the last change, to `asOf`, where nothing else is said. */
export async function sidesShown(
  service: Service,
  { name, sight, query }: Pick<PageAsked, 'name' | 'sight' | 'query'>,
): Promise<{ readonly from: AskedClocks; readonly to: AskedClocks }> {
  const asked = { query: { ...query, to: query.to ?? sight.asOf }, clocks: sight };
  await checkSides(service, asked);
  const to = sideOf(asked, 'to');
  const { clocks, days } = await askTurns(service, name, to, sight.counts);
  const { asOf } = clocks;
  const before = sideOf(asked, 'from');
  const from = { ...before, asOf: before.asOf ?? beforeLast(days, asOf) };
  return { from, to: { ...to, asOf } };
}

/** A comparison as its page shows it. */
export async function comparisonShown(
  service: Service,
  asked: PageAsked,
): Promise<ComparisonShown> {
  const { from, to } = await sidesShown(service, asked);
  const { name, sight } = asked;
  const comparison = await askComparison(service, name, from, to, sight.counts);
  const names = await namesOfChanges(service, comparison);
  return { comparison, names, from, to };
}
