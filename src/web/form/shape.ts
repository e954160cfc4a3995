import { z } from 'zod';
import { type EntryType, kindOf } from '../../../events/catalog.ts';
import { Source } from '../../../events/source.ts';

/** A field of a form: the last step of its name, whether it must be said, and what it holds. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/** Several fields under one name. */
export interface Group {
  readonly kind: 'group';
  readonly fields: readonly Field[];
}

/** Rows of the same shape. */
export interface List {
  readonly kind: 'list';
  readonly item: Shape;
  /** How many rows it must have. */
  readonly least: number;
}

/** What a field of a form holds. */
export type Shape =
  | Group
  | List
  | { readonly kind: 'text'; readonly most: number | undefined }
  | { readonly kind: 'number' }
  /** One of some words. */
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** Yes or no, and neither is the same as not said. */
  | { readonly kind: 'yes-no' }
  /** Said, or not said. */
  | { readonly kind: 'mark' }
  /** What is too rich for fields: JSON, as it is. */
  | { readonly kind: 'json' };

/** What of a JSON schema the shape of a form is read from. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxLength?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

function shapeIn(schema: Schema): Shape {
  if (schema.enum !== undefined) return { kind: 'choice', options: schema.enum.map(String) };
  switch (schema.type) {
    case 'object':
      return schema.properties === undefined ? { kind: 'json' } : groupIn(schema);
    case 'array':
      return {
        kind: 'list',
        item: schema.items === undefined ? { kind: 'json' } : shapeIn(schema.items),
        least: schema.minItems ?? 0,
      };
    case 'string':
      return { kind: 'text', most: schema.maxLength };
    case 'integer':
      return { kind: 'number' };
    case 'boolean':
      return { kind: schema.const === true ? 'mark' : 'yes-no' };
    default:
      return { kind: 'json' };
  }
}

const groupIn = ({ properties = {}, required = [] }: Schema): Group => ({
  kind: 'group',
  fields: Object.entries(properties).map(([name, schema]) => ({
    name,
    required: required.includes(name),
    shape: shapeIn(schema),
  })),
});

/** The shape of the form of what a schema takes. */
export const shapeOf = (schema: z.ZodType): Shape =>
  shapeIn(z.toJSONSchema(schema, { io: 'input' }) as Schema);

const TEXT: Shape = { kind: 'text', most: undefined };
const SOURCES: Shape = { kind: 'list', item: shapeOf(Source), least: 1 };
const NOTE: Field = { name: 'note', required: false, shape: { kind: 'text', most: 2000 } };

/** The day and the sources that a type's entries have, as fields. */
function circumstances(type: EntryType): Field[] {
  const { on, sources } = kindOf(type);
  return [
    ...(on === 'none' ? [] : [{ name: 'on', required: on === 'required', shape: TEXT }]),
    { name: 'sources', required: sources === 'required', shape: SOURCES },
  ];
}

const made = new Map<EntryType, Group>();

/** The form of a new entry of a type: what it says, when that was, who printed it, and a note. */
export function formOf(type: EntryType): Group {
  const known = made.get(type);
  if (known !== undefined) return known;
  const data: Field = { name: 'data', required: true, shape: shapeOf(kindOf(type).data) };
  const form: Group = { kind: 'group', fields: [data, ...circumstances(type), NOTE] };
  made.set(type, form);
  return form;
}

/** The form of a correction of an entry of a type: why, and all that a correction may replace. */
export function correctionOf(type: EntryType): Group {
  const why: Field = { name: 'why', required: true, shape: { kind: 'text', most: 1000 } };
  return { kind: 'group', fields: [why, ...formOf(type).fields.filter((each) => each !== NOTE)] };
}
