import { askComparison } from '../ledger/queries/compare.ts';
import { askFraming } from '../ledger/queries/points.ts';
import { askSeries, askTurns, BEFORE_ALL, type Series } from '../ledger/queries/series.ts';
import { askStandings } from '../ledger/queries/standings.ts';
import type { Service } from '../ledger/service.ts';
import { chartPage } from '../web/chart-page.ts';
import { chartSection } from '../web/chart-section.ts';
import { contestPage } from '../web/contest-page.ts';
import { type LastChange, MOST_CHANGES } from '../web/day-changes.ts';
import type { PageFrame } from '../web/document.ts';
import { asItIs, type PrintedDay } from '../web/printed-day.ts';
import type { Sight } from '../web/sight.ts';
import { beforeLast, namesOfChanges } from './compare-shown.ts';
import type { Page, PageAsked } from './page.ts';

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
  const told = { ...comparison, changes: comparison.changes.slice(0, MOST_CHANGES) };
  return { comparison, names: await namesOfChanges(service, told) };
}

/** The page of a contest; `day`: how its day is printed, where that is not as it is. */
async function contestShown(
  service: Service,
  { name, sight, query }: PageAsked,
  day?: PrintedDay,
): Promise<PageFrame> {
  const standings = await askStandings(service, name, sight, sight.counts);
  const framing = await askFraming(service, name, sight, sight.counts);
  const series = await askSeries(service, name, sight, sight.counts);
  const asOf = day ?? asItIs(standings.clocks.asOf);
  const printed = day === undefined ? sight : { ...sight, asOf: day.text };
  const change = await lastChange(service, series, sight);
  const { chart: charted } = query;
  const chart = await chartSection(series, printed, charted, asOf);
  return contestPage({ standings, asOf, ...framing, series, change, chart, charted }, printed);
}

/** The pages of a contest's standings, and of the numbers of their chart. */
export const STANDINGS_PAGES: readonly Page[] = [
  {
    path: '/contests/:name',
    takes: ['chart'],
    show: (service, asked) => contestShown(service, asked),
    open: {
      turns: async (service, { name, sight }) => {
        const { days } = await askTurns(service, name, sight, sight.counts);
        // The chart of a contest of which no day is known begins on the day that is looked at.
        return (days.at(-1) ?? BEFORE_ALL) > BEFORE_ALL ? days : undefined;
      },
      show: contestShown,
    },
  },
  {
    path: '/contests/:name/chart',
    takes: ['chart', 'part'],
    show: async (service, { name, sight, query }) =>
      chartPage(await askSeries(service, name, sight, sight.counts), query, sight),
  },
];
