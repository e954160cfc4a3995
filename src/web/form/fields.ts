import { html } from 'htm/preact';
import type { ComponentChildren, VNode } from 'preact';
import type { EntryType } from '../../../events/catalog.ts';
import { type FormFault, fieldWords } from './faults.ts';
import { listId, type Offers, offeredLists } from './offers.ts';
import type { Field, Group, List, Shape } from './shape.ts';
import { rowsIn, type Values } from './values.ts';
import { type Offer, valueWords, type Words, wordsFor } from './words.ts';

/** A form as it is shown: its fields, what they say, and what is wrong with that. */
export interface FormShown {
  readonly type: EntryType;
  readonly form: Group;
  readonly values: Values;
  readonly faults: readonly FormFault[];
  /** How many rows a list shows at least, by its name. */
  readonly rows: ReadonlyMap<string, number>;
  readonly offers: Offers;
  /** Where the form is sent. */
  readonly at: string;
}

/** The rows of a list that have no more fields than this stand in one line each. */
const SMALL = 5;

const isSmall = (item: Shape): boolean => item.kind !== 'group' || item.fields.length <= SMALL;

/** The id of a field, a row or a list, which its faults link to. */
export const fieldId = (name: string): string => `f-${name}`;

const faultsAt = ({ faults }: FormShown, name: string): string[] =>
  faults.filter((each) => each.name === name).map(({ says }) => says);

/** Is anything said, or wrong, at a field or within it? */
function isOpen({ values, faults }: FormShown, name: string): boolean {
  const within = (other: string) => other === name || other.startsWith(`${name}.`);
  return [...values.keys()].some(within) || faults.some((each) => within(each.name));
}

/** What a group of fields says of itself where something is wrong with it as a whole. */
const groupSaid = (name: string, says: readonly string[]) => ({
  id: fieldId(name),
  tabindex: -1,
  'aria-describedby': says.length === 0 ? undefined : `${fieldId(name)}-error`,
});

const errorText = (name: string, says: readonly string[]) =>
  says.length === 0
    ? null
    : html`<p class="error" id=${`${fieldId(name)}-error`}><span class="hidden">Error: </span>${says.join('; ')}</p>`;

/** What a control says of itself to whoever does not see it. */
function described(name: string, hint: string | undefined, wrong: boolean) {
  const ids = [
    ...(hint === undefined ? [] : [`${fieldId(name)}-hint`]),
    ...(wrong ? [`${fieldId(name)}-error`] : []),
  ];
  return {
    id: fieldId(name),
    name,
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
    'aria-invalid': wrong ? 'true' : undefined,
  };
}

const options = (value: string, all: readonly (readonly [string, string])[]) =>
  all.map(
    ([each, text]) => html`<option value=${each} selected=${each === value}>${text}</option>`,
  );

/** The control of a field that holds one word or text. */
function control(shape: Shape, words: Words, value: string, said: object): VNode | VNode[] {
  switch (shape.kind) {
    case 'choice': {
      const all = shape.options.map((each) => [each, valueWords(each)] as const);
      return html`<select ...${said}>${options(value, [['', ''], ...all])}</select>`;
    }
    case 'yes-no':
      return html`<select ...${said}>
        ${options(value, [
          ['', ''],
          ['true', 'Yes'],
          ['false', 'No'],
        ])}
      </select>`;
    case 'number':
      return html`<input type="text" inputmode="numeric" class="short" value=${value} ...${said} />`;
    default: {
      const lines = shape.kind === 'json' ? 6 : 2;
      if (words.long === true || shape.kind === 'json') {
        // The first line break of a text area is no part of its text.
        return html`<textarea rows=${lines} ...${said}>${value.startsWith('\n') ? `\n${value}` : value}</textarea>`;
      }
      const list = words.offer === undefined ? undefined : listId(words.offer);
      return html`<input type="text" list=${list} autocomplete="off" value=${value} ...${said} />`;
    }
  }
}

/** What a value stands for, where its field offers it under another name. */
function meantText({ offers }: FormShown, { offer }: Words, value: string) {
  const meant =
    offer === undefined ? undefined : offers[offer].find((each) => each.value === value);
  return meant === undefined || meant.name === value
    ? null
    : html`<p class="hint">${meant.name}</p>`;
}

/** A field that is said by itself: its label, its hint, what is wrong with it, and its control. */
function single({ required, shape }: Field, name: string, shown: FormShown) {
  const words = wordsFor(shown.type, name);
  const wrong = faultsAt(shown, name);
  const value = shown.values.get(name) ?? '';
  const said = described(name, words.hint, wrong.length > 0);
  const { id } = said;
  if (shape.kind === 'mark') {
    return html`<div class="field mark">
      ${errorText(name, wrong)}
      <label><input type="checkbox" value="true" checked=${value === 'true'} ...${said} /> ${words.label}</label>
    </div>`;
  }
  return html`<div class=${wrong.length > 0 ? 'field wrong' : 'field'}>
    <label for=${id}>${words.label}${required ? null : html` <small>(optional)</small>`}</label>
    ${words.hint === undefined ? null : html`<p class="hint" id=${`${id}-hint`}>${words.hint}</p>`}
    ${errorText(name, wrong)}
    ${control(shape, words, value, { ...said, required: required || undefined })}
    ${meantText(shown, words, value)}
  </div>`;
}

