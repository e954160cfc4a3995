import { type Meaning, OF_REFUSALS } from './refusal-meanings.ts';

const OF_OTHERS: Readonly<Record<string, Meaning>> = {
  'bad-parameter': [
    'A parameter of the address or a header field is unknown, of the wrong form, at odds with another, or says what cannot be: a day that does not exist, a clock beyond the head.',
    'Correct the one that "errors" names, or leave it out; /docs lists the parameters of each address.',
  ],
  'not-found': [
    'There is nothing at this address, or no contest, endorser, entry, token or file of the log by this name; or no checkpoint covers the entry yet.',
    'Correct the name or the address; /docs lists the addresses, and a new entry is covered by the next checkpoint.',
  ],
  'not-acceptable': [
    'The field Accept, or a suffix of the address, asks for a form that the answer does not have.',
    'Ask for one of the forms that "detail" names, or leave Accept out.',
  ],
  'bad-address': [
    'The address of the request cannot be read: an escape in it stands for no text, or a part is far too long.',
    'Write the address in UTF-8 with percent escapes, as in /api/v1/contests/labour-leader-2010.',
  ],
  'bad-credentials': [
    'The request has several Authorization fields, and nobody can tell which one holds.',
    'Send one Authorization field, and have a proxy between replace it, not add to it.',
  ],
  unauthenticated: [
    'The address takes a token and none was sent, or the one that was sent is wrong, unknown, expired or revoked.',
    'Send Authorization: Bearer and a valid token; whoever keeps the ledger gives one.',
  ],
  forbidden: [
    'The token is good, but none of its roles may do this; "detail" says which role may.',
    'Use a token of a role that may, or ask whoever keeps the ledger for one.',
  ],
  'cross-site': [
    'A browser that is signed in sent a form which came from no page of this ledger, or did not say where it came from; another site may have had it sent.',
    'Open the page here and send its form; programs send Authorization: Bearer and the token instead.',
  ],
  'bad-body': [
    'The body is empty, not application/json, not UTF-8 or no JSON, or gives a key twice in one object.',
    'Send well-formed JSON as application/json.',
  ],
  'rate-limited': [
    'More requests came in a minute from this token or address than the server takes, or more of them with credentials that nobody is known by.',
    'Wait for as many seconds as Retry-After says, then go on more slowly.',
  ],
  'bad-request': [
    'What arrived on the connection is no HTTP/1.1; the connection is closed.',
    'Send well-formed HTTP/1.1 (RFC 9112), and TLS only to a proxy that takes it.',
  ],
  'slow-request': [
    'The request took longer to arrive than the server waits; the connection is closed.',
    'Send the request again without pauses, or in parts that arrive sooner.',
  ],
  'headers-too-large': [
    'The request line and the header fields together are larger than the server takes; the connection is closed.',
    'Send fewer or shorter header fields, or a shorter address.',
  ],
  overloaded: [
    'The server is too late with its work to answer in good time, all of its live feeds are taken, or too many pictures wait to be painted.',
    'Wait for as many seconds as Retry-After says, and try again.',
  ],
  stopping: [
    'The server is about to stop: it still answers what is under way, and takes nothing new.',
    'Ask again after Retry-After; another copy of the server, or the next one, answers.',
  ],
  behind: [
    'An entry that the answer must know has not come to this server yet: Hustings-Min-Seq names it, or the browser has seen it elsewhere. At /health/ready: its log has not taken in enough of the ledger.',
    'Ask again after Retry-After, here or at another copy of the server; it catches up by itself, and "lag" at /health/ready says how many entries are left.',
  ],
  stale: [
    'The server is not ready, since it has heard nothing of the database that it copies for longer than it may; /health/ready alone says this.',
    'Have another copy of the server answer meanwhile; "stale" says since when, and why. It goes on by itself once the database is back.',
  ],
  'no-room': [
    'The disk that the ledger lies on has no room left: nothing more is stored, and what is there can still be read.',
    'Send the same again once whoever runs the server has made room; nothing of it was stored.',
  ],
  unsure: [
    'The disk that the ledger lies on has failed to keep what was written. Nothing is stored until whoever runs the server has checked the disk and started the server again, which verifies every byte; what is there can still be read.',
    'Send the same ids or Idempotency-Key again after that: it is stored once, whatever came of it before. /health/ready says when the server takes entries again.',
  ],
  unavailable: [
    'The ledger or its database cannot be read or written now, it changed while all of it was checked, or the issuer of tokens cannot be asked.',
    'Try again after Retry-After; where an append got this answer, send the same ids or Idempotency-Key again.',
  ],
  'not-allowed': [
    'The address is there, but does not take the method of the request.',
    'Use one of the methods that the field Allow lists.',
  ],
  'precondition-required': [
    'The append does not say which state of the stream its editor saw.',
    'Send If-Match with the ETag of the contest or the register, or If-None-Match: * to begin a contest.',
  ],
  'cannot-erase': [
    'The ledger lies in a database that keeps all that was written for ever, so that nothing of it can be erased there; nothing was.',
    'Whoever runs the server moves the ledger to a file, erases there, moves that to a new database, and destroys the old one with its backups.',
  ],
  'last-admin': [
    'The last token that may administer would be revoked, and no issuer outside could let anybody in.',
    'Make another token of the role admin first, or run hustings token revoke on the machine itself.',
  ],
  failed: [
    'The server has a fault, or its log is damaged; the request is not to blame.',
    'Tell whoever runs the server the "requestId".',
  ],
};

/** What a code means; undefined where it is none. */
export function meaningOf(code: string): Meaning | undefined {
  const all: Readonly<Record<string, Meaning>> = { ...OF_OTHERS, ...OF_REFUSALS };
  return Object.hasOwn(all, code) ? all[code] : undefined;
}
