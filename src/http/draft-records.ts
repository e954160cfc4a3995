import { html } from 'htm/preact';
import { kindOf } from '../../events/catalog.ts';
import { parseDraft } from '../../events/entry.ts';
import { askContest, askRegister } from '../ledger/queries/contest.ts';
import { askCorrected } from '../ledger/queries/entry-corrected.ts';
import { askKnown } from '../ledger/queries/offers.ts';
import type { Service } from '../ledger/service.ts';
import { canonical } from '../tlog/commitment.ts';
import { claimText } from '../web/claim-words.ts';
import { type SaidNow, saysNow } from '../web/entry-now.ts';
import type { EntryShown } from '../web/entry-page.ts';
import { type FormFault, faultAt } from '../web/form/faults.ts';
import { correctionOf, formOf, type Group } from '../web/form/shape.ts';
import { saidBy, valuesOf } from '../web/form/values.ts';
import { contestPath, entryPath } from '../web/sight.ts';
import { whenText } from '../web/when.ts';
import type { Task } from './draft-task.ts';
import { entryShown } from './entry-shown.ts';
import { pointerTo } from './pointer.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

type Said = Readonly<Record<string, unknown>>;

/** What can be said of an entry beside correcting it, and what the page is called. */
export const RECORDS = {
  EntryStruck: { part: 'strike', title: 'Strike an entry' },
  EntryDisputed: { part: 'dispute', title: 'Dispute an entry' },
  DisputeResolved: { part: 'resolve', title: 'Resolve a dispute' },
} as const;

/** The part of a task that says where it is and what it is about. */
async function frameOf(service: Service, shown: EntryShown, part: string, title: string) {
  const { told, names, named } = shown;
  const { id, contest, on } = told.entry;
  const { revision } =
    contest === null ? await askRegister(service, {}) : await askContest(service, contest, {});
  const place =
    contest === null ? [] : [{ name: names.title ?? contest, at: contestPath(contest) }];
  const at = `${entryPath(id)}/${part}`;
  return {
    title,
    trail: [...place, { name: `Entry ${id.slice(0, 8)}`, at: entryPath(id) }, { name: title, at }],
    about: html`<p class="lead">
      <a href=${entryPath(id)}>${claimText(told.entry, { names, named })}</a>${on === null ? '' : `, ${whenText(on)}`}
    </p>`,
    at,
    contest,
    revision,
    known: contest === null ? null : await askKnown(service, contest),
  };
}

/** The same form without the field that names the entry: the page is about one. */
function withoutEntry({ fields }: Group): Group {
  return {
    kind: 'group',
    fields: fields.map((field) =>
      field.shape.kind !== 'group' || field.name !== 'data'
        ? field
        : {
            ...field,
            shape: {
              kind: 'group',
              fields: field.shape.fields.filter(({ name }) => name !== 'entry'),
            },
          },
    ),
  };
}

/** The task to strike or dispute an entry, or to resolve its dispute. Refuses, as NotFound, an id that is none. */
export async function recordTask(
  service: Service,
  given: string,
  type: keyof typeof RECORDS,
): Promise<Task> {
  const shown = await entryShown(service, given);
  const { part, title } = RECORDS[type];
  const { entry } = shown.told;
  return {
    ...(await frameOf(service, shown, part, title)),
    types: [type],
    type,
    form: withoutEntry(formOf(type)),
    begins: new Map(),
    now: null,
    entryOf: (said) => ({ type, ...said, data: { entry: entry.id, ...(said.data as object) } }),
    faultsIn: () => [],
    pointerIn: (pointer) => pointer,
    daysOf: () => [saysNow(entry, shown.told.corrected).on ?? []].flat(),
  };
}

const PARTS = ['on', 'data', 'sources'] as const;

/** What a correction replaces: the parts that the form says otherwise than the entry does now. */
const changedParts = (was: Said, said: Said): Said =>
  Object.fromEntries(
    PARTS.filter(
      (part) => Buffer.compare(canonical(was[part] ?? null), canonical(said[part] ?? null)) !== 0,
    ).map((part) => [part, said[part]]),
  );

/** A correction gives another day or other sources; it takes none away. */
function takenAway(was: Said, said: Said): FormFault[] {
  return (['on', 'sources'] as const)
    .filter((part) => [was[part] ?? []].flat().length > 0 && [said[part] ?? []].flat().length === 0)
    .map((name) => ({ name, says: 'can be changed, and not be taken away' }));
}

const NOTHING: FormFault = {
  name: '',
  says: 'Nothing is changed yet: change what is wrong, and say why.',
};

/**
 * The task to correct an entry as it was at a revision of its contest, or is now: so that what was sent is
 * the same correction when it comes again. Refuses, as a Problem, records and what was erased.
 */
export async function correctTask(
  service: Service,
  given: string,
  revision?: number,
): Promise<Task> {
  const shown = await entryShown(service, given);
  const { entry, corrected } = shown.told;
  const { type } = entry;
  if (entry.erased || kindOf(type).family === 'record') {
    const [code, why] = entry.erased
      ? ['erased', 'it was erased by law']
      : ['not-a-claim', `it is ${type}: correct the claim that it is about, or strike it`];
    const detail = `Entry ${entry.id} cannot be corrected: ${why}.`;
    throw new Problem(STATUS.unprocessable, code ?? '', detail);
  }
  const then = revision === undefined ? corrected : await askCorrected(service, entry, revision);
  const now: SaidNow = saysNow(entry, then);
  const form = correctionOf(type);
  const values = valuesOf(form, now);
  const was = saidBy(form, values);
  const dataVersion =
    kindOf(type).version === entry.version ? {} : { dataVersion: kindOf(type).version };
  return {
    ...(await frameOf(service, shown, 'correct', 'Correct an entry')),
    types: [type],
    type,
    form,
    begins: values,
    now: values,
    entryOf: ({ why, ...said }) => {
      const changed = changedParts(was, said);
      const version = changed.data === undefined ? {} : dataVersion;
      return { type: 'EntryCorrected', data: { entry: entry.id, why, ...changed, ...version } };
    },
    faultsIn: ({ why, ...said }) => {
      const gone = takenAway(was, said);
      if (gone.length > 0) return gone;
      const parsed = parseDraft({ type, ...said });
      if (!parsed.ok)
        return parsed.faults.map(({ path, problem }) => faultAt(form, pointerTo(path), problem));
      return Object.keys(changedParts(was, said)).length === 0 ? [NOTHING] : [];
    },
    pointerIn: (pointer) => pointer.replace(/^\/data/, ''),
    daysOf: ({ on }) => [now.on ?? [], typeof on === 'string' ? on : []].flat(),
  };
}
