import { z } from 'zod';
import { SHAPES } from '../schemas/named.ts';

/** A part of an OpenAPI document. */
export type Part = Readonly<Record<string, unknown>>;

const PLACE = '#/components/schemas/';

/** A reference to a schema by its name, or to each of a union's. Refuses a schema that has none. */
export function referTo(schema: z.core.$ZodType): Part {
  const id = SHAPES.get(schema as z.ZodType)?.id;
  if (id === undefined && schema instanceof z.ZodUnion) {
    return { anyOf: schema.options.map(referTo) };
  }
  if (id === undefined) throw new Error('a schema of the document has no name; see named()');
  return { $ref: `${PLACE}${id}` };
}

/** What zod says of itself and a document does not need. */
function tidy(schema: Record<string, unknown>): Part {
  const { $schema: _dialect, $id: _id, id: _name, ...rest } = schema;
  return rest;
}

/** Every named schema as JSON Schema 2020-12, as OpenAPI 3.1 has it. */
function allSchemas(): Record<string, Part> {
  const { schemas } = z.toJSONSchema(SHAPES, {
    metadata: SHAPES,
    uri: (id) => `${PLACE}${id}`,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { description } = z.globalRegistry.get(zodSchema) ?? {};
      if (description !== undefined) jsonSchema.description ??= description;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const all = Object.entries(schemas).map(([id, schema]): [string, Part] => [id, tidy(schema)]);
  return Object.fromEntries(all);
}

/** The names that a part refers to, by itself. */
function namesIn(part: unknown): string[] {
  if (typeof part === 'string') return part.startsWith(PLACE) ? [part.slice(PLACE.length)] : [];
  if (typeof part !== 'object' || part === null) return [];
  return Object.values(part).flatMap(namesIn);
}

/** The schemas that parts of a document refer to, and those that these refer to, by name. */
export function schemasOf(parts: unknown): Record<string, Part> {
  const all = allSchemas();
  const found = new Map<string, Part>();
  const wanted = namesIn(parts);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const schema = all[name];
    if (found.has(name) || schema === undefined) continue;
    found.set(name, schema);
    wanted.push(...namesIn(schema));
  }
  return Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}