/** A row of a list, whatever it holds. */
function row(list: List, name: string, index: number, shown: FormShown): ComponentChildren {
  const at = `${name}.${index}`;
  const { item } = list;
  if (item.kind !== 'group') {
    const { label, row: called = label, ...words } = wordsFor(shown.type, name);
    const value = shown.values.get(at) ?? '';
    const wrong = faultsAt(shown, at);
    return html`<div class=${wrong.length > 0 ? 'field wrong' : 'field'}>
      <label for=${fieldId(at)}>${called} ${index + 1}</label>
      ${errorText(at, wrong)}
      ${control(item, { label, ...words }, value, described(at, undefined, wrong.length > 0))}
    </div>`;
  }
  const { row: called = 'Row' } = wordsFor(shown.type, name);
  const wrong = faultsAt(shown, at);
  return html`<fieldset class=${isSmall(item) ? 'row' : 'row large'} ...${groupSaid(at, wrong)}>
    <legend>${called} ${index + 1}</legend>
    ${errorText(at, wrong)}
    ${groupFields(item, at, shown)}
  </fieldset>`;
}

/** How many rows of a list are shown: those that are said, and an empty one where there are mostly several. */
function rowsShown({ least }: List, name: string, { type, values, rows }: FormShown): number {
  const more = wordsFor(type, name).mostlyOne === true ? 0 : 1;
  return Math.max(rowsIn(values, name).length + more, least, rows.get(name) ?? 0);
}

function listFields({ required }: Field, list: List, name: string, shown: FormShown) {
  const { label, row: called = 'row' } = wordsFor(shown.type, name);
  const count = rowsShown(required ? list : { ...list, least: 0 }, name, shown);
  const wrong = faultsAt(shown, name);
  return html`<fieldset class="list" ...${groupSaid(name, wrong)}>
    <legend>${label}${required ? null : html` <small>(optional)</small>`}</legend>
    ${errorText(name, wrong)}
    ${Array.from({ length: count }, (_, index) => row(list, name, index, shown))}
    <button class="quiet" name="do" value=${`add ${name}`} formaction=${`${shown.at}#${fieldId(`${name}.${count}`)}`}>Add ${called === 'row' ? 'a row' : `another ${called.toLowerCase()}`}</button>
  </fieldset>`;
}

function fieldShown(field: Field, name: string, shown: FormShown): ComponentChildren {
  const { shape } = field;
  if (shape.kind === 'list') return listFields(field, shape, name, shown);
  return shape.kind === 'group' ? groupFields(shape, name, shown) : single(field, name, shown);
}

/** What the seldom fields of a group are called together. */
function foldWords(type: EntryType, name: string): string {
  if (name === '') return 'A note';
  return `More about ${name === 'data' ? 'it' : fieldWords(type, name).toLowerCase()}`;
}

/** The fields of a group; those that are seldom said are folded, unless one of them says something. */
function groupFields({ fields }: Group, name: string, shown: FormShown): ComponentChildren {
  const named = fields.map(
    (field) => [field, name === '' ? field.name : `${name}.${field.name}`] as const,
  );
  const isSeldom = ([{ required }, at]: readonly [Field, string]) =>
    !required && wordsFor(shown.type, at).seldom === true;
  const seldom = named.filter(isSeldom);
  const open = seldom.some(([, at]) => isOpen(shown, at));
  const show = ([field, at]: readonly [Field, string]) => fieldShown(field, at, shown);
  return html`<div class="inputs">${named.filter((each) => !isSeldom(each)).map(show)}</div>
    ${
      seldom.length === 0
        ? null
        : html`<details class="seldom" open=${open || undefined}>
            <summary>${foldWords(shown.type, name)}</summary>
            <div class="inputs folded">${seldom.map(show)}</div>
          </details>`
    }`;
}

/** What the fields of a form offer, each kind once. */
function offersIn(shape: Shape, name: string, type: EntryType): Offer[] {
  if (shape.kind === 'list') return offersIn(shape.item, name, type);
  if (shape.kind === 'group') {
    return shape.fields.flatMap((field) =>
      offersIn(field.shape, name === '' ? field.name : `${name}.${field.name}`, type),
    );
  }
  const { offer } = wordsFor(type, name);
  return offer === undefined ? [] : [offer];
}

/** All fields of a form, and the lists that they offer from. */
export const formFields = (shown: FormShown) =>
  html`${groupFields(shown.form, '', shown)}
    ${offeredLists(shown.offers, offersIn(shown.form, '', shown.type))}`;
