import { slug } from '../../events/fields.ts';
import { NotFound } from '../ledger/queries/asking.ts';
import { askContest } from '../ledger/queries/contest.ts';
import { storedEntry } from '../ledger/queries/entry.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import { appendedPage } from '../web/appended-page.ts';
import { openPage } from '../web/open-page.ts';
import { addressOf, contestPath } from '../web/sight.ts';
import { switching, withdrawing } from './act-ways.ts';
import type { Appending } from './appending.ts';
import { correctTask, RECORDS, recordTask } from './draft-records.ts';
import type { Task } from './draft-task.ts';
import { appendTask, registerTask } from './draft-tasks.ts';
import { Drafting, type TaskFor } from './drafting.ts';
import { tellerFor } from './entry-telling.ts';
import type { Page, PageAsked, Shown } from './page.ts';
import { STATUS } from './status.ts';

/** Finds the task of a page: `type` and `revision` as its form says them, or as its address does. */
type TaskOf = (asked: PageAsked, ...form: Parameters<TaskFor>) => Promise<Task>;

/** What every page for editors says of itself. */
const EDITORS = { may: 'append', isFresh: true } as const;

async function stored(service: Service, { query: { entry: id = '' } }: PageAsked): Promise<Shown> {
  const entry = decodeEntry(await storedEntry(service.store, id));
  const { contest } = entry;
  const says = (await tellerFor(service, contest, [entry]))(entry);
  const title = contest === null ? null : (await askContest(service, contest, {})).title;
  return appendedPage({ entry, says, title });
}

/** What is wrong with the name of a new contest; undefined: nothing. */
async function wrongName(service: Service, name: string): Promise<string | undefined> {
  if (!slug.safeParse(name).success)
    return 'The name must be kebab-case, as in labour-leader-2010.';
  try {
    await askContest(service, name, {});
    return `There is a contest ${name} already; give this one a name of its own.`;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

async function opens(service: Service, { query: { name } }: PageAsked): Promise<Shown> {
  if (name === undefined) return openPage('', undefined);
  const wrong = await wrongName(service, name);
  if (wrong !== undefined) return { status: STATUS.badRequest, frame: openPage(name, wrong) };
  return { seeOther: addressOf(contestPath(name, 'append'), { type: 'ContestOpened' }) };
}

/** The pages for editors: forms to append, correct, strike and dispute, and what was stored by them. */
export function editorPages(service: Service, appending: Appending): readonly Page[] {
  const drafting = new Drafting(service, appending);
  const formPage = (path: string, taskOf: TaskOf): Page => ({
    ...EDITORS,
    path,
    takes: 'all',
    show: async (_, asked) => drafting.begin(await taskOf(asked, asked.query.type, undefined)),
    submit: (_, sent) => drafting.take((...form) => taskOf(sent, ...form), sent),
  });
  const records = Object.keys(RECORDS) as (keyof typeof RECORDS)[];
  return [
    formPage('/contests/:name/append', ({ name, query }, type) =>
      appendTask(service, name, { ...query, type }),
    ),
    formPage('/register/append', ({ query }, type) => registerTask(service, { ...query, type })),
    formPage('/entries/:name/correct', ({ name }, _, revision) =>
      correctTask(service, name, revision),
    ),
    ...records.map((type) =>
      formPage(`/entries/:name/${RECORDS[type].part}`, ({ name }) =>
        recordTask(service, name, type),
      ),
    ),
    { ...EDITORS, path: '/entries/:name/switch', show: switching },
    { ...EDITORS, path: '/entries/:name/withdraw', show: withdrawing },
    { ...EDITORS, path: '/contests/:name/append/done', takes: ['entry'], show: stored },
    { ...EDITORS, path: '/register/append/done', takes: ['entry'], show: stored },
    { ...EDITORS, path: '/open', takes: ['name'], show: opens },
  ];
}
