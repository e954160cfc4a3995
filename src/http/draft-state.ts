import { entryId } from '../../events/fields.ts';
import { type CameBetween, draftPage } from '../web/draft-page.ts';
import type { Choice, DraftPreview } from '../web/draft-preview.ts';
import type { FormFault } from '../web/form/faults.ts';
import { withSlugs } from '../web/form/name-book.ts';
import { NO_OFFERS, type Offers } from '../web/form/offers.ts';
import { saidBy, type Values, valuesOf } from '../web/form/values.ts';
import { offersOf } from './draft-offers.ts';
import type { Task } from './draft-task.ts';
import type { Shown } from './page.ts';
import { STATUS, type Status } from './status.ts';

/** A form at some step: what it says, and what it carries unseen. */
export interface DraftState {
  readonly task: Task;
  readonly values: Values;
  readonly offers: Offers;
  /** How many rows a list shows at least, by its name. */
  readonly rows: ReadonlyMap<string, number>;
  readonly id: string;
  /** The revision that the editor saw. */
  readonly revision: number;
}

/** What is shown beside a form. */
export interface Beside {
  readonly status?: Status;
  readonly faults?: readonly FormFault[];
  readonly choices?: readonly Choice[];
  readonly between?: readonly CameBetween[];
  readonly preview?: DraftPreview;
  /** The digest of what is previewed. */
  readonly seen?: string;
  readonly notice?: string;
}

/** What a form carries unseen, as it was sent; what is missing or made up is undefined. */
export interface Carried {
  readonly id: string | undefined;
  readonly revision: number | undefined;
  /** The type whose fields it has. */
  readonly fields: string | undefined;
  /** The digest of what was previewed. */
  readonly seen: string;
}

const NO_ROWS: ReadonlyMap<string, number> = new Map();

/** What a form that was sent carries unseen. */
export function carriedIn(form: URLSearchParams): Carried {
  const id = entryId.safeParse(form.get('id'));
  const revision = form.get('revision') ?? '';
  return {
    id: id.success ? id.data : undefined,
    revision: /^(?:-1|\d{1,15})$/.test(revision) ? Number(revision) : undefined,
    fields: form.get('fields') ?? undefined,
    seen: form.get('seen') ?? '',
  };
}

const offersFor = ({ known, type }: Task, values: Values): Offers =>
  known === null ? NO_OFFERS : offersOf(type, values, known);

/** A form that says this: names as slugs, rows closed up. */
export function stateOf(task: Task, values: Values, id: string, revision: number): DraftState {
  const slugs = withSlugs(task.type, values, offersFor(task, values));
  const closed = valuesOf(task.form, saidBy(task.form, slugs));
  return { task, values: closed, offers: offersFor(task, closed), rows: NO_ROWS, id, revision };
}

/** The page of a form, with what is beside it. */
export function shownOf(state: DraftState, beside: Beside = {}): Shown {
  const { task, values, offers, rows, id, revision } = state;
  const { status = STATUS.ok, faults = [], choices = [], preview = null, seen } = beside;
  const { title, trail, about, at, types, type, form } = task;
  const carried = {
    id,
    revision: `${revision}`,
    fields: type,
    ...(seen === undefined ? {} : { seen }),
  };
  const frame = draftPage({
    title,
    trail,
    about,
    at,
    types,
    shown: { type, form, values, faults, rows, offers, at },
    carried,
    choices,
    between: beside.between ?? null,
    preview,
    notice: beside.notice ?? null,
  });
  return { status, frame };
}
