import type { Field, Group, List, Shape } from './shape.ts';

/** The values of a form's fields, by name: `data.choices.0.candidate`. */
export type Values = ReadonlyMap<string, string>;

/** A value as it was read, and whether anything of it was said at all. */
interface Read {
  readonly value: unknown;
  readonly said: boolean;
}

const NOTHING: Read = { value: undefined, said: false };
const WHOLE = /^-?\d{1,15}$/;
/** More rows than any list may have, and a bound to what somebody makes up. */
const MOST_ROWS = 1000;

/** The numbers of the rows of a list that have a field in a form, ascending. */
export function rowsIn(values: Values, name: string): number[] {
  const rows = new Set<number>();
  for (const key of values.keys()) {
    if (!key.startsWith(`${name}.`)) continue;
    const [step = ''] = key.slice(name.length + 1).split('.');
    if (/^\d{1,4}$/.test(step) && Number(step) < MOST_ROWS) rows.add(Number(step));
  }
  return [...rows].sort((one, other) => one - other);
}

/** What is no object stays the text that it is, for the schema to refuse. */
function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
}

function readWord(kind: Exclude<Shape['kind'], 'group' | 'list'>, text: string): unknown {
  if (kind === 'number') return WHOLE.test(text) ? Number(text) : text;
  if (kind === 'yes-no' || kind === 'mark') return text === 'true' || (text !== 'false' && text);
  return kind === 'json' ? readJson(text) : text;
}

function readGroup({ fields }: Group, name: string, values: Values): Read {
  const read = fields.map(
    (field) =>
      [field, readAt(field, name === '' ? field.name : `${name}.${field.name}`, values)] as const,
  );
  const kept = read.filter(([, { value }]) => value !== undefined);
  return {
    value: Object.fromEntries(kept.map(([field, { value }]) => [field.name, value])),
    said: read.some(([, { said }]) => said),
  };
}

function readList({ item }: List, name: string, values: Values): Read {
  const rows = rowsIn(values, name)
    .map((row) => readShape(item, `${name}.${row}`, values))
    .filter(({ said }) => said);
  return { value: rows.map(({ value }) => value), said: rows.length > 0 };
}

function readShape(shape: Shape, name: string, values: Values): Read {
  if (shape.kind === 'group') return readGroup(shape, name, values);
  if (shape.kind === 'list') return readList(shape, name, values);
  // A browser sends the lines of a text with CR LF.
  const text = values.get(name)?.replaceAll('\r\n', '\n').trim() ?? '';
  return text === '' ? NOTHING : { value: readWord(shape.kind, text), said: true };
}

/** What must be there is there, though empty, where it is a list or a group. */
function readAt({ required, shape }: Field, name: string, values: Values): Read {
  const read = readShape(shape, name, values);
  return read.said || required ? read : NOTHING;
}

/**
 * What a form says, as JSON: what is empty is left out, and rows that are empty close up. What cannot be
 * read (a number with letters) stays the text that it is, for the schemas to refuse at its place.
 */
export const saidBy = (form: Group, values: Values): Record<string, unknown> =>
  readGroup(form, '', values).value as Record<string, unknown>;

function writeAt(shape: Shape, name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (shape.kind === 'group') return writeGroup(shape, name, value);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((each, row) => writeAt(shape.item, `${name}.${row}`, each));
  }
  const text = typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
  return [[name, text]];
}

const writeGroup = ({ fields }: Group, name: string, value: unknown): [string, string][] =>
  typeof value !== 'object' || value === null
    ? []
    : fields.flatMap((field) =>
        writeAt(
          field.shape,
          name === '' ? field.name : `${name}.${field.name}`,
          (value as Record<string, unknown>)[field.name],
        ),
      );

/** The values of a form that say something given as JSON: what `saidBy` reads back. */
export const valuesOf = (form: Group, said: object): Values => new Map(writeGroup(form, '', said));

/** The fields of a form as a browser sent them; of a name that was sent twice the last. */
export const valuesIn = (sent: URLSearchParams): Values => new Map(sent);
