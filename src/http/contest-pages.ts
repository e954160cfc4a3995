import { askBallots } from '../ledger/queries/ballots.ts';
import { askExpectations } from '../ledger/queries/expectations.ts';
import { askNames } from '../ledger/queries/names.ts';
import { askReconciliation } from '../ledger/queries/reconciliation.ts';
import { askResults } from '../ledger/queries/results.ts';
import { askTurns } from '../ledger/queries/series.ts';
import { askStageNames, askStages } from '../ledger/queries/stages.ts';
import { askTimelinePart, type Timeline } from '../ledger/queries/timeline.ts';
import { askUndeclared } from '../ledger/queries/undeclared.ts';
import type { Service } from '../ledger/service.ts';
import { ballotsPage } from '../web/ballots-page.ts';
import type { PartAnswer, PartShown } from '../web/contest-part.ts';
import type { PageFrame } from '../web/document.ts';
import { expectationsPage } from '../web/expectations-page.ts';
import { type PartNumber, stretchAsked } from '../web/part-of-rows.ts';
import { reconciliationPage } from '../web/reconciliation-page.ts';
import { resultsPage } from '../web/results-page.ts';
import type { Sight } from '../web/sight.ts';
import { stagesPage } from '../web/stages-page.ts';
import { timelinePage } from '../web/timeline-page.ts';
import { undeclaredPage } from '../web/undeclared-page.ts';
import { ballotsCut, type Cut, reconciliationCut, undeclaredCut } from './long-answers.ts';
import type { Page, PageAsked } from './page.ts';

/** An answer, and which part of a longer one it is. */
interface Cutout<T> {
  readonly answer: T;
  readonly whole?: T;
  readonly part?: PartNumber;
}

/** How the page of a part comes about. */
interface Part<T extends PartAnswer> {
  /** The last part of its address. */
  readonly part: string;
  /** Its parameters beside what it is looked at with. */
  readonly takes?: readonly string[];
  /** Is it too long for one page, so that the parameter `part` asks for a part of it? */
  readonly inParts?: true;
  ask(service: Service, asked: PageAsked): Promise<Cutout<T>>;
  /** The endorsers whom the answer names. */
  endorsers?(answer: T): readonly (string | null)[];
  page(shown: PartShown<T>, sight: Sight): PageFrame;
}

const pageOf = <T extends PartAnswer>({
  part,
  takes = [],
  inParts,
  ask,
  endorsers = () => [],
  page,
}: Part<T>): Page => ({
  path: `/contests/:name/${part}`,
  takes: inParts === undefined ? takes : [...takes, 'part'],
  show: async (service, asked) => {
    const { name, sight, query } = asked;
    const { answer, ...shown } = await ask(service, asked);
    const { days } = await askTurns(service, name, sight, sight.counts);
    const named = endorsers(answer).filter((endorser) => endorser !== null);
    const names = await askNames(service, name, sight, named);
    const also = Object.fromEntries(takes.map((each) => [each, query[each]]));
    return page({ answer, ...shown, days, names, also }, sight);
  },
});

type Ask<T> = (service: Service, asked: PageAsked) => Promise<T>;

const whole =
  <T>(ask: Ask<T>): Ask<Cutout<T>> =>
  async (service, asked) => ({ answer: await ask(service, asked) });

const cutBy =
  <T>(cut: Cut<T>, ask: Ask<T>): Ask<Cutout<T>> =>
  async (service, asked) => {
    const all = await ask(service, asked);
    return { ...cut(all, asked.query.part), whole: all };
  };

/** How many happenings a page tells: the newest come last, and are shown first. */
const HAPPENINGS = 200;

/** The part of a timeline that a page shows: nothing else of it is told. */
const timelinePart: Ask<Cutout<Timeline>> = (service, { name, sight, query }) =>
  askTimelinePart(service, name, sight, sight.counts, (count) =>
    stretchAsked(count, query.part, HAPPENINGS),
  );

/** What else is known of a contest, a page each. */
export const CONTEST_PAGES: readonly Page[] = [
  pageOf({
    part: 'timeline',
    inParts: true,
    ask: timelinePart,
    endorsers: ({ happenings }) => happenings.map((each) => each.endorser),
    page: timelinePage,
  }),
  pageOf({
    part: 'stages',
    takes: ['rule'],
    ask: whole((service, { name, sight, query }) => askStages(service, name, sight, query)),
    page: stagesPage,
  }),
  pageOf({
    part: 'ballots',
    inParts: true,
    ask: cutBy(ballotsCut, (service, { name, sight }) => askBallots(service, name, sight)),
    endorsers: ({ decisions }) => decisions.map((each) => each.endorser),
    page: ballotsPage,
  }),
  pageOf({
    part: 'expectations',
    ask: whole((service, { name, sight }) => askExpectations(service, name, sight)),
    endorsers: ({ expectations }) => expectations.map((each) => each.endorser),
    page: expectationsPage,
  }),
  pageOf({
    part: 'undeclared',
    inParts: true,
    ask: cutBy(undeclaredCut, (service, { name, sight }) =>
      askUndeclared(service, name, sight, sight.counts),
    ),
    endorsers: ({ names }) => Object.keys(names),
    page: undeclaredPage,
  }),
  pageOf({
    part: 'results',
    ask: whole((service, { name, sight }) => askResults(service, name, sight)),
    page: resultsPage,
  }),
  pageOf({
    part: 'reconciliation',
    inParts: true,
    ask: cutBy(reconciliationCut, async (service, { name, sight }) => ({
      ...(await askReconciliation(service, name, sight)),
      stages: await askStageNames(service, name, sight),
    })),
    page: reconciliationPage,
  }),
];
