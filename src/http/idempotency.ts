import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ReceiptAsked } from '../ledger/receipts.ts';
import { canonical } from '../tlog/commitment.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** A structured-field string (RFC 9651 section 3.3.3). */
const QUOTED = /^"(?<text>(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
/** What a key may hold: visible ASCII. */
const KEY = /^[\x21-\x7e]{1,255}$/;

function keyIn(header: string): string {
  const given = header.trim();
  const quoted = QUOTED.exec(given)?.groups?.text?.replace(/\\(["\\])/g, '$1');
  // Several header lines arrive as one text, joined by comma and space, which no key may hold.
  const key = given.startsWith('"') ? (quoted ?? '') : given;
  if (KEY.test(key)) return key;
  const detail =
    'Idempotency-Key must be one key of 1 to 255 visible ASCII characters in double quotes, as in "8e03978e-40d5-43dd-bc93-6894a57f9324".';
  throw new Problem(STATUS.badRequest, 'bad-parameter', detail, [
    { pointer: 'headers/idempotency-key', detail },
  ]);
}

const sha256 = (bytes: string | Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/**
 * What a request is known by when it comes again (draft-ietf-httpapi-idempotency-key-header): its key
 * belongs to the actor by name, so that a renewed token still gets the first answers; the request is
 * the contest and the canonical body. Undefined where no key is sent; refuses one that is none.
 */
export function receiptOf(
  headers: IncomingHttpHeaders,
  actor: string,
  asked: { readonly contest: string | null; readonly body: unknown },
): ReceiptAsked | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = keyIn([header].flat().join(', '));
  return { key: sha256(`${actor}\0${key}`), request: sha256(canonical(asked)) };
}
