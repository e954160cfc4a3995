import { z } from 'zod';

/** What the document says of a shape beside what its schema says. */
interface Told extends Record<string, unknown> {
  readonly id: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

/** The shapes that the OpenAPI document names, each once, as `#/components/schemas/{id}`. */
export const SHAPES = z.registry<Told>();

/** An object that has all of these keys. */
export const withKeys = <K extends string, S extends z.ZodType>(keys: readonly K[], value: S) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as { readonly [N in K]: S });

/** Gives a schema the name under which the document shows it. Refuses a name that is taken. */
export function named<S extends z.ZodType>(id: string, schema: S, told: Omit<Told, 'id'> = {}): S {
  if (SHAPES._idmap.has(id)) throw new Error(`two schemas are named ${id}`);
  SHAPES.add(schema, { id, ...told });
  return schema;
}
