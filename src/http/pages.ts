import { askContests } from '../ledger/queries/contests.ts';
import { contestsPage } from '../web/contests-page.ts';
import { STANDINGS_PAGES } from './contest-page-shown.ts';
import { CONTEST_PAGES } from './contest-pages.ts';
import type { Page } from './page.ts';
import { RECORD_PAGES } from './record-pages.ts';

/** The pages, in no order. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    takes: ['q'],
    show: async (service, { sight, query }) =>
      contestsPage(await askContests(service, sight, query.q), sight, query.q),
  },
  ...STANDINGS_PAGES,
  ...CONTEST_PAGES,
  ...RECORD_PAGES,
];
