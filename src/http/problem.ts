import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { oneSentence } from '../../events/plain.ts';
import { wordsOf } from '../../events/problem.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { NotFound } from '../ledger/queries/asking.ts';
import { StoreError } from '../store/store-error.ts';
import { briefly } from './pointer.ts';
import { sentAsPage } from './problem-page.ts';
import { titleOf } from './problem-titles.ts';
import { STATUS, type Status } from './status.ts';
import { MaybeStored, storeProblem } from './store-problem.ts';

/** One fault of a request, and where it is: a JSON pointer into the body, or a parameter's name. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** Something that a request cannot have: RFC 9457 problem details, thrown wherever it is found. */
export class Problem extends Error {
  readonly code: string;
  readonly status: Status;
  readonly errors: readonly Fault[];
  /** What else the answer says. */
  readonly more: Readonly<Record<string, unknown>>;
  /** Header fields that go with the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: Status,
    code: string,
    detail: string,
    errors: readonly Fault[] = [],
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(oneSentence(detail));
    this.status = status;
    this.code = code;
    this.errors = errors.map(briefly);
    this.more = more;
    this.headers = headers;
  }
}

function ofFastify(error: FastifyError, most: number | undefined): Problem {
  const { statusCode = STATUS.failed, message } = error;
  if (statusCode === STATUS.tooMany) return new Problem(STATUS.tooMany, 'rate-limited', message);
  if (statusCode === STATUS.tooLarge) {
    const limit = most === undefined ? 'this server takes' : `the ${most} bytes that are taken`;
    const detail = `The body is larger than ${limit}; send fewer entries at a time.`;
    return new Problem(STATUS.tooLarge, 'too-large', detail);
  }
  if (statusCode === STATUS.unsupported) {
    return new Problem(STATUS.unsupported, 'bad-body', 'Send JSON, as application/json.');
  }
  if (statusCode === STATUS.forbidden) {
    // What serves files says so of a path that would lead out of their folder, or holds a NUL.
    const detail = 'There is nothing at this address; /docs lists what there is.';
    return new Problem(STATUS.notFound, 'not-found', detail);
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new Problem(STATUS.badRequest, 'bad-body', `${message.trim().replace(/\.$/, '')}.`);
  }
  return new Problem(STATUS.failed, 'failed', 'The server failed; the request id finds its log.');
}

/** What is wrong with a value; of a parameter, which is text, only that it was said several times. */
function faultOf(issue: z.core.$ZodIssue, where: string): string {
  const words = wordsOf(issue);
  return where === 'querystring' && words === 'must be a string' ? 'must be said once' : words;
}

function ofValidation(error: FastifyError): Problem {
  const { validation = [], validationContext = 'request' } = error;
  const [where, stray] =
    validationContext === 'body'
      ? ['', 'is no field here']
      : [validationContext, 'is no parameter here'];
  const errors = validation.flatMap(({ instancePath, keyword: code, message, params }): Fault[] => {
    // The plugin hands on zod's issue, its code as the keyword and its path as the place.
    const issue = { ...params, code, message, path: [] } as unknown as z.core.$ZodIssue;
    if (issue.code !== 'unrecognized_keys') {
      return [{ pointer: `${where}${instancePath}`, detail: faultOf(issue, where) }];
    }
    const unknown = issue.keys.map((key) => `${where}${instancePath.replace(/\/$/, '')}/${key}`);
    return unknown.map((pointer) => ({ pointer, detail: stray }));
  });
  const said = errors.map(({ pointer, detail }) => {
    const place = pointer.replace(/^\w*\/?/, '');
    return place === '' ? detail : `${place}: ${detail}`;
  });
  const code = validationContext === 'body' ? 'malformed' : 'bad-parameter';
  return new Problem(STATUS.badRequest, code, `${said.join('; ')}.`, errors);
}

function ofStore(error: StoreError, isOpen: boolean): Problem {
  const { status, code, detail } = storeProblem(error.code, isOpen);
  return new Problem(status, code, detail);
}

/**
 * Whatever was thrown, as a problem; nothing of the server's insides is in it. `most` is how many bytes
 * a body may have, where that is known.
 */
export function problemOf(error: unknown, most?: number): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof NotFound) {
    return new Problem(STATUS.notFound, 'not-found', error.message);
  }
  if (error instanceof BadQuestion) {
    const { message, parameter } = error;
    const errors = [{ pointer: `querystring/${parameter}`, detail: message }];
    return new Problem(STATUS.badRequest, 'bad-parameter', message, errors);
  }
  if (hasZodFastifySchemaValidationErrors(error)) return ofValidation(error as FastifyError);
  if (error instanceof MaybeStored) return ofStore(error.cause, true);
  if (error instanceof StoreError) return ofStore(error, false);
  return ofFastify(error as FastifyError, most);
}

