/** What stands in the head of a request, and in its address. */

import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { shapeFault } from '../../../../events/json-shape.ts';
import { BadToken } from '../../../../src/access/bad-token.ts';
import { credentialsOf } from '../../../../src/access/credentials.ts';
import { ROLES } from '../../../../src/access/role.ts';
import { actorOfToken, idIn } from '../../../../src/access/token.ts';
import { isKnown } from '../../../../src/http/caching.ts';
import { readCursor, writeCursor } from '../../../../src/http/cursor.ts';
import { receiptOf } from '../../../../src/http/idempotency.ts';
import { linkAsSent, linkToWhole, pinnedTo } from '../../../../src/http/memento.ts';
import { saidIn } from '../../../../src/http/page-query.ts';
import { pointerTo } from '../../../../src/http/pointer.ts';
import { preconditionOf } from '../../../../src/http/preconditions.ts';
import { handlingOf } from '../../../../src/http/prefer.ts';
import { Problem } from '../../../../src/http/problem.ts';
import { formOf, isSuffixed } from '../../../../src/http/representation.ts';
import { requestIds } from '../../../../src/http/request-id.ts';
import { BadQuestion } from '../../../../src/ledger/clocks.ts';
import type { TokenStore } from '../../../../src/store/token-store.ts';
import {
  asBytes,
  jsonIn,
  orNothing,
  type Parser,
  type Refusals,
  readOr,
  type Told,
} from '../parser.ts';

const REFUSALS: Refusals = [Problem];
/** No head of a request is longer (Node's own limit). */
const longest = 16_384;

/** A field's reader: `read` gives what was read, or throws a Problem. */
const field = (
  name: string,
  samples: readonly string[],
  read: (value: string) => unknown,
  words: readonly string[] = [],
): Parser => ({
  name,
  weight: 0.7,
  samples,
  words,
  longest,
  read: (input) => readOr(REFUSALS, () => ({ accepted: { is: read(input) } })),
});

const JWT = [{ alg: 'none' }, { sub: 'a', exp: 2e9 }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');
const TOKEN = `hst_0123456789ab_${'a'.repeat(43)}`;
const NO_TOKENS = { find: () => undefined } as unknown as TokenStore;

const cursors: Parser = {
  name: 'a cursor',
  weight: 1,
  longest,
  samples: [
    { from: 0, known: -1 },
    { from: 12, known: 400 },
  ].map((each) => writeCursor('a', each)),
  words: ['["a",0,1]', '["a",1e999,1]'].map((each) => Buffer.from(each).toString('base64url')),
  read: (input) =>
    readOr(REFUSALS, () => {
      const accepted = readCursor('a', input, 411);
      return { accepted, printed: writeCursor('a', accepted) };
    }),
};

const pointer: Parser = {
  name: 'a JSON pointer',
  weight: 0.5,
  samples: ['["data","choices",0,"a/b~c"]', '[]'],
  read: (input): Told => {
    const path = jsonIn(input)?.value;
    if (!Array.isArray(path) || shapeFault(path) !== undefined) return { refused: [] };
    const made = pointerTo(
      path.map((step) => (typeof step === 'number' ? step : JSON.stringify(step))),
    );
    return made.length > 300 ? { refused: ['x'.repeat(1e5)] } : { accepted: made };
  },
};

const token: Parser = {
  name: 'a token',
  weight: 0.7,
  longest,
  samples: [TOKEN, JWT, `${JWT}.AAAA`],
  words: ['hst_', '_', '.'],
  read: (input) =>
    readOr([BadToken], () => {
      const holds = credentialsOf(NO_TOKENS, null, () => 0).stillHolds(input);
      return { accepted: [idIn(input), holds, actorOfToken(NO_TOKENS, input, 0)] };
    }),
};

const query: Parser = {
  name: 'the parameters of a page',
  weight: 0.7,
  longest,
  samples: ['asOf=2010-07-14&counts=acts', 'knownAt=1&knownAt=2', 'reportedBy=&x=%2B'],
  words: ['&', '=', 'asOf', '__proto__=1', 'constructor[prototype]=1', '%'],
  read: (input) => {
    const all = new URLSearchParams(input);
    const said = [...new Set(all.keys())].map((name) => {
      const values = all.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    });
    const request = { query: Object.fromEntries(said) } as FastifyRequest;
    return readOr([BadQuestion], () => ({ accepted: saidIn(request, ['asOf', 'name']) }));
  },
};

const asked = { contest: 'a', body: {} };

/** The parsers of heads. */
export const HEAD_PARSERS: readonly Parser[] = [
  cursors,
  pointer,
  token,
  query,
  field(
    'If-Match',
    ['"41"', 'W/"41", "42"', '*', '"-1","a,b"'],
    (value) => preconditionOf({ 'if-match': value }),
    ['"', ',', 'W/'],
  ),
  field('If-None-Match', ['*', '"a"'], (value) => preconditionOf({ 'if-none-match': value })),
  field('If-None-Match of a reader', ['"a", W/"b"', '*'], (value) => isKnown(value, '"a"')),
  field('Idempotency-Key', ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', 'abc', '"a\\"b"'], (value) =>
    receiptOf({ 'idempotency-key': value }, 'an actor', asked),
  ),
  field(
    'Prefer',
    ['handling=strict', 'wait=1, handling="lenient"; a', 'a="\\""; b,handling=strict'],
    (value) => handlingOf(value),
    ['handling=', '"', ',', ';'],
  ),
  field(
    'Accept',
    ['text/csv;q=0.5, application/json', '*/*', 'text/csv;charset=utf-8;q=1'],
    (accept) => formOf({ headers: { accept } } as FastifyRequest),
    [';q=', ',', '/*'],
  ),
  field('Accept-Encoding', ['gzip, br;q=0', '*;q=0'], (value) =>
    new Negotiator({ headers: { 'accept-encoding': value } }).encodings(['gzip', 'identity']),
  ),
  field('X-Request-Id', ['a-request-1', 'short'], (value) =>
    requestIds('x', true)({ headers: { 'x-request-id': value } }),
  ),
  field(
    'an address',
    ['/api/v1/contests/a/standings.csv?asOf=2010-07-14&knownAt=3', '/a/?%zz', '/a//?a=\xe9'],
    (value) => {
      // Node hands on a character for each byte of an address.
      const url = `/${asBytes(value)}`;
      return [
        linkAsSent(url),
        linkToWhole(url, { asOf: '2010' }),
        pinnedTo(url, 3),
        isSuffixed(url),
      ];
    },
    ['?', '&', '%', '/', '.csv', '.json'],
  ),
  {
    name: 'a role',
    weight: 0.2,
    samples: ROLES,
    read: (input) =>
      orNothing(
        ROLES.find((role) => role === input),
        (role) => role,
      ),
  },
];
