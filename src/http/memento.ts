import { unslashed } from '../config.ts';

/** Whatever cannot stand in a link as it is (RFC 3986). */
const UNSAFE = /[^!#-;=?-Z_a-z~]/g;

/** What asks for a form. */
const SUFFIX = /\.(?:json|csv|ndjson)$/;

/** An address's path as links have it: what a trailing slash means to a router, it would not to others. */
const pathOf = (path: string): string => safe(unslashed(path));

const safe = (url: string): string => url.replace(UNSAFE, (each) => encodeURIComponent(each));

/** An address without its knownAt, and with it. */
export interface Pinned {
  readonly path: string;
  /** The other parameters, as `?a=b` or nothing. */
  readonly search: string;
  /** The address with knownAt. */
  readonly at: string;
}

/** Splits a request's address for RFC 7089: the original, and the memento of a sequence number. */
export function pinnedTo(url: string, seq: number): Pinned {
  const mark = url.indexOf('?');
  const path = pathOf(mark < 0 ? url : url.slice(0, mark));
  const original = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  original.delete('knownAt');
  const search = original.size === 0 ? '' : `?${original}`;
  original.set('knownAt', `${seq}`);
  return { path, search, at: `${path}?${original}` };
}

/**
 * The link from rows to the same answer as JSON, which says the clocks and the digest (rel=describedby, as
 * W3C's "Metadata Vocabulary for Tabular Data" has it); `resolved` are parameters that pin it.
 */
export function linkToWhole(url: string, resolved: Readonly<Record<string, string>>): string {
  const mark = url.indexOf('?');
  const path = pathOf(mark < 0 ? url : url.slice(0, mark)).replace(SUFFIX, '');
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  for (const [name, value] of Object.entries(resolved)) query.set(name, value);
  return `<${path}.json?${query}>; rel="describedby"; type="application/json"`;
}

/** The link field that says where an answer's original, timegate and timemap are (RFC 7089). */
export function linkTo(path: string, search: string): string {
  const bare = path.replace(SUFFIX, '');
  return `<${path}${search}>; rel="original timegate", <${bare}/timemap${search}>; rel="timemap"; type="application/link-format"`;
}

/** The same of an address that has no knownAt, as it was sent. */
export function linkAsSent(url: string): string {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return linkTo(pathOf(path), mark < 0 ? '' : safe(url.slice(mark)));
}
