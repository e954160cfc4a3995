import { html } from 'htm/preact';
import { type EntryType, isEntryType, kindOf } from '../../events/catalog.ts';
import { slug } from '../../events/fields.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { NotFound } from '../ledger/queries/asking.ts';
import { askRegister } from '../ledger/queries/contest.ts';
import { askKnown, type Known } from '../ledger/queries/offers.ts';
import type { Service } from '../ledger/service.ts';
import { prefilled } from '../web/form/prefill.ts';
import { formOf } from '../web/form/shape.ts';
import { TYPE_WORDS } from '../web/form/words.ts';
import { contestPath } from '../web/sight.ts';
import type { Task } from './draft-task.ts';

type Query = Readonly<Record<string, string | undefined>>;

const TYPES = Object.keys(TYPE_WORDS) as EntryType[];

/** The types that people append to a contest by a form; a contest is opened once, and erasing is no append. */
const OF_CONTESTS = TYPES.filter(
  (type) =>
    kindOf(type).stream !== 'register' && type !== 'ContestOpened' && type !== 'PayloadErased',
);
const COMMONEST = 'EndorsementMade';

/** The type that is asked for. Refuses, as BadQuestion, what is none. */
function typeIn(named: string | undefined, among: readonly EntryType[]): EntryType {
  const type = named ?? among[0] ?? COMMONEST;
  if (isEntryType(type) && among.includes(type)) return type;
  throw new BadQuestion(
    'type',
    `type must be one of ${among.join(', ')} (got ${JSON.stringify(type)}).`,
  );
}

/** A new entry says what its form says. */
const plain = (type: EntryType) => ({
  type,
  form: formOf(type),
  now: null,
  entryOf: (said: Readonly<Record<string, unknown>>) => ({ type, ...said }),
  faultsIn: () => [],
  pointerIn: (pointer: string) => pointer,
  daysOf: ({ on }: Readonly<Record<string, unknown>>) => (typeof on === 'string' ? [on] : []),
});

/** What is known of a contest; null where the ledger does not hold it. */
async function knownOf(service: Service, contest: string): Promise<Known | null> {
  try {
    return await askKnown(service, contest);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

function requireSlug(contest: string): void {
  const parsed = slug.safeParse(contest);
  if (parsed.success) return;
  throw new BadQuestion(
    'name',
    `A contest's name must be kebab-case, as in labour-leader-2010 (got ${JSON.stringify(contest)}).`,
  );
}

/** The task to open a contest that is not there yet. Refuses, as BadQuestion, a name that is none. */
function opening(contest: string, query: Query): Task {
  requireSlug(contest);
  const type = 'ContestOpened';
  return {
    title: 'Open a contest',
    trail: [{ name: 'Open a contest', at: '/open' }],
    about: html`<p class="lead">The new contest is called <code>${contest}</code>, and keeps that name for ever.</p>`,
    at: contestPath(contest, 'append'),
    contest,
    revision: -1,
    known: null,
    types: [type],
    begins: prefilled(type, query),
    ...plain(type),
  };
}

/**
 * The task to append an entry to a contest; `type` of the query says of which type, and the rest begins
 * the form. Refuses, as NotFound, a contest that is not there, unless the entry is to open it.
 */
export async function appendTask(
  service: Service,
  contest: string,
  { type: named, ...query }: Query,
): Promise<Task> {
  const known = await knownOf(service, contest);
  if (known === null) {
    if (named === 'ContestOpened') return opening(contest, query);
    // The question itself says what is there instead.
    await askKnown(service, contest);
    throw new NotFound(`There is no contest ${contest}.`);
  }
  const type = typeIn(named ?? COMMONEST, [...OF_CONTESTS, 'ContestOpened']);
  const { title, revision } = known.contest;
  const at = contestPath(contest, 'append');
  return {
    title: 'Append an entry',
    trail: [
      { name: title, at: contestPath(contest) },
      { name: 'Append', at },
    ],
    about: html`<p class="clocks">To <a href=${contestPath(contest)}>${title}</a>, in which ${known.contest.entries} entries are stored.
      Many at once? <a href=${contestPath(contest, 'import')}>Import a list…</a></p>`,
    at,
    contest,
    revision,
    known,
    types: OF_CONTESTS,
    begins: prefilled(type, query),
    ...plain(type),
  };
}

/** The task to append an entry to the register: that two names are one endorser. */
export async function registerTask(
  service: Service,
  { type: named, ...query }: Query,
): Promise<Task> {
  const type = typeIn(named, ['EndorserMerged']);
  const { revision } = await askRegister(service, {});
  return {
    title: 'Merge two names',
    trail: [{ name: 'Register', at: '/register/append' }],
    about: html`<p class="clocks">It holds in every contest, on every day.</p>`,
    at: '/register/append',
    contest: null,
    revision,
    known: null,
    types: [type],
    begins: prefilled(type, query),
    ...plain(type),
  };
}
