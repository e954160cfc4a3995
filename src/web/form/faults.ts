import type { EntryType } from '../../../events/catalog.ts';
import type { Field, Group, Shape } from './shape.ts';
import { wordsFor } from './words.ts';

/** Something wrong with what a form says, at a field, or with the whole (no name). */
export interface FormFault {
  readonly name: string;
  readonly says: string;
}

/** What is one step inside a shape; undefined where there is nothing by that name. */
function inside(shape: Shape, step: string): Shape | undefined {
  if (shape.kind === 'list') return /^\d+$/.test(step) ? shape.item : undefined;
  return shape.kind === 'group' ? shape.fields.find(({ name }) => name === step)?.shape : undefined;
}

/** The name of the field, row or list that is nearest to a place in what a form says. */
export function nearestField(form: Group, steps: readonly string[]): string {
  const name: string[] = [];
  let at: Shape = form;
  for (const step of steps) {
    const next = inside(at, step);
    if (next === undefined) break;
    name.push(step);
    at = next;
  }
  // All data together are no field.
  return name.join('.') === 'data' ? '' : name.join('.');
}

/** A field with the rows that it stands in, in words: "Choice 2, Candidate". */
export function fieldWords(type: EntryType, name: string): string {
  const steps = name.split('.');
  const said = steps.flatMap((step, index) => {
    const upTo = steps.slice(0, index + 1).join('.');
    if (!/^\d+$/.test(step)) return index === steps.length - 1 ? [wordsFor(type, upTo).label] : [];
    const list = wordsFor(type, steps.slice(0, index).join('.'));
    return [`${list.row ?? list.label} ${Number(step) + 1}`];
  });
  return said.join(', ');
}

const nameIn = (name: string, step: string | number): string =>
  name === '' ? `${step}` : `${name}.${step}`;

/** What must be said and is not, in a shape and all that is within it. */
function missingAt(
  { required, shape }: Omit<Field, 'name'>,
  name: string,
  said: unknown,
): FormFault[] {
  if (shape.kind === 'list') {
    const rows = Array.isArray(said) ? said : [];
    if (required && rows.length < shape.least) return [{ name, says: 'needs at least one' }];
    return rows.flatMap((row, index) =>
      missingAt({ required: true, shape: shape.item }, nameIn(name, index), row),
    );
  }
  if (shape.kind !== 'group') {
    return required && said === undefined ? [{ name, says: 'is missing' }] : [];
  }
  if (said === undefined) return [];
  const values = said as Readonly<Record<string, unknown>>;
  return shape.fields.flatMap((field) =>
    missingAt(field, nameIn(name, field.name), values[field.name]),
  );
}

/** Everything that a form must say and does not, each at its field. */
export const missingIn = (form: Group, said: object): FormFault[] =>
  missingAt({ required: true, shape: form }, '', said);

/**
 * A fault at a JSON pointer into what a form says (`/data/choices/0/rank`), as the field it is at and what
 * is wrong there.
 */
export function faultAt(form: Group, pointer: string, detail: string): FormFault {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const own = `${steps.at(-1) ?? ''}: `;
  const problem = detail.startsWith(own) ? detail.slice(own.length) : detail;
  return { name: nearestField(form, steps), says: problem };
}

/** A fault as a sentence that names its field. */
export const faultSentence = (type: EntryType, { name, says }: FormFault): string =>
  name === '' ? says : `${fieldWords(type, name)}: ${says}`;
