import type { Permission } from '../../access/role.ts';
import type { Status } from '../status.ts';
import { type Part, referTo } from './components.ts';
import { ANSWER_HEADERS, type AnswerHeader, REQUEST_HEADERS } from './headers.ts';
import type { AnswerTold, BodyTold, Opaque, Told } from './operation.ts';
import { commonRefusals, REFUSALS } from './refusals.ts';

/** An operation as the plugin has made it of a route: its parameters are done. */
export interface MadeOperation extends Record<string, unknown> {
  readonly operationId?: string;
  readonly parameters?: readonly Record<string, unknown>[];
}

const OPAQUE: Readonly<Record<Opaque, Part>> = {
  text: { type: 'string' },
  // Bytes are not for a schema to describe (OpenAPI 3.1, considerations for binary data).
  bytes: {},
};

const headersOf = (names: readonly AnswerHeader[]): Part =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function contentOf({ json, rows = false, as = {} }: AnswerTold): Part {
  const others = Object.entries(as).map(([media, schema]): [string, Part] => [
    media,
    { schema: typeof schema === 'string' ? OPAQUE[schema] : referTo(schema) },
  ]);
  return {
    ...(json === undefined ? {} : { 'application/json': { schema: referTo(json) } }),
    ...(rows
      ? { 'text/csv': { schema: OPAQUE.text }, 'application/x-ndjson': { schema: OPAQUE.text } }
      : {}),
    ...Object.fromEntries(others),
  };
}

function responseOf(told: AnswerTold): Part {
  const content = contentOf(told);
  return {
    description: told.says,
    ...(told.headers === undefined ? {} : { headers: headersOf(told.headers) }),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

/** Every way to refuse, as `components.responses`. */
export const refusalResponses = (): Record<string, Part> =>
  Object.fromEntries(
    Object.values(REFUSALS).map(({ id, says, json, headers = [] }) => [
      id,
      {
        description: says,
        ...(headers.length === 0 ? {} : { headers: headersOf(headers) }),
        content: { 'application/problem+json': { schema: referTo(json) } },
      },
    ]),
  );

/** Every request header, as `components.parameters`. */
export const headerParameters = (): Record<string, Part> =>
  Object.fromEntries(
    Object.entries(REQUEST_HEADERS).map(([name, told]) => [name, { name, in: 'header', ...told }]),
  );

/** Every answer's header, as `components.headers`. */
export const answerHeaders = (): Record<string, Part> => ({ ...ANSWER_HEADERS });

function responsesOf({ answers, refuses }: Told, may: Permission | 'anyone' | undefined): Part {
  const statuses = new Set<Status>([...refuses, ...commonRefusals(may)]);
  const refusals = [...statuses].map((status): [string, Part] => {
    const refusal = REFUSALS[status];
    if (refusal === undefined) throw new Error(`${status} is no way to refuse`);
    return [`${status}`, { $ref: `#/components/responses/${refusal.id}` }];
  });
  const given = Object.entries(answers).map(([status, told]): [string, Part] => [
    status,
    responseOf(told),
  ]);
  return Object.fromEntries([...given, ...refusals]);
}

const bodyOf = ({ json, example }: BodyTold): Part => ({
  required: true,
  content: { 'application/json': { schema: referTo(json), example } },
});

/** Whoever may read without a token says so by the empty requirement (OpenAPI 3.1, security). */
function securityOf(may: Permission | 'anyone' | undefined): Part[] {
  if (may === 'anyone') return [];
  return may === 'read' ? [{}, { token: [] }] : [{ token: [] }];
}

/** An operation with all that its route tells. */
export function toldOperation(
  made: MadeOperation,
  { told, may }: { readonly told: Told; readonly may: Permission | 'anyone' | undefined },
): Part {
  const { responses: _none, parameters = [], requestBody: _body, ...rest } = made;
  const named = parameters.map((each) => {
    const example = told.example[`${each.name}`];
    return example === undefined ? each : { ...each, example };
  });
  const headers = told.headers.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const isInPath = (each: Record<string, unknown>) => each.in === 'path';
  const all = [...named.filter(isInPath), ...named.filter((each) => !isInPath(each)), ...headers];
  return {
    ...rest,
    security: securityOf(may),
    ...(all.length === 0 ? {} : { parameters: all }),
    ...(told.body === undefined ? {} : { requestBody: bodyOf(told.body) }),
    responses: responsesOf(told, may),
  };
}
