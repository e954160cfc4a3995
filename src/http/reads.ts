import { z } from 'zod';
import { BALLOTS_COLUMNS, ballotsRows } from '../interchange/rows/ballots.ts';
import { COMPARE_COLUMNS, compareRows } from '../interchange/rows/compare.ts';
import { CONTESTS_COLUMNS, contestRows } from '../interchange/rows/contests.ts';
import { ENDORSER_COLUMNS, endorserRows } from '../interchange/rows/endorser.ts';
import { ENDORSERS_COLUMNS, endorsersRows } from '../interchange/rows/endorsers.ts';
import { EXPECTATIONS_COLUMNS, expectationsRows } from '../interchange/rows/expectations.ts';
import { RECONCILE_COLUMNS, reconcileRows } from '../interchange/rows/reconcile.ts';
import { RESULTS_COLUMNS, resultsRows } from '../interchange/rows/results.ts';
import type { Rows } from '../interchange/rows/row.ts';
import { STAGES_COLUMNS, stagesRows } from '../interchange/rows/stages.ts';
import { STANDINGS_COLUMNS, standingsRows } from '../interchange/rows/standings.ts';
import { TIMELINE_COLUMNS, timelineRows } from '../interchange/rows/timeline.ts';
import { UNDECLARED_COLUMNS, undeclaredRows } from '../interchange/rows/undeclared.ts';
import type { AskedClocks } from '../ledger/clocks.ts';
import { askBallots } from '../ledger/queries/ballots.ts';
import { askComparison } from '../ledger/queries/compare.ts';
import { askContests } from '../ledger/queries/contests.ts';
import { askEndorser } from '../ledger/queries/endorser.ts';
import { askEndorsers } from '../ledger/queries/endorsers.ts';
import { askExpectations } from '../ledger/queries/expectations.ts';
import {
  askReconciliationBytes,
  type Reconciliation as Reconciled,
} from '../ledger/queries/reconciliation.ts';
import { askResults } from '../ledger/queries/results.ts';
import { askStages } from '../ledger/queries/stages.ts';
import { askStandings } from '../ledger/queries/standings.ts';
import { askTimeline } from '../ledger/queries/timeline.ts';
import { askUndeclared } from '../ledger/queries/undeclared.ts';
import type { Service } from '../ledger/service.ts';
import { CLOCKS, COUNTS } from './asked.ts';
import type { Answer } from './representation.ts';
import { Ballots } from './schemas/ballots.ts';
import { Comparison } from './schemas/comparison.ts';
import { ContestList } from './schemas/contests.ts';
import { EndorserRecord } from './schemas/endorser.ts';
import { EndorserList } from './schemas/endorsers.ts';
import { Expectations } from './schemas/expectations.ts';
import { Reconciliation } from './schemas/reconciliation.ts';
import { Results } from './schemas/results.ts';
import { Stages } from './schemas/stages.ts';
import { Standings } from './schemas/standings.ts';
import { Timeline } from './schemas/timeline.ts';
import { UndeclaredList } from './schemas/undeclared.ts';
import { checkSides, sideOf } from './sides.ts';

/** What a request asks: the names in its path, its parameters, and its clocks. */
export interface Question {
  readonly name: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly clocks: AskedClocks;
}

/** A question that can be read at three clocks, and how it is answered: the same as by the command. */
export interface Read {
  /** Its name in the API's description. */
  readonly id: string;
  /** What its body looks like. */
  readonly answer: z.ZodType;
  /** Below /api/v1; `:name` is the contest or the endorser. */
  readonly path: string;
  readonly summary: string;
  readonly query: z.ZodRawShape;
  /** Is `name` a contest? Then only what is appended to it changes the answer. */
  readonly ofContest: boolean;
  /** Does the answer tell where the ledger and its log are now, whatever was asked? Then it never stays. */
  readonly ofHead?: true;
  ask(service: Service, question: Question): Promise<Answer>;
}

/** A body, and the rows that tell it. */
export const answer = <T>(
  body: T,
  columns: readonly string[],
  rows: (body: T) => Rows['rows'],
): Answer => ({ body, rows: () => ({ columns, rows: rows(body) }) });

const day = z.string().optional().meta({ format: 'date' });

/** Who backs whom: the question that is asked most. */
export const STANDINGS: Read = {
  id: 'getStandings',
  answer: Standings,
  path: '/contests/:name/standings',
  summary: 'Who backs whom on any day',
  query: { ...CLOCKS, ...COUNTS },
  ofContest: true,
  ask: async (service, { name, clocks, query }) =>
    answer(
      await askStandings(service, name, clocks, query.counts),
      STANDINGS_COLUMNS,
      standingsRows,
    ),
};

