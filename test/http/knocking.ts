/** How the tests of roles ask, and what they must be told. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { CONTEST, FRAME, id } from '../support/given.ts';
import type { Everybody, Registered } from './everybody.ts';
import { KNOCKS, TAKES, type Takes } from './roles-table.ts';

const PARAMETERS: readonly (readonly [RegExp, string])[] = [
  [/(\/contests\/):name/, `$1${CONTEST}`],
  [/(\/endorsers\/):name/, '$1t1'],
  [/(\/entries\/):(?:name|id)/, `$1${id('opened')}`],
  [/(\/tokens\/):id/, '$1abcdef012345'],
  [/(\/verification\/):name/, '$1no-such-run'],
  [/:size/, `${FRAME.length}`],
  [/:code/, 'not-found'],
  [/(\/tile\/)\*/, `$10/000.p/${FRAME.length}`],
  [/(\/static\/)\*/, '$1logo.svg'],
  [/(\/assets\/)\*/, '$1base.css'],
];

/** What routes must be asked with. */
const QUERIES: readonly (readonly [RegExp, string])[] = [
  [/changes(?:\.\w+|\/timemap)?$/, 'from=2010-05-01&to=2010-06-01'],
  [/\/contests\/.*(?:provenance|bundle)(?:\.\w+|\/timemap)?$/, 'candidate=ann&category=MP'],
  [/\/done$/, `entry=${id('opened')}`],
  [/\/template$/, 'type=EndorsementMade'],
];

/** An address of a route: of things that are there. */
export function addressOf(url: string): string {
  const filled = PARAMETERS.reduce((at, [pattern, value]) => at.replace(pattern, value), url);
  if (/\/(?::|\*)/.test(filled)) throw new Error(`${url} has a parameter that no test fills`);
  const query = QUERIES.find(([pattern]) => pattern.test(filled))?.[1];
  return query === undefined ? filled : `${filled}?${query}`;
}

/** A live feed would not end: it is asked for in a form that it has not. */
const headersOf = (url: string) => ({
  ...(url === '/api/v1/feed' ? { accept: 'image/png' } : {}),
  // As a browser says of a form of our own pages.
  'sec-fetch-site': 'same-origin',
});

/** Asks at a route as somebody; `more` has a body, header fields, or another address. */
export function ask(
  { server }: Everybody,
  { method, url }: Registered,
  authorization: string | undefined,
  more: InjectOptions = {},
): Promise<LightMyRequestResponse> {
  return server.inject({
    url: addressOf(url),
    ...more,
    method: method as 'GET',
    headers: {
      ...headersOf(url),
      ...(authorization === undefined ? {} : { authorization }),
      ...more.headers,
    },
  });
}

const REALM = 'Bearer realm="hustings"';
/** What each is told who is not let in. */
export const NO = {
  NONE: `401 ${REALM}`,
  BAD: `401 ${REALM}, error="invalid_token"`,
  NOT_YOU: `403 ${REALM}, error="insufficient_scope"`,
};
/** Whatever else the answer is. */
export const IN = 'let in';

/** What somebody must be told at a route, by the tables alone. */
export function expected(who: string, takes: Takes, anonymous: boolean): string {
  const rights = KNOCKS[who];
  if (takes === 'anyone') return IN;
  if (rights === undefined || rights === 'BAD') return NO.BAD;
  if (rights === 'NONE') return anonymous && takes === 'read' ? IN : NO.NONE;
  return rights.includes(takes) ? IN : NO.NOT_YOU;
}

/** What an answer tells whoever knocks. */
export function told({ statusCode, headers }: LightMyRequestResponse): string {
  const asks = headers['www-authenticate'];
  if (statusCode !== 401 && statusCode !== 403 && asks === undefined) return IN;
  return `${statusCode} ${asks ?? 'without WWW-Authenticate'}`;
}

/** A route as the table names it. */
export const keyOf = ({ method, url }: Registered) => `${method} ${url}`;

/** What a route takes, by the table. */
export const takenBy = (route: Registered): Takes => {
  const takes = TAKES[keyOf(route)];
  if (takes === undefined) throw new Error(`${keyOf(route)} is not in the table`);
  return takes;
};

/** An answer without what differs from one request to the next. */
export function bare({ statusCode: status, body, headers }: LightMyRequestResponse) {
  const { 'x-request-id': _id, 'content-length': _length, date: _date, ...others } = headers;
  return { status, body: body.replace(/"requestId":"[^"]*"/, ''), others };
}
