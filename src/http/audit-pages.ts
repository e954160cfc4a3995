import { entryBundle } from '../interchange/bundle-making.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { clocksOf, NotFound } from '../ledger/queries/asking.ts';
import { askCheckpoints, askLogState } from '../ledger/queries/log-state.ts';
import type { Service } from '../ledger/service.ts';
import { type AgainstLog, againstLog } from '../tlog/against-log.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { formatVkey } from '../tlog/keys.ts';
import { checkpointsPage } from '../web/audit-checkpoints-page.ts';
import { auditLogPage } from '../web/audit-log-page.ts';
import { type AuditShown, auditPage } from '../web/audit-page.ts';
import { AUDIT, runPath } from '../web/audit-parts.ts';
import { noRunPage, runPage } from '../web/audit-run-page.ts';
import { verificationPage } from '../web/audit-verification-page.ts';
import { bundlePage } from '../web/bundle-form.ts';
import { checkpointsAnswer, runAnswer, runsAnswer, startAnswer } from './audit-answers.ts';
import { auditLogShown, placeIn } from './audit-log-shown.ts';
import type { Auditing } from './auditing.ts';
import { checkpointGiven } from './checkpoint-given.ts';
import { titlesOf } from './contest-titles.ts';
import { wholeId } from './entry-shown.ts';
import type { Page, PageAsked, PageSent, Shown } from './page.ts';
import { STATUS } from './status.ts';

/** How many checkpoints a page has. */
const ROWS = 50;

/** A checkpoint as it was pasted: browsers end the lines of a form otherwise, and people lose the last. */
function pasted(form: URLSearchParams, field: string): string {
  const text = (form.get(field) ?? '').replaceAll('\r\n', '\n').trim();
  return text === '' ? '' : `${text}\n`;
}

/** How it stands with the log, and how much of each contest is weakly sourced. */
async function startShown(
  service: Service,
  { keys, weak }: Auditing,
  { sight }: PageAsked,
): Promise<AuditShown> {
  const { printed } = await clocksOf(service, sight);
  const contests = await weak.ask(sight);
  const titles = await titlesOf(service, sight);
  return {
    state: await askLogState(service),
    readAt: service.now(),
    vkeys: keys.map(formatVkey),
    weak: { clocks: printed, contests, titles },
  };
}

/** The auditor's first page. */
const startPage = (auditing: Auditing): Page => ({
  path: AUDIT.start,
  isFresh: true,
  show: async (service, asked) =>
    auditPage(await startShown(service, auditing, asked), asked.sight),
  answer: async (service, asked) => startAnswer(await startShown(service, auditing, asked)),
});

/** Why there is no bundle of an entry; undefined where there is one. */
async function noBundle(
  service: Service,
  id: string,
  vkeys: readonly string[],
): Promise<string | undefined> {
  try {
    await entryBundle(service, id, vkeys);
    return undefined;
  } catch (error) {
    if (error instanceof NotFound) return error.message;
    if (!(error instanceof BadLog)) throw error;
    return 'No signed checkpoint proves this entry yet; try again when the next is signed.';
  }
}

/** Leads from an entry's id to its bundle, or says why there is none. */
const bundlePageOf = ({ keys }: Auditing): Page => ({
  path: AUDIT.bundle,
  takes: ['entry'],
  isFresh: true,
  show: async (service, { sight, query: { entry } }) => {
    if (entry === undefined) return bundlePage('', undefined, sight);
    const bad = (status: typeof STATUS.badRequest | typeof STATUS.notFound, problem: string) => ({
      status,
      frame: bundlePage(entry, problem, sight),
    });
    try {
      const id = await wholeId(service, entry);
      const problem = await noBundle(service, id, keys.map(formatVkey));
      if (problem !== undefined) return bad(STATUS.notFound, problem);
      return { seeOther: `/api/v1/entries/${encodeURIComponent(id)}/bundle` };
    } catch (error) {
      if (error instanceof BadQuestion) return bad(STATUS.badRequest, error.message);
      throw error;
    }
  },
});

