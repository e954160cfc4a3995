/** Is a real answer what the OpenAPI document says of it? */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Document, Operation } from './openapi.ts';

/** An answer as it came. */
export interface Came {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

const ROOT = 'https://hustings.test/openapi';

const inDefs = (part: unknown): object =>
  JSON.parse(JSON.stringify(part).replaceAll('"#/components/schemas/', `"${ROOT}#/$defs/`));

/** Names that a document has beside those of JSON Schema (OpenAPI 3.1, Schema Object). */
const ANNOTATIONS = ['discriminator', 'example'];

/** What an answer may say in its head that belongs to every answer of the server. */
const EVERYWHERE =
  /^(?:content-(?:type|length|security-policy)|date|connection|cross-origin-.*|origin-agent-cluster|referrer-policy|x-.*|strict-transport-security|transfer-encoding|keep-alive|ratelimit.*)$/;

/** Compiles the schemas of a document, in ajv's strict mode and with formats, and checks by them. */
export class AnswerCheck {
  readonly #ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  readonly #made = new Map<object, ValidateFunction>();

  constructor(document: Document) {
    // Both packages are CommonJS, whose default is the function itself.
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv);
    for (const name of ANNOTATIONS) this.#ajv.addKeyword(name);
    const $defs = inDefs(document.components.schemas);
    this.#ajv.addSchema({ $id: ROOT, $defs });
  }

  /** Compiles a schema of the document. Throws where it is none. */
  of(schema: object): ValidateFunction {
    let made = this.#made.get(schema);
    if (made === undefined) {
      made = this.#ajv.compile(inDefs(schema));
      this.#made.set(schema, made);
    }
    return made;
  }

  #body(schema: object, body: string): string[] {
    const check = this.of(schema);
    if (check(JSON.parse(body))) return [];
    const errors = (check.errors ?? []).slice(0, 5);
    return errors.map(
      ({ instancePath, message, params }) =>
        `${instancePath} ${message} ${JSON.stringify(params)} in ${body.slice(0, 200)}`,
    );
  }

  /** What is wrong with an answer, by its operation; nothing is wrong where it is as described. */
  faults({ responses }: Operation, { status, headers, body }: Came): string[] {
    const told = responses[`${status}`];
    if (told === undefined) return [`${status} is not described: ${body.slice(0, 200)}`];
    const described = Object.keys(told.headers ?? {}).map((name) => name.toLowerCase());
    const stray = Object.entries(headers).filter(([name, value]) => {
      const common = EVERYWHERE.test(name) || (name === 'cache-control' && value === 'no-store');
      return !common && !described.includes(name);
    });
    const faults = stray.map(([name]) => `the header ${name} is not described for ${status}`);
    const [media = ''] = (headers['content-type'] ?? '').split(';');
    if (told.content === undefined) {
      return body === '' ? faults : [...faults, `${status} has a body: ${body.slice(0, 200)}`];
    }
    const content = told.content[media];
    if (content === undefined) return [...faults, `${media} is not described for ${status}`];
    const isJson = /[/+]json$/.test(media);
    return isJson ? [...faults, ...this.#body(content.schema, body)] : faults;
  }
}
