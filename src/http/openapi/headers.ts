/** A header as the OpenAPI document describes it. */
export interface HeaderTold {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example?: string;
  readonly required?: boolean;
}

const text = { type: 'string' };
const httpDate = {
  type: 'string',
  pattern: '^[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$',
};

/** What a request may say in its head, beside Accept and Authorization, which OpenAPI has elsewhere. */
export const REQUEST_HEADERS = {
  'Accept-Datetime': {
    description:
      'What this ledger held at that moment (RFC 7089): sets knownAt where the address does not.',
    schema: httpDate,
    example: 'Wed, 14 Jul 2038 00:00:00 GMT',
  },
  'If-None-Match': {
    description: 'The ETag of an answer that you have: 304 where it is still good.',
    schema: text,
    example: '"another"',
  },
  'If-Match': {
    description:
      'The ETag of the contest, or of the register, as you last read it; * for whatever is there. 428 without, 412 where it has gone on.',
    schema: text,
    example: '"41"',
  },
  'Idempotency-Key': {
    description:
      'A text of your own in double quotes. The same request under the same key gives the first answer, for ever.',
    schema: { type: 'string', pattern: '^"[\\x21\\x23-\\x7e]{1,255}"$' },
    example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
  },
  Prefer: {
    description: 'handling=strict turns warnings into refusals (RFC 7240).',
    schema: text,
    example: 'handling=lenient',
  },
  'Hustings-Min-Seq': {
    description:
      'What Hustings-Seq said: the answer is of a ledger that holds this entry. It waits a moment for it, else it is 503.',
    schema: { type: 'string', pattern: '^(?:0|[1-9]\\d{0,14})$' },
    example: '870',
  },
  'Last-Event-ID': {
    description: 'The sequence number of the last entry that you have: the feed goes on after it.',
    schema: { type: 'string', pattern: '^(?:-1|\\d+)$' },
    example: '870',
  },
} as const satisfies Readonly<Record<string, HeaderTold>>;

/** What an answer says in its head. */
export const ANSWER_HEADERS = {
  ETag: {
    description: 'Names this state of the answer, for If-None-Match or If-Match.',
    schema: text,
  },
  'Cache-Control': {
    description:
      'How long the answer may be kept: a year where its address pins every clock, else no longer than it takes to ask again.',
    schema: text,
  },
  Vary: { description: 'The request headers by which the answer differs.', schema: text },
  'Memento-Datetime': {
    description: 'When the last entry that the answer knows was recorded (RFC 7089).',
    schema: httpDate,
  },
  'Content-Location': {
    description: 'The address of this very answer, with knownAt pinned.',
    schema: text,
  },
  'Content-Disposition': { description: 'What to call the file.', schema: text },
  Link: { description: 'The answers around this one (RFC 8288).', schema: text },
  Location: { description: 'The address of what was made.', schema: text },
  'Hustings-Seq': {
    description:
      'The sequence number of the last entry that was appended, or found, for Hustings-Min-Seq.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  'Hustings-Stale-Since': {
    description:
      'Since when the ledger may have more than this answer, since its database cannot be followed: an instant, or unknown.',
    schema: {
      type: 'string',
      pattern: '^(?:unknown|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z)$',
    },
  },
  'Idempotency-Replayed': {
    description: 'true where this is the first answer again, by its Idempotency-Key.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Preference-Applied': {
    description: 'How warnings were handled, where Prefer said so (RFC 7240).',
    schema: text,
  },
  'Retry-After': { description: 'In how many seconds to try again.', schema: { type: 'integer' } },
  'WWW-Authenticate': { description: 'How to say who you are (RFC 6750).', schema: text },
} as const satisfies Readonly<Record<string, HeaderTold>>;

/** The name of a header that a request may have. */
export type RequestHeader = keyof typeof REQUEST_HEADERS;
/** The name of a header that an answer may have. */
export type AnswerHeader = keyof typeof ANSWER_HEADERS;
