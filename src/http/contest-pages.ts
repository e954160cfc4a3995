import { askBallots } from '../ledger/queries/ballots.ts';
import { askExpectations } from '../ledger/queries/expectations.ts';
import { askNames } from '../ledger/queries/names.ts';
import { askReconciliation } from '../ledger/queries/reconciliation.ts';
import { askResults } from '../ledger/queries/results.ts';
import { askTurns } from '../ledger/queries/series.ts';
import { askStageNames, askStages } from '../ledger/queries/stages.ts';
import { askTimeline } from '../ledger/queries/timeline.ts';
import { askUndeclared } from '../ledger/queries/undeclared.ts';
import type { Service } from '../ledger/service.ts';
import { ballotsPage } from '../web/ballots-page.ts';
import type { PartAnswer, PartShown } from '../web/contest-part.ts';
import type { PageFrame } from '../web/document.ts';
import { expectationsPage } from '../web/expectations-page.ts';
import { reconciliationPage } from '../web/reconciliation-page.ts';
import { resultsPage } from '../web/results-page.ts';
import type { Sight } from '../web/sight.ts';
import { stagesPage } from '../web/stages-page.ts';
import { timelinePage } from '../web/timeline-page.ts';
import { undeclaredPage } from '../web/undeclared-page.ts';
import {
  ballotsCut,
  type Cut,
  reconciliationCut,
  timelineCut,
  undeclaredCut,
} from './long-answers.ts';
import type { Page, PageAsked } from './page.ts';

/** How the page of a part comes about. */
interface Part<T extends PartAnswer> {
  /** The last part of its address. */
  readonly part: string;
  /** Its parameters beside what it is looked at with. */
  readonly takes?: readonly string[];
  ask(service: Service, asked: PageAsked): Promise<T>;
  /** The part of an answer that is long, which is asked for by the parameter `part`. */
  readonly cut?: Cut<T>;
  /** The endorsers whom the answer names. */
  endorsers?(answer: T): readonly (string | null)[];
  page(shown: PartShown<T>, sight: Sight): PageFrame;
}

const pageOf = <T extends PartAnswer>({
  part,
  takes = [],
  ask,
  cut,
  endorsers = () => [],
  page,
}: Part<T>): Page => ({
  path: `/contests/:name/${part}`,
  takes: cut === undefined ? takes : [...takes, 'part'],
  show: async (service, asked) => {
    const { name, sight, query } = asked;
    const whole = await ask(service, asked);
    const { answer, ...shown } = cut?.(whole, query.part) ?? { answer: whole };
    const { days } = await askTurns(service, name, sight, sight.counts);
    const named = endorsers(answer).filter((endorser) => endorser !== null);
    const names = await askNames(service, name, sight, named);
    const also = Object.fromEntries(takes.map((each) => [each, query[each]]));
    return page({ answer, whole, ...shown, days, names, also }, sight);
  },
});

/** What else is known of a contest, a page each. */
export const CONTEST_PAGES: readonly Page[] = [
  pageOf({
    part: 'timeline',
    ask: (service, { name, sight }) => askTimeline(service, name, sight, sight.counts),
    endorsers: ({ happenings }) => happenings.map((each) => each.endorser),
    cut: timelineCut,
    page: timelinePage,
  }),
  pageOf({
    part: 'stages',
    takes: ['rule'],
    ask: (service, { name, sight, query }) => askStages(service, name, sight, query),
    page: stagesPage,
  }),
  pageOf({
    part: 'ballots',
    ask: (service, { name, sight }) => askBallots(service, name, sight),
    endorsers: ({ decisions }) => decisions.map((each) => each.endorser),
    cut: ballotsCut,
    page: ballotsPage,
  }),
  pageOf({
    part: 'expectations',
    ask: (service, { name, sight }) => askExpectations(service, name, sight),
    endorsers: ({ expectations }) => expectations.map((each) => each.endorser),
    page: expectationsPage,
  }),
  pageOf({
    part: 'undeclared',
    ask: (service, { name, sight }) => askUndeclared(service, name, sight, sight.counts),
    endorsers: ({ names }) => Object.keys(names),
    cut: undeclaredCut,
    page: undeclaredPage,
  }),
  pageOf({
    part: 'results',
    ask: (service, { name, sight }) => askResults(service, name, sight),
    page: resultsPage,
  }),
  pageOf({
    part: 'reconciliation',
    ask: async (service, { name, sight }) => ({
      ...(await askReconciliation(service, name, sight)),
      stages: await askStageNames(service, name, sight),
    }),
    cut: reconciliationCut,
    page: reconciliationPage,
  }),
];
