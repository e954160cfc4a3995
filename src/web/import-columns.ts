import { ENTRY_TYPES, type EntryType } from '../../events/catalog.ts';
import { formOf, type Group, type Shape } from './form/shape.ts';
import { wordsFor } from './form/words.ts';

/** The columns that every list may have beside the fields of its entries. */
export const OWN_COLUMNS = ['type', 'contest', 'id'] as const;

/** A field that a column says, by its whole name in a form, and what it holds. */
export interface ColumnField {
  readonly name: string;
  readonly kind: Exclude<Shape['kind'], 'group' | 'list'>;
}

/** A column of a list, for whoever makes one. */
export interface ColumnTold {
  readonly column: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly seldom: boolean;
}

const CHOICES = 'data.choices';
const BRIEF_CHOICE = /^(?<field>candidate|rank)(?<row>[1-9]\d?)?$/i;
const BRIEF_SOURCE = /^source(?<row>[1-9]\d?)?\.(?<field>\w+)$/i;

const hasChoices = (type: EntryType): boolean =>
  fieldAt(type, `${CHOICES}.0.candidate`) !== undefined;

/** Rows are counted from 1 in columns, where the first goes without its number, and from 0 in fields. */
const rowOf = (number: string | undefined): number => Number(number ?? 1) - 1;
const numbered = (word: string, row: number): string => (row === 0 ? word : `${word}${row + 1}`);

function fieldAt(type: EntryType, name: string): ColumnField | undefined {
  const found: string[] = [];
  let at: Shape = formOf(type);
  for (const step of name.split('.')) {
    if (at.kind === 'list' && /^\d{1,3}$/.test(step)) {
      found.push(`${Number(step)}`);
      at = at.item;
      continue;
    }
    if (at.kind !== 'group') return undefined;
    const field: Group['fields'][number] | undefined = at.fields.find(
      (each) => each.name.toLowerCase() === step.toLowerCase(),
    );
    if (field === undefined) return undefined;
    found.push(field.name);
    at = field.shape;
  }
  if (at.kind === 'group' || at.kind === 'list') return undefined;
  return { name: found.join('.'), kind: at.kind };
}

/**
 * The field that a column of a list says of an entry of a type: by its whole name, `data.choices.1.rank`, or
 * briefly, `endorser`, `candidate2`, `source2.url`; capitals do not matter. Undefined where there is none.
 */
export function fieldOfColumn(type: EntryType, column: string): ColumnField | undefined {
  const source = BRIEF_SOURCE.exec(column)?.groups;
  if (source !== undefined) return fieldAt(type, `sources.${rowOf(source.row)}.${source.field}`);
  const choice = BRIEF_CHOICE.exec(column)?.groups;
  if (choice !== undefined && hasChoices(type)) {
    return fieldAt(type, `${CHOICES}.${rowOf(choice.row)}.${choice.field}`);
  }
  return fieldAt(type, column) ?? fieldAt(type, `data.${column}`);
}

/** Does a column say anything of an entry of some type? */
export const isColumn = (column: string): boolean =>
  ENTRY_TYPES.some((type) => fieldOfColumn(type, column) !== undefined);

function briefly(name: string): string {
  const choice = /^data\.choices\.(\d+)\.(\w+)$/.exec(name);
  if (choice !== null) return numbered(choice[2] ?? '', Number(choice[1]));
  const source = /^sources\.(\d+)\.(\w+)$/.exec(name);
  if (source !== null) return `${numbered('source', Number(source[1]))}.${source[2]}`;
  return name.replace(/^data\./, '');
}

/** The name of the column that says a field of a type: the brief one, where that means no other. */
export function columnOfField(type: EntryType, name: string): string {
  if (name === 'sources') return 'source.url';
  const brief = briefly(name);
  // A field that is many, as all choices together, has no column of its own.
  const found = fieldOfColumn(type, brief)?.name ?? name;
  return found === name ? brief : name;
}

function told(type: EntryType, shape: Shape, name: string, required: boolean): ColumnTold[] {
  if (shape.kind === 'list') return told(type, shape.item, `${name}.0`, required);
  if (shape.kind === 'group') {
    return shape.fields.flatMap((field) =>
      told(
        type,
        field.shape,
        name === '' ? field.name : `${name}.${field.name}`,
        required && field.required,
      ),
    );
  }
  const { label, hint, seldom = false } = wordsFor(type, name);
  // Of an endorsement of one candidate nobody need say that it is the first choice.
  const usual = usualOf(type).has(name);
  return [{ column: columnOfField(type, name), label, hint, required: required && !usual, seldom }];
}

/** The columns that a type's rows may have; of lists, those of the first row. */
export const columnsOf = (type: EntryType): ColumnTold[] => told(type, formOf(type), '', true);

const USUAL: Readonly<Partial<Record<EntryType, ReadonlyMap<string, string>>>> = {
  EndorsementMade: new Map([
    ['data.form', 'endorsement'],
    [`${CHOICES}.0.rank`, '1'],
  ]),
};
const NOTHING: ReadonlyMap<string, string> = new Map();

/** What a row of a type means by what it leaves empty. */
export const usualOf = (type: EntryType): ReadonlyMap<string, string> => USUAL[type] ?? NOTHING;
