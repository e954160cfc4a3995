import { z } from 'zod';
import { CITATION_STYLES, cite } from '../interchange/citation.ts';
import { ALIKE_COLUMNS, alikeRows } from '../interchange/rows/alike.ts';
import { POINTS_COLUMNS, pointsRows } from '../interchange/rows/points.ts';
import { PROVENANCE_COLUMNS, provenanceRows } from '../interchange/rows/provenance.ts';
import { RECONCILE_COLUMNS, reconcileRows } from '../interchange/rows/reconcile.ts';
import { SERIES_COLUMNS, seriesRows } from '../interchange/rows/series.ts';
import { WEAK_COLUMNS, weakRows } from '../interchange/rows/weak.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { askAlike } from '../ledger/queries/alike.ts';
import {
  askCitedEntry,
  askCitedStandings,
  type CitedEntry,
  type CitedStandings,
} from '../ledger/queries/citation.ts';
import { askNumber } from '../ledger/queries/number.ts';
import { askPoints } from '../ledger/queries/points.ts';
import { askReconciliations } from '../ledger/queries/reconciliation.ts';
import { askSeries } from '../ledger/queries/series.ts';
import { askWeak } from '../ledger/queries/weak.ts';
import { CLOCKS, COUNTS } from './asked.ts';
import { answer, type Question, type Read } from './reads.ts';
import { AlikeList } from './schemas/alike.ts';
import * as Cited from './schemas/citation.ts';
import { NumberProvenance } from './schemas/number-provenance.ts';
import { Points } from './schemas/points.ts';
import { Reconciliations } from './schemas/reconciliation.ts';
import { Series } from './schemas/series.ts';
import { WeakList } from './schemas/weak.ts';

const LIST = { list: z.string().optional().describe('the rows of this list alone') };

/** Reads a parameter that is true or absent. Refuses every other word. */
export function flag({ query }: Pick<Question, 'query'>, name: string): boolean {
  const said = query[name];
  if (said === undefined || said === 'true') return said !== undefined;
  throw new BadQuestion(name, `${name} must be true or left out (got ${JSON.stringify(said)}).`);
}

/** A citation in every style, as `hustings cite` gives it. */
function citations(cited: CitedEntry | CitedStandings) {
  const rows = CITATION_STYLES.map((style) => [style, cite(cited, style).trimEnd()]);
  const body = { ...cited, citations: Object.fromEntries(rows) };
  return answer(body, ['style', 'citation'], () => rows);
}

/** What numbers and entries rest on, and how numbers went, at three clocks. */
export const EVIDENCE_READS: readonly Read[] = [
  {
    id: 'getNumberProvenance',
    answer: NumberProvenance,
    path: '/contests/:name/provenance',
    summary: 'Every claim behind one number of the standings, and what each does to it',
    query: {
      ...CLOCKS,
      ...COUNTS,
      category: z.string().describe('which kind of endorser, as in TU'),
      candidate: z.string().optional().describe('whose number'),
      undeclared: z.string().optional().describe('true: that of those who have yet to declare'),
    },
    ofContest: true,
    ask: async (service, question) => {
      const { name: contest, query, clocks } = question;
      const { category = '', candidate, counts } = query;
      const undeclared = flag(question, 'undeclared');
      const asked = { contest, category, candidate, undeclared, counts };
      const body = await askNumber(service, asked, clocks);
      return answer(body, PROVENANCE_COLUMNS, provenanceRows);
    },
  },
  {
    id: 'getReconciliations',
    answer: Reconciliations,
    path: '/reconciliation',
    summary: 'Printed figures of all contests against their named entries, and what contradicts',
    query: CLOCKS,
    ofContest: false,
    ask: async (service, { clocks }) =>
      answer(
        { contests: await askReconciliations(service, clocks) },
        RECONCILE_COLUMNS,
        ({ contests }) => contests.flatMap(reconcileRows),
      ),
  },
  {
    id: 'getSeries',
    answer: Series,
    path: '/contests/:name/series',
    summary: 'How the counts went, on all days on which they change',
    query: { ...CLOCKS, ...COUNTS },
    ofContest: true,
    ask: async (service, { name, clocks, query }) =>
      answer(await askSeries(service, name, clocks, query.counts), SERIES_COLUMNS, seriesRows),
  },
  {
    id: 'getPoints',
    answer: Points,
    path: '/contests/:name/points',
    summary: 'The standings in points, by a weighing that the contest names',
    query: {
      ...CLOCKS,
      ...COUNTS,
      weighing: z.string().optional().describe('by this one; the first of the contest'),
    },
    ofContest: true,
    ask: async (service, { name, clocks, query }) =>
      answer(await askPoints(service, name, clocks, query), POINTS_COLUMNS, pointsRows),
  },
  {
    id: 'getContestWeak',
    answer: WeakList,
    path: '/contests/:name/weak',
    summary: 'The claims of a contest whose provenance is weak',
    query: { ...CLOCKS, ...LIST },
    // Hashes are compared within the contest alone.
    ofContest: true,
    ask: async (service, { name, clocks, query }) =>
      answer(await askWeak(service, name, clocks, query.list), WEAK_COLUMNS, weakRows),
  },
  {
    id: 'getWeak',
    answer: WeakList,
    path: '/weak',
    summary: 'The claims of all contests whose provenance is weak',
    query: { ...CLOCKS, ...LIST },
    ofContest: false,
    ask: async (service, { clocks, query }) =>
      answer(await askWeak(service, undefined, clocks, query.list), WEAK_COLUMNS, weakRows),
  },
  {
    id: 'listAlike',
    answer: AlikeList,
    path: '/alike',
    summary: 'Who may be one endorser under several names, and why',
    query: {
      ...CLOCKS,
      contest: z.string().optional().describe('those alone of whom this contest enrols one'),
      name: z.string().optional().describe('who is like this name'),
      all: z.string().optional().describe('true: the weak ones too'),
    },
    ofContest: false,
    ask: async (service, question) => {
      const { contest, name } = question.query;
      const asked = { contest, name, all: flag(question, 'all') };
      return answer(await askAlike(service, asked, question.clocks), ALIKE_COLUMNS, alikeRows);
    },
  },
  {
    id: 'citeStandings',
    answer: Cited.CitedStandings,
    path: '/contests/:name/citation',
    summary: 'How to cite the standings: plain, BibTeX and CSL-JSON',
    query: { ...CLOCKS, ...COUNTS },
    ofContest: true,
    ofHead: true,
    ask: async (service, { name, clocks, query }) =>
      citations(await askCitedStandings(service, name, clocks, query.counts)),
  },
  {
    id: 'citeEntry',
    answer: Cited.CitedEntry,
    path: '/entries/:name/citation',
    summary: 'How to cite an entry: plain, BibTeX and CSL-JSON',
    query: CLOCKS,
    ofContest: false,
    ofHead: true,
    ask: async (service, { name, clocks }) => citations(await askCitedEntry(service, name, clocks)),
  },
];