/** The published checkpoints, and what comes of one that somebody kept. */
function checkpointsPageOf({ keys }: Auditing): Page {
  const listed = (service: Service, { query }: Pick<PageAsked, 'query'>) =>
    askCheckpoints(service, placeIn('below', query.below), ROWS);
  const shown = async (
    service: Service,
    { sight, query }: PageAsked,
    note: string,
    checked: AgainstLog | undefined,
  ) => {
    const page = await listed(service, { query });
    const below = placeIn('below', query.below);
    return checkpointsPage({ page, below, note, checked }, sight);
  };
  return {
    path: AUDIT.checkpoints,
    takes: ['below'],
    isFresh: true,
    show: (service, asked) => shown(service, asked, '', undefined),
    answer: async (service, asked) => checkpointsAnswer(await listed(service, asked)),
    submit: async (service, sent) => {
      const note = pasted(sent.form, 'note');
      const checked = await againstLog(service.log, keys, note);
      const frame = await shown(service, sent, note, checked);
      return { status: checked.kept === undefined ? STATUS.badRequest : STATUS.ok, frame };
    },
  };
}

/** Where verifications are begun. */
function verificationPageOf({ runs, keys }: Auditing): Page {
  const page = (since: string, problem: string | undefined, { sight }: PageAsked) =>
    verificationPage({ runs: runs.recent(), since, problem }, sight);
  const begin = (since: string, sent: PageSent): Shown => {
    const given = since === '' ? undefined : checkpointGiven('since', since);
    const run = runs.begin({ by: sent.actor.name, since: given });
    if (run !== undefined) return { seeOther: runPath(run.id) };
    const problem =
      'A verification with another checkpoint is under way: follow it or stop it, then begin yours.';
    return { status: STATUS.conflict, frame: page(since, problem, sent) };
  };
  return {
    path: AUDIT.verification,
    may: 'audit',
    isFresh: true,
    show: async (_, asked) => page('', undefined, asked),
    answer: async () => runsAnswer(runs.recent(), keys),
    submit: async (_, sent) => {
      const since = pasted(sent.form, 'since');
      try {
        return begin(since, sent);
      } catch (error) {
        if (!(error instanceof BadQuestion)) throw error;
        return { status: STATUS.badRequest, frame: page(since, error.message, sent) };
      }
    },
  };
}

/** A verification that was begun. */
const runPageOf = ({ runs, keys }: Auditing): Page => ({
  path: `${AUDIT.verification}/:name`,
  may: 'audit',
  isFresh: true,
  show: async (_, { name, sight }) => {
    const run = runs.find(name);
    if (run === undefined) return { status: STATUS.notFound, frame: noRunPage(sight) };
    return runPage(run, keys, sight);
  },
  answer: async (_, { name }) => runAnswer(name, runs.find(name), keys),
});

/** Where a verification is stopped, by a form; whoever comes otherwise is led to it. */
const stopPageOf = ({ runs }: Auditing): Page => ({
  path: `${AUDIT.verification}/:name/stop`,
  may: 'audit',
  isFresh: true,
  show: async (_, { name }) => ({ seeOther: runPath(name) }),
  submit: async (_, { name, actor }) => {
    runs.stop(name, actor.name);
    return { seeOther: runPath(name) };
  },
});

const logPageOf = ({ recorders }: Auditing): Page => ({
  path: AUDIT.log,
  takes: ['recordedBy', 'contest', 'register', 'type', 'below'],
  may: 'audit',
  isFresh: true,
  show: async (service, asked) =>
    auditLogPage(await auditLogShown(service, recorders, asked), asked.sight),
});

/** The pages for auditors: the log, its checkpoints, verifying, and who recorded what. */
export const auditPages = (auditing: Auditing): readonly Page[] => [
  startPage(auditing),
  bundlePageOf(auditing),
  checkpointsPageOf(auditing),
  verificationPageOf(auditing),
  runPageOf(auditing),
  stopPageOf(auditing),
  logPageOf(auditing),
];