/** A refusal, or that the ledger cannot be used now, as a problem: whoever fills in a form keeps it. */
export const refusalIn = (error: unknown): Problem | undefined =>
  error instanceof Problem || error instanceof StoreError || error instanceof MaybeStored
    ? problemOf(error)
    : undefined;

/** In how many seconds to try again where nothing else is said. */
export const RETRY_SECONDS = 5;

/** Where a reply keeps the code of the problem that it says, for the log and the metrics. */
const SAID = Symbol('problem');
type Said = FastifyReply & { [SAID]?: string };

/** The code of the problem that a reply says; undefined where it says none. */
export const problemIn = (reply: FastifyReply): string | undefined => (reply as Said)[SAID];

/** A problem as the body of an answer. */
export function problemBody(problem: Problem, requestId: string): string {
  const { code, status, message: detail, errors, more } = problem;
  return JSON.stringify({
    type: `/problems/${code}`,
    title: titleOf(code),
    status,
    detail,
    requestId,
    ...(errors.length === 0 ? {} : { errors }),
    ...more,
  });
}

/** Answers a request that fastify itself refuses, before any route: a bad or over-long address. */
export function refuse(_: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const detail = 'The address cannot be read; /docs lists what there is.';
  send(request, reply, new Problem(STATUS.badRequest, 'bad-address', detail));
}

function send(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { code, status, headers } = problem;
  (reply as Said)[SAID] = code;
  if (status === STATUS.unavailable) reply.header('retry-after', RETRY_SECONDS);
  reply.code(status).headers(headers).header('cache-control', 'no-store');
  const said = { status, title: titleOf(code), detail: problem.message, requestId: request.id };
  return (
    sentAsPage(request, reply, said) ??
    reply.type('application/problem+json').send(problemBody(problem, request.id))
  );
}

/** Why there is no route: the address takes other methods, or there is nothing at it. */
function notRouted(method: string, path: string, allowed: readonly string[]): Problem {
  // A route that takes the method, and yet was not taken, found nothing at this very address.
  if (allowed.length === 0 || allowed.includes(method)) {
    const detail = `There is nothing at ${path}; /docs lists what there is.`;
    return new Problem(STATUS.notFound, 'not-found', detail);
  }
  const methods = allowed.join(', ');
  const detail = `${path} does not take ${method}; it takes ${methods}.`;
  return new Problem(STATUS.notAllowed, 'not-allowed', detail, [], {}, { allow: methods });
}

/**
 * Has every error of the server leave as problem details (RFC 9457), or as a page for those who read pages,
 * from this one place. `allowed` gives the methods that an address takes.
 */
export function withProblems(
  server: FastifyInstance,
  allowed: (url: string) => string[] = () => [],
): void {
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, request.routeOptions.bodyLimit);
    // What was thrown as a problem says all there is to say; of the rest the log has the cause.
    if (problem.status >= STATUS.failed && problem !== error)
      request.log.error({ err: error }, problem.code);
    return send(request, reply, problem);
  });
  server.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    return send(request, reply, notRouted(request.method, path, allowed(path)));
  });
}
