import type { RefusalCode } from '../ledger/refusals.ts';

/** The HTTP statuses that this API answers with, each in one place (RFC 9110, RFC 6585). */
export const STATUS = {
  ok: 200,
  created: 201,
  noContent: 204,
  seeOther: 303,
  notModified: 304,
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  notAllowed: 405,
  notAcceptable: 406,
  slowRequest: 408,
  // Also for an erasure where the ledger lies in a database that cannot remove bytes: nothing is wrong with
  // the request, and the same may be done once the ledger lies elsewhere (RFC 9110 section 15.5.10).
  conflict: 409,
  stale: 412,
  tooLarge: 413,
  unsupported: 415,
  unprocessable: 422,
  preconditionRequired: 428,
  tooMany: 429,
  headersTooLarge: 431,
  failed: 500,
  unavailable: 503,
} as const;

/** One of them. */
export type Status = (typeof STATUS)[keyof typeof STATUS];

const OF_REFUSALS: { readonly [C in RefusalCode]?: Status } = {
  malformed: STATUS.badRequest,
  'too-large': STATUS.tooLarge,
  'unknown-contest': STATUS.notFound,
  'wrong-revision': STATUS.stale,
  'id-reused': STATUS.unprocessable,
  'already-opened': STATUS.conflict,
};

/** The status of a refusal: what is well-formed and cannot be accepted is 422. */
export const statusOf = (code: RefusalCode): Status => OF_REFUSALS[code] ?? STATUS.unprocessable;
