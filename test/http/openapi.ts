/** The parts of an OpenAPI document that the tests read. */
export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example?: string;
}

/** A body in one media type. */
export interface Media {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example?: unknown;
}

/** One answer of an operation. */
export interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, Media>>;
}

interface Reference {
  readonly $ref: string;
}

/** What can be asked at a path, as the document has it. */
interface Written {
  readonly summary: string;
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

/** The same with its references followed. */
export interface Operation extends Omit<Written, 'parameters' | 'responses'> {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, Response>>;
}

/** The document. */
export interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** What a reference in a document leads to. Refuses one that leads nowhere. */
export function follow<T extends object>(document: Document, part: T | Reference): T {
  if (!('$ref' in part)) return part;
  const keys = part.$ref.replace(/^#\//, '').split('/');
  const found = keys.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | undefined)?.[key],
    document,
  );
  if (found === undefined) throw new Error(`${part.$ref} leads nowhere`);
  return found as T;
}

/** All operations of a document. */
export const operationsOf = (document: Document): Operation[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, written]) => ({
      ...written,
      path,
      method: method.toUpperCase(),
      parameters: (written.parameters ?? []).map((each) => follow(document, each)),
      responses: Object.fromEntries(
        Object.entries(written.responses).map(([status, each]) => [status, follow(document, each)]),
      ),
    })),
  );
