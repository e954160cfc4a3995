import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { type Rows, toCsv, toNdjson } from '../interchange/rows/row.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** The forms of an answer, by the suffix that asks for one. */
export const FORMS = ['json', 'csv', 'ndjson'] as const;
/** One of them. */
export type Form = (typeof FORMS)[number];

/** A path whose suffix asks for a form; without one Accept does. */
export const suffixed = (path: string, suffix: Form | undefined): string =>
  suffix === undefined ? path : `${path}.${suffix}`;

/** Does an address ask for a form by its suffix? */
export const isSuffixed = (url: string): boolean =>
  /^[^?]*\.(?:json|csv|ndjson)\/*(?:\?|$)/.test(url);

/** The media type of each form. */
export const MEDIA: Readonly<Record<Form, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** What Accept may ask for, in the order that decides between equals. */
const ACCEPTED: Readonly<Record<string, Form>> = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
};
const NAMES = Object.keys(ACCEPTED);

/** The form that a request asks for: by its suffix, else by Accept. Refuses what no answer has. */
export function formOf(request: FastifyRequest, suffix?: Form): Form {
  if (suffix !== undefined) return suffix;
  const { accept } = request.headers;
  // What nearly everybody sends, and a field that lists nothing.
  if (accept === undefined || accept === '*/*' || /^[\s,]*$/.test(accept)) return 'json';
  // What a client says of a type beside how much it wants it, as charset=utf-8, narrows nothing here.
  const ranges = accept.replace(/;(?!\s*q\s*=)[^;,]*/gi, '');
  const named = new Negotiator({ headers: { accept: ranges } }).mediaType(NAMES);
  const form = named === undefined ? undefined : ACCEPTED[named];
  if (form !== undefined) return form;
  const detail = `Answers come as ${Object.values(MEDIA).join(', ')}.`;
  throw new Problem(STATUS.notAcceptable, 'not-acceptable', detail);
}

/** What an answer is, in each of its forms; `rows` is left out where an answer has no rows. */
export interface Answer {
  readonly body?: unknown;
  /** The body as JSON, where it is written already. */
  readonly written?: Buffer;
  readonly rows?: (() => Rows) | undefined;
}

/** An answer in a form, as text or as the bytes of it. Refuses rows of an answer that has none. */
export function textOf({ body, written, rows }: Answer, form: Form): string | Buffer {
  if (form === 'json') return written ?? JSON.stringify(body);
  if (rows === undefined) {
    throw new Problem(STATUS.notAcceptable, 'not-acceptable', 'This answer comes as JSON only.');
  }
  return form === 'csv' ? toCsv(rows()) : toNdjson(rows());
}

/** Sends text in a form. */
export const sendForm = (reply: FastifyReply, form: Form, text: string | Buffer): FastifyReply =>
  reply.type(MEDIA[form]).send(text);
