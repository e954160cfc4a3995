import type { z } from 'zod';
import { STATUS, type Status } from '../status.ts';
import type { AnswerHeader, RequestHeader } from './headers.ts';
import type { Tag } from './tags.ts';

/** What a body holds that is not JSON. */
export type Opaque = 'text' | 'bytes';

/** One answer of an operation. */
export interface AnswerTold {
  /** In one sentence. */
  readonly says: string;
  /** The body as JSON: a schema that is `named`. */
  readonly json?: z.ZodType;
  /** Does it come as CSV and NDJSON as well? */
  readonly rows?: boolean;
  /** Bodies of other media types. */
  readonly as?: Readonly<Record<string, z.ZodType | Opaque>>;
  readonly headers?: readonly AnswerHeader[];
}

/** What a request sends. */
export interface BodyTold {
  readonly json: z.ZodType;
  readonly example: unknown;
  /** Does fastify check it? Else the ledger does, whose sentences say more. */
  readonly validated?: boolean;
}

/** What the OpenAPI document says of a route, beside what fastify checks. */
export interface Told {
  readonly headers: readonly RequestHeader[];
  readonly body: BodyTold | undefined;
  readonly answers: { readonly [S in Status]?: AnswerTold };
  readonly refuses: readonly Status[];
  /** Values for parameters, by their names. */
  readonly example: Readonly<Record<string, string>>;
}

/** An operation as its route describes it. */
export interface Operation<P, Q> extends Partial<Omit<Told, 'answers'>> {
  readonly answers: Told['answers'];
  /** In camelCase, its own, and the same for ever: clients are generated from it. */
  readonly id: string;
  readonly tag: Tag;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly querystring?: Q;
  readonly hide?: boolean;
}

/** What fastify is given to check, so that a handler knows the types of what it gets. */
type Checked<Place extends string, S> = [S] extends [never]
  ? unknown
  : { readonly [N in Place]: S };

interface Described {
  readonly operationId: string;
  readonly tags: readonly Tag[];
  readonly summary: string;
  readonly description?: string;
  readonly body?: z.ZodType;
  readonly hide: boolean;
  readonly told: Told;
}

/** What fastify is given as a route's schema. It knows nothing of `told`, and so checks no answer. */
export type RouteSchema<P, Q> = Described & Checked<'params', P> & Checked<'querystring', Q>;

/**
 * Describes a route to the OpenAPI document, and has fastify check its parameters. Answers are not
 * checked when they are sent, which would cost more than it finds: the tests check them.
 */
export function operation<P extends z.ZodType = never, Q extends z.ZodType = never>(
  described: Operation<P, Q>,
): RouteSchema<P, Q> {
  const { id, tag, summary, description, params, querystring, hide = false } = described;
  const { headers = [], body, answers, refuses = [], example = {} } = described;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(params === undefined ? {} : { params }),
    ...(querystring === undefined ? {} : { querystring }),
    ...(body?.validated === true ? { body: body.json } : {}),
    hide,
    told: { headers, body, answers, refuses, example },
  } as RouteSchema<P, Q>;
}

/** An answer that is revalidated by its tag: itself, and that it is still good. */
export const revalidated = (
  answer: Omit<AnswerTold, 'headers'>,
  more: readonly AnswerHeader[] = [],
): Pick<Told, 'headers' | 'answers'> => {
  const headers = ['ETag', 'Cache-Control', ...more] as const;
  return {
    headers: ['If-None-Match'],
    answers: {
      [STATUS.ok]: { ...answer, headers },
      [STATUS.notModified]: { says: 'The answer that you have is still good.', headers },
    },
  };
};

const MEMENTO = [
  'ETag',
  'Cache-Control',
  'Vary',
  'Memento-Datetime',
  'Content-Location',
  'Link',
] as const satisfies readonly AnswerHeader[];

/** What every question that is read at three clocks has in common: its forms, its headers, its refusals. */
export const reading = (
  json: z.ZodType,
  says: string,
  rows = true,
): Pick<Told, 'headers' | 'answers' | 'refuses'> => ({
  headers: ['Accept-Datetime', 'If-None-Match'],
  answers: {
    [STATUS.ok]: {
      says,
      json,
      rows,
      headers: MEMENTO,
    },
    [STATUS.notModified]: {
      says: 'The answer that you have is still good.',
      headers: MEMENTO,
    },
  },
  refuses: [STATUS.badRequest, STATUS.notFound, STATUS.notAcceptable],
});
