import type { Entry } from '../../events/entry.ts';
import type { Service } from '../ledger/service.ts';
import { canonical, sha256Text } from '../tlog/commitment.ts';
import { type FormFault, faultAt, missingIn } from '../web/form/faults.ts';
import { valuesFor } from '../web/form/prefill.ts';
import { rowsIn, saidBy, type Values, valuesIn } from '../web/form/values.ts';
import { addressOf, contestPath } from '../web/sight.ts';
import { lastSeq } from './append-answer.ts';
import type { Appending, Asked } from './appending.ts';
import { previewOf } from './draft-previews.ts';
import { carriedIn, type DraftState, shownOf, stateOf } from './draft-state.ts';
import type { Task } from './draft-task.ts';
import { tellerFor } from './entry-telling.ts';
import type { PageSent, Shown } from './page.ts';
import type { Precondition } from './preconditions.ts';
import { Problem, refusalIn } from './problem.ts';
import { type Refused, refusalFault, waysOn } from './refusal-help.ts';
import { STATUS } from './status.ts';

type Said = Readonly<Record<string, unknown>>;

/** Finds the task of a form: for the type that its fields are of, at the revision that it was made at. */
export type TaskFor = (type: string | undefined, revision: number | undefined) => Promise<Task>;

const CHANGED = 'The form was changed since the preview, so look at this one before you append it.';

const conditionOf = (revision: number, contest: string | null): Precondition =>
  revision < 0 && contest !== null
    ? { kind: 'absent' }
    : { kind: 'revisions', revisions: [revision] };

/** An act is told again, or it is another one: not both. */
const EITHER = ['data.act', 'data.anew'];

function set(values: Map<string, string>, name: string, value: string): void {
  if (EITHER.includes(name)) for (const each of EITHER) values.delete(each);
  values.set(name, value);
}

/** What an editor changed, on top of what the same fields say by now. */
function rebased(values: Values, before: Values, now: Values): Values {
  const names = new Set([...values.keys(), ...now.keys()]);
  return new Map(
    [...names].flatMap((name) => {
      const value = (values.get(name) === before.get(name) ? now : values).get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** The forms by which people append: each step shows the form again, until it is stored. */
export class Drafting {
  readonly #service: Service;
  readonly #appending: Appending;

  constructor(service: Service, appending: Appending) {
    this.#service = service;
    this.#appending = appending;
  }

  #newId(): string {
    return this.#service.ledger.newId();
  }

  /** A task's form, as it begins. */
  begin(task: Task): Shown {
    return shownOf(stateOf(task, task.begins, this.#newId(), task.revision));
  }

  /** What becomes of a form that was sent. */
  async take(taskFor: TaskFor, sent: PageSent): Promise<Shown> {
    const { form } = sent;
    const [does = 'preview', name = '', value = ''] = (form.get('do') ?? 'preview').split(' ');
    const { id = this.#newId(), revision: seenAt, fields, seen } = carriedIn(form);
    const type = form.get('type') ?? fields;
    const task = await taskFor(type, seenAt);
    // Whoever sends no form of ours gets one.
    if (fields === undefined) return this.begin(task);
    const values = new Map(valuesIn(form));
    const revision = seenAt ?? task.revision;
    if (does === 'type' || type !== fields) {
      return shownOf(stateOf(task, valuesFor(task.type, values), id, revision));
    }
    if (does === 'add') {
      const rows = new Map([[name, rowsIn(values, name).length + 1]]);
      return shownOf({ ...stateOf(task, values, id, revision), rows });
    }
    if (does === 'set') set(values, name, value);
    const mine = does === 'new-id' ? this.#newId() : id;
    const state = stateOf(task, values, mine, revision);
    try {
      return await this.#judged(state, sent, does === 'append' ? seen : undefined);
    } catch (error) {
      const problem = refusalIn(error);
      if (problem === undefined) throw error;
      return this.#refused(state, problem, taskFor);
    }
  }

  /** Previews what a form says, or stores it where that very thing was previewed. Refuses as the ledger does. */
  async #judged(state: DraftState, { actor }: PageSent, seen: string | undefined): Promise<Shown> {
    const { task, values, id, revision } = state;
    const { contest } = task;
    const said = saidBy(task.form, values);
    const body = { id, ...task.entryOf(said) };
    const faults = this.#faultsIn(task, said, body);
    if (faults.length > 0) return shownOf(state, { status: STATUS.badRequest, faults });
    const asked: Asked = {
      ...this.#appending.batch(body),
      contest,
      recordedBy: actor.name,
      strict: false,
      condition: conditionOf(revision, contest),
    };
    const digest = sha256Text(canonical({ contest, body }));
    if (seen === digest) return this.#stored(asked);
    const about = { task, values, said };
    const preview = await previewOf(this.#service, this.#appending, asked, about);
    const notice = seen === undefined ? {} : { notice: CHANGED };
    return shownOf(state, { preview, seen: digest, ...notice });
  }

  /** All that is wrong before the ledger is asked: what is missing, and what cannot be read. */
  #faultsIn({ form, faultsIn, pointerIn }: Task, said: Said, body: unknown): FormFault[] {
    const faults = missingIn(form, said);
    // Of a field the first fault is enough, and the whole is wrong only where nothing in it is.
    const add = ({ name, says }: FormFault) => {
      const told = name === '' ? faults.length > 0 : faults.some((each) => each.name === name);
      if (!told) faults.push({ name, says });
    };
    for (const fault of faultsIn(said)) add(fault);
    try {
      this.#appending.batch(body);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      for (const { pointer, detail } of error.errors)
        add(faultAt(form, pointerIn(pointer), detail));
    }
    return faults;
  }

  async #stored(asked: Asked): Promise<Shown> {
    const { contest } = asked;
    const { entries } = await this.#appending.append(asked);
    const place = contest === null ? '/register' : contestPath(contest);
    const seeOther = addressOf(`${place}/append/done`, { entry: entries[0]?.id });
    return { seeOther, seq: lastSeq(entries) };
  }

  /** The form again, with what is wrong, or with what came between. */
  async #refused(state: DraftState, problem: Problem, taskFor: TaskFor): Promise<Shown> {
    const { task, values, offers, id } = state;
    const { status, code, more } = problem;
    const entries = (more.between ?? more.acts ?? []) as readonly Entry[];
    const says = await tellerFor(this.#service, task.contest, entries);
    if (code === 'wrong-revision') {
      const revision = more.revision as number;
      const now = await taskFor(task.type, revision);
      const kept = task.now && now.now ? rebased(values, task.now, now.now) : values;
      const between = entries.map((entry) => ({ ...entry, says: says(entry) }));
      return shownOf(stateOf(now, kept, id, revision), { status, between });
    }
    const refused: Refused = { task, values, offers };
    const choices = waysOn(problem, refused, says);
    return shownOf(state, { status, faults: [refusalFault(problem, refused)], choices });
  }
}