/** Every question of the ledger. */
export const READS: readonly Read[] = [
  {
    id: 'listContests',
    answer: ContestList,
    path: '/contests',
    summary: 'The contests of the ledger, by their opening',
    query: {
      ...CLOCKS,
      q: z.string().optional().describe('those alone whose names hold this text'),
    },
    ofContest: false,
    ask: async (service, { clocks, query }) =>
      answer(await askContests(service, clocks, query.q), CONTESTS_COLUMNS, contestRows),
  },
  STANDINGS,
  {
    id: 'getTimeline',
    answer: Timeline,
    path: '/contests/:name/timeline',
    summary: 'Everything that happened by a day, and what it changed',
    query: { ...CLOCKS, ...COUNTS },
    ofContest: true,
    ask: async (service, { name, clocks, query }) =>
      answer(
        await askTimeline(service, name, clocks, query.counts),
        TIMELINE_COLUMNS,
        timelineRows,
      ),
  },
  {
    id: 'getChanges',
    answer: Comparison,
    path: '/contests/:name/changes',
    summary: 'Who changed between two moments on any clock, and why',
    query: {
      from: z.string().meta({ format: 'date', description: 'the first day' }),
      to: day.describe('the second day; today'),
      reportedBy: CLOCKS.reportedBy,
      knownAt: CLOCKS.knownAt,
      fromReportedBy: day.describe('reportedBy of the first moment'),
      toReportedBy: day.describe('reportedBy of the second moment'),
      fromKnownAt: CLOCKS.knownAt.describe('knownAt of the first moment'),
      toKnownAt: CLOCKS.knownAt.describe('knownAt of the second moment'),
      ...COUNTS,
    },
    ofContest: true,
    ask: async (service, question) => {
      const [from, to] = [sideOf(question, 'from'), sideOf(question, 'to')];
      await checkSides(service, question);
      const { name, query } = question;
      const body = await askComparison(service, name, from, to, query.counts);
      return answer(body, COMPARE_COLUMNS, compareRows);
    },
  },
  {
    id: 'getStages',
    answer: Stages,
    path: '/contests/:name/stages',
    summary: 'Who has what it takes to pass each stage, and what is missing',
    query: {
      ...CLOCKS,
      stage: z.string().optional().describe('this stage alone'),
      rule: z
        .string()
        .optional()
        .describe('the rule that this entry states: its id, or eight digits of it'),
    },
    ofContest: true,
    ask: async (service, { name, clocks, query }) =>
      answer(await askStages(service, name, clocks, query), STAGES_COLUMNS, stagesRows),
  },
  {
    id: 'getBallots',
    answer: Ballots,
    path: '/contests/:name/ballots',
    summary: 'How bodies voted and decided; polls',
    query: CLOCKS,
    ofContest: true,
    ask: async (service, { name, clocks }) =>
      answer(await askBallots(service, name, clocks), BALLOTS_COLUMNS, ballotsRows),
  },
  {
    id: 'getExpectations',
    answer: Expectations,
    path: '/contests/:name/expectations',
    summary: 'Who was expected to back whom, and what became of it',
    query: CLOCKS,
    ofContest: true,
    ask: async (service, { name, clocks }) =>
      answer(await askExpectations(service, name, clocks), EXPECTATIONS_COLUMNS, expectationsRows),
  },
  {
    id: 'getUndeclared',
    answer: UndeclaredList,
    path: '/contests/:name/undeclared',
    summary: 'Who has not declared, by name and by number',
    query: { ...CLOCKS, ...COUNTS },
    ofContest: true,
    ask: async (service, { name, clocks, query }) =>
      answer(
        await askUndeclared(service, name, clocks, query.counts),
        UNDECLARED_COLUMNS,
        undeclaredRows,
      ),
  },
  {
    id: 'getResults',
    answer: Results,
    path: '/contests/:name/results',
    summary: 'The result, round by round',
    query: CLOCKS,
    ofContest: true,
    ask: async (service, { name, clocks }) =>
      answer(await askResults(service, name, clocks), RESULTS_COLUMNS, resultsRows),
  },
  {
    id: 'getReconciliation',
    answer: Reconciliation,
    path: '/contests/:name/reconciliation',
    summary: 'Printed figures against named entries, and claims that contradict',
    query: CLOCKS,
    ofContest: true,
    ask: async (service, { name, clocks }) => {
      const written = await askReconciliationBytes(service, name, clocks);
      const rows = () => reconcileRows(JSON.parse(`${written}`) as Reconciled);
      return { written, rows: () => ({ columns: RECONCILE_COLUMNS, rows: rows() }) };
    },
  },
  {
    id: 'listEndorsers',
    answer: EndorserList,
    path: '/endorsers',
    summary: 'Who is enrolled in any contest, by name',
    query: {
      ...CLOCKS,
      q: z.string().optional().describe('those alone of whom a name holds this text'),
    },
    ofContest: false,
    ask: async (service, { clocks, query }) =>
      answer(await askEndorsers(service, clocks, query.q), ENDORSERS_COLUMNS, endorsersRows),
  },
  {
    id: 'getEndorser',
    answer: EndorserRecord,
    path: '/endorsers/:name',
    summary: 'What an endorser did across all contests and years',
    query: CLOCKS,
    ofContest: false,
    ask: async (service, { name, clocks }) =>
      answer(await askEndorser(service, name, clocks), ENDORSER_COLUMNS, endorserRows),
  },
];
