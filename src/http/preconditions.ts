import type { IncomingHttpHeaders } from 'node:http';
import type { Expected } from '../store/event-store.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** What a client says that it saw of a contest (RFC 9110 section 13.1). */
export type Precondition =
  | { readonly kind: 'none' }
  /** `If-Match: *`: it is there, whatever its state. */
  | { readonly kind: 'exists' }
  /** `If-None-Match: *`: it is not there yet. */
  | { readonly kind: 'absent' }
  /** `If-Match` with tags: the revisions that they name; a tag that names none never matches. */
  | { readonly kind: 'revisions'; readonly revisions: readonly number[] };

/** The strong tag of a contest at a revision. */
export const tagOf = (revision: number): string => `"${revision}"`;

/** A revision that no stream ever has: what expects it is stale. */
export const NEVER = -2;

const TAG = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
const REVISION = /^"(?<revision>-1|0|[1-9]\d{0,14})"$/;

function bad(name: string, detail: string): Problem {
  return new Problem(STATUS.badRequest, 'bad-parameter', detail, [
    { pointer: `headers/${name}`, detail },
  ]);
}

/** The tags of a list; commas within quotes are part of a tag. */
function tagsIn(header: string): string[] {
  const tags = [...header.matchAll(/(?:[^,"]|"[^"]*"?)+/g)].map(([tag]) => tag.trim());
  const said = tags.filter((tag) => tag !== '');
  if (said.length > 0 && said.every((tag) => TAG.test(tag))) return said;
  throw bad('if-match', 'If-Match must be * or tags in double quotes, as in "41".');
}

/** Reads what a request expects. Refuses what is malformed, and both headers at once. */
export function preconditionOf(headers: IncomingHttpHeaders): Precondition {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (match !== undefined && noneMatch !== undefined) {
    throw bad('if-none-match', 'If-Match and If-None-Match exclude each other; send one of them.');
  }
  if (noneMatch !== undefined) {
    if (noneMatch.trim() === '*') return { kind: 'absent' };
    throw bad('if-none-match', 'If-None-Match must be * here: there must be nothing yet.');
  }
  if (match === undefined) return { kind: 'none' };
  if (match.trim() === '*') return { kind: 'exists' };
  const named = tagsIn(match).flatMap((tag) => REVISION.exec(tag)?.groups?.revision ?? []);
  return { kind: 'revisions', revisions: named.map(Number) };
}

/**
 * What an append must expect so that the precondition holds, for a stream at a revision (-1: it has no
 * entry); `isThere`: is there anything to match? NEVER where it cannot hold, undefined without one.
 */
export function expectedBy(
  condition: Precondition,
  revision: number,
  isThere: boolean,
): Expected | undefined {
  if (condition.kind === 'none') return undefined;
  if (condition.kind === 'absent') return 'no-stream';
  if (!isThere) return NEVER;
  if (condition.kind === 'exists') return 'any';
  return condition.revisions.includes(revision) ? revision : NEVER;
}
