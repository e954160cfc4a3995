import { askCitedEntry, askCitedStandings } from '../ledger/queries/citation.ts';
import { askEndorser } from '../ledger/queries/endorser.ts';
import { askEndorsers } from '../ledger/queries/endorsers.ts';
import { askNames } from '../ledger/queries/names.ts';
import { askNumber } from '../ledger/queries/number.ts';
import { askWeak } from '../ledger/queries/weak.ts';
import type { Service } from '../ledger/service.ts';
import { citeEntryPage, citePage } from '../web/cite-page.ts';
import { comparePage } from '../web/compare-page.ts';
import type { PageFrame } from '../web/document.ts';
import { endorserPage } from '../web/endorser-page.ts';
import { endorsersPage } from '../web/endorsers-page.ts';
import { entryPage } from '../web/entry-page.ts';
import { partAsked } from '../web/part-of-rows.ts';
import { provenancePage } from '../web/provenance-page.ts';
import { weakPage } from '../web/weak-page.ts';
import { comparisonShown } from './compare-shown.ts';
import { titlesOf } from './contest-titles.ts';
import { entryShown, wholeId } from './entry-shown.ts';
import { flag } from './evidence-reads.ts';
import type { Page, PageAsked } from './page.ts';

const SIDES = ['from', 'to', 'fromReportedBy', 'toReportedBy', 'fromKnownAt', 'toKnownAt'];

/** A part of the weak claims of a contest, or of all. */
async function weakAsked(
  service: Service,
  contest: string | undefined,
  { sight, query }: PageAsked,
): Promise<PageFrame> {
  const { list } = query;
  const weak = await askWeak(service, contest, sight, list);
  const part = partAsked(weak.rows, query.part);
  return weakPage({ weak, list, part, titles: await titlesOf(service, sight) }, sight);
}

/** What a number rests on, and who did what: comparisons, endorsers, entries. */
export const RECORD_PAGES: readonly Page[] = [
  {
    path: '/contests/:name/compare',
    takes: [...SIDES, 'part'],
    show: async (service, asked) => {
      const { part } = asked.query;
      return comparePage({ ...(await comparisonShown(service, asked)), part }, asked.sight);
    },
  },
  {
    path: '/contests/:name/provenance',
    takes: ['candidate', 'category', 'undeclared', 'part'],
    show: async (service, { name: contest, sight, query }) => {
      const { candidate, category = '' } = query;
      const undeclared = flag({ query }, 'undeclared');
      const asking = { contest, category, candidate, undeclared, counts: sight.counts };
      const answer = await askNumber(service, asking, sight);
      const { candidates } = await askNames(service, contest, sight, []);
      const signed = service.log.latest() !== undefined;
      return provenancePage({ answer, part: query.part, candidates, signed }, sight);
    },
  },
  {
    path: '/contests/:name/weak',
    takes: ['list', 'part'],
    show: (service, asked) => weakAsked(service, asked.name, asked),
  },
  {
    path: '/weak',
    takes: ['list', 'part'],
    show: (service, asked) => weakAsked(service, undefined, asked),
  },
  {
    path: '/contests/:name/cite',
    show: async (service, { name, sight }) =>
      citePage(await askCitedStandings(service, name, sight, sight.counts), sight),
  },
  {
    path: '/endorsers',
    takes: ['q', 'part'],
    show: async (service, { sight, query }) => {
      const list = await askEndorsers(service, sight, query.q);
      return endorsersPage(
        { list, part: partAsked(list.endorsers, query.part), sought: query.q },
        sight,
      );
    },
  },
  {
    path: '/endorsers/:name',
    show: async (service, { name, sight }) => {
      const record = await askEndorser(service, name, sight);
      const candidates: Record<string, Readonly<Record<string, string>>> = {};
      for (const { contest } of record.contests) {
        candidates[contest] = (await askNames(service, contest, sight, [])).candidates;
      }
      return endorserPage({ record, candidates }, sight);
    },
  },
  {
    path: '/entries/:name',
    show: async (service, { name, sight }) => entryPage(await entryShown(service, name), sight),
  },
  {
    path: '/entries/:name/cite',
    show: async (service, { name, sight }) =>
      citeEntryPage(await askCitedEntry(service, await wholeId(service, name), sight), sight),
  },
];
