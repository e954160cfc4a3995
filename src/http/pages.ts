import { askComparison } from '../ledger/queries/compare.ts';
import { askContests } from '../ledger/queries/contests.ts';
import { askSeries, type Series } from '../ledger/queries/series.ts';
import { askStandings } from '../ledger/queries/standings.ts';
import type { Service } from '../ledger/service.ts';
import { chartSection } from '../web/chart-section.ts';
import { contestPage } from '../web/contest-page.ts';
import { contestsPage } from '../web/contests-page.ts';
import type { LastChange } from '../web/day-changes.ts';
import type { Sight } from '../web/sight.ts';
import { beforeLast, namesOfChanges } from './compare-shown.ts';
import { CONTEST_PAGES } from './contest-pages.ts';
import type { Page } from './page.ts';
import { RECORD_PAGES } from './record-pages.ts';

/** What changed on the last day by `asOf` on which anything did, and what those are called whom it tells of. */
async function lastChange(
  service: Service,
  { contest, days, clocks }: Series,
  sight: Sight,
): Promise<LastChange | undefined> {
  const to = days.findLast((day) => day <= clocks.asOf);
  if (to === undefined) return undefined;
  const at = (asOf: string) => ({ ...sight, asOf });
  const [from, until] = [at(beforeLast(days, to)), at(to)];
  const comparison = await askComparison(service, contest, from, until, sight.counts);
  return { comparison, names: await namesOfChanges(service, comparison) };
}

/** The pages, in no order. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    takes: ['q'],
    show: async (service, { sight, query }) =>
      contestsPage(await askContests(service, sight), sight, query.q),
  },
  {
    path: '/contests/:name',
    takes: ['chart'],
    show: async (service, { name, sight, query }) => {
      const standings = await askStandings(service, name, sight, sight.counts);
      const series = await askSeries(service, name, sight, sight.counts);
      const change = await lastChange(service, series, sight);
      const { chart: charted } = query;
      const chart = await chartSection(series, sight, charted);
      return contestPage({ standings, series, change, chart, charted }, sight);
    },
  },
  ...CONTEST_PAGES,
  ...RECORD_PAGES,
];
