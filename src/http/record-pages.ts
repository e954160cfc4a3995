import { BadQuestion } from '../ledger/clocks.ts';
import { askCitedEntry, askCitedStandings } from '../ledger/queries/citation.ts';
import { askContests } from '../ledger/queries/contests.ts';
import { askEndorser } from '../ledger/queries/endorser.ts';
import { askNames } from '../ledger/queries/names.ts';
import { askNumber } from '../ledger/queries/number.ts';
import { askWeak } from '../ledger/queries/weak.ts';
import type { Service } from '../ledger/service.ts';
import { citeEntryPage, citePage } from '../web/cite-page.ts';
import { comparePage } from '../web/compare-page.ts';
import type { PageFrame } from '../web/document.ts';
import { endorserPage } from '../web/endorser-page.ts';
import { entryPage } from '../web/entry-page.ts';
import { partOf } from '../web/part-of-rows.ts';
import { provenancePage } from '../web/provenance-page.ts';
import { weakPage } from '../web/weak-page.ts';
import { comparisonShown } from './compare-shown.ts';
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
  const part = partOf(weak.rows, query.part);
  if (part === undefined)
    throw new BadQuestion('part', 'part must be the number of a part that the list has, as in 2.');
  const { contests } = await askContests(service, sight);
  const titles = Object.fromEntries(
    contests.map((each) => [each.contest, each.title ?? each.contest]),
  );
  return weakPage({ weak, list, part, titles }, sight);
}

/** What a number rests on, and who did what: comparisons, endorsers, entries. */
export const RECORD_PAGES: readonly Page[] = [
  {
    path: '/contests/:name/compare',
    takes: SIDES,
    show: async (service, asked) => comparePage(await comparisonShown(service, asked), asked.sight),
  },
  {
    path: '/contests/:name/provenance',
    takes: ['candidate', 'category', 'undeclared'],
    show: async (service, { name: contest, sight, query }) => {
      const { candidate, category = '' } = query;
      const undeclared = flag({ query }, 'undeclared');
      const asking = { contest, category, candidate, undeclared, counts: sight.counts };
      const answer = await askNumber(service, asking, sight);
      const { candidates } = await askNames(service, contest, sight, []);
      const signed = service.log.latest() !== undefined;
      return provenancePage({ answer, candidates, signed }, sight);
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
