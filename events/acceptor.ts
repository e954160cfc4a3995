import type { z } from 'zod';

/** What a value is not, as far as an acceptor can tell: its schema is to say, and has the last word. */
export const UNSURE = Symbol('unsure');

/**
 * Reads what a schema surely accepts, as the schema itself would read it, at a fraction of the cost; UNSURE of
 * everything else, right or wrong.
 */
export type Acceptor = (value: unknown) => unknown;

type Schema = z.core.$ZodType;
type Check = z.core.$ZodCheck<unknown>;
type Fields = Readonly<Record<string, unknown>>;

interface Field {
  readonly key: string;
  readonly optional: boolean;
  readonly accept: Acceptor;
}

const unsure: Acceptor = () => UNSURE;

/** The schema's own checks on a value that has its form: nothing is said twice. */
function checked(schema: Schema, accept: Acceptor): Acceptor {
  const { def, traits } = schema._zod;
  const itself = traits.has('$ZodCheck') ? [schema as unknown as Check] : [];
  const checks = [...itself, ...((def.checks ?? []) as readonly unknown[] as readonly Check[])];
  if (checks.length === 0) return accept;
  return (value) => {
    const payload = { value: accept(value), issues: [] } as z.core.ParsePayload;
    if (payload.value === UNSURE) return UNSURE;
    for (const check of checks) {
      if (check._zod.check(payload) !== undefined || payload.issues.length > 0) return UNSURE;
    }
    return payload.value;
  };
}

// Text that is not well-formed is refused before any schema sees it.
const string: Acceptor = (value) =>
  typeof value === 'string' && value.isWellFormed() ? value : UNSURE;

const number: Acceptor = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : UNSURE;

const boolean: Acceptor = (value) => (typeof value === 'boolean' ? value : UNSURE);

const oneOf = (values: Iterable<unknown>): Acceptor => {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : UNSURE);
};

const listOf =
  (item: Acceptor): Acceptor =>
  (value) => {
    if (!Array.isArray(value)) return UNSURE;
    const list: unknown[] = [];
    for (const each of value) {
      const read = item(each);
      if (read === UNSURE) return UNSURE;
      list.push(read);
    }
    return list;
  };

function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An object that has these fields and no others. */
function objectOf(fields: readonly Field[]): Acceptor {
  return (value) => {
    if (!isPlain(value)) return UNSURE;
    const read: Record<string, unknown> = {};
    let count = 0;
    for (const { key, optional, accept } of fields) {
      const given = value[key];
      if (given === undefined && optional) continue;
      const accepted = accept(given);
      if (accepted === UNSURE) return UNSURE;
      read[key] = accepted;
      count += 1;
    }
    return Object.keys(value).length === count ? read : UNSURE;
  };
}

function strictObject({ shape, catchall }: z.core.$ZodObjectDef): Acceptor {
  if (catchall?._zod.def.type !== 'never') return unsure;
  return objectOf(
    Object.entries(shape).map(([key, schema]) => ({
      key,
      optional: schema._zod.def.type === 'optional',
      accept: acceptorOf(schema),
    })),
  );
}

function formOf({ _zod: { def } }: Schema): Acceptor {
  switch (def.type) {
    case 'string':
      return string;
    case 'number':
      return number;
    case 'boolean':
      return boolean;
    case 'literal':
      return oneOf((def as z.core.$ZodLiteralDef<z.core.util.Literal>).values);
    case 'enum':
      return oneOf(Object.values((def as z.core.$ZodEnumDef).entries));
    case 'array':
      return listOf(acceptorOf((def as z.core.$ZodArrayDef).element));
    case 'unknown':
      return (value) => value;
    case 'optional':
      return acceptorOf((def as z.core.$ZodOptionalDef).innerType);
    case 'object':
      return strictObject(def as z.core.$ZodObjectDef);
    default:
      return unsure;
  }
}

const ACCEPTORS = new WeakMap<Schema, Acceptor>();

/**
 * The acceptor of a schema: objects without further fields, lists, optional fields, text, numbers, truth values
 * and named values, with whatever checks they carry. Of other schemas (unions, free JSON) it is always unsure.
 */
export function acceptorOf(schema: Schema): Acceptor {
  const known = ACCEPTORS.get(schema);
  if (known !== undefined) return known;
  const acceptor = checked(schema, formOf(schema));
  ACCEPTORS.set(schema, acceptor);
  return acceptor;
}
