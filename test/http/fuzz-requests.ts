/** Requests made from the OpenAPI document: good ones, those with one fault, and hostile ones. */
import fc from 'fast-check';
import { asBody, type Body, bodyOf, JSON_TYPE, RAW } from './fuzz-bodies.ts';
import { HOSTILE, hostileText, type Maker, type Schema, valid, type Words } from './fuzz-values.ts';
import type { Operation, Parameter } from './openapi.ts';

/** A request that was made. */
export interface Made {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** Who sends it: one of those who knock. */
  readonly who: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
  /** Are the characters of the payload its bytes? */
  readonly bytes: boolean;
  /** Was something done that is not the operation any more? */
  readonly bent: boolean;
}

/** What requests are made from. */
export interface Material {
  readonly operations: readonly Operation[];
  readonly schemas: Maker['schemas'];
  /** The words of each contest, by its slug. */
  readonly contests: Readonly<Record<string, Words>>;
  readonly endorsers: readonly string[];
  readonly entries: readonly string[];
  /** Tokens that nobody needs. */
  readonly tokens: readonly string[];
  /** Who knocks, and among them whoever may do everything. */
  readonly knocks: readonly string[];
  readonly everything: string;
}

const often = <T>(weight: number, good: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight, arbitrary: good }, { weight: 1, arbitrary: other });

/** A text as part of an address; a half of a character has no encoding. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** What a parameter of a path can be. */
function placeOf(material: Material, path: string, contest: string): readonly string[] {
  if (path.includes('/contests/')) return [contest];
  if (path.includes('/endorsers/')) return material.endorsers;
  return path.includes('/tokens/') ? material.tokens : material.entries;
}

const queryValue = (maker: Maker, { name, schema }: Parameter): fc.Arbitrary<string[]> => {
  const one = often(
    7,
    valid(maker, schema as Schema, name).map((value) => [value].flat().map(String)),
    hostileText.map((text) => [text]),
  );
  return often(
    25,
    one,
    one.map((all) => [...all, ...all]),
  );
};

function queryOf(maker: Maker, { method, parameters }: Operation): fc.Arbitrary<string> {
  // Most of what can be asked beside an append is for a dry run alone, and refused without.
  const weight = method === 'GET' ? 2 : 30;
  const parts = parameters
    .filter((each) => each.in === 'query')
    .map((parameter) => {
      const made = queryValue(maker, parameter).map((all) =>
        all.map((value) => `${parameter.name}=${encoded(value)}`),
      );
      const none = fc.constant<string[]>([]);
      return parameter.required === true ? often(20, made, none) : often(weight, none, made);
    });
  const stray = often(
    30,
    fc.constant<string[]>([]),
    fc
      .tuple(hostileText, hostileText)
      .map(([name, value]) => [`${encoded(name)}=${encoded(value)}`]),
  );
  return fc.tuple(stray, ...parts).map((all) => all.flat().join('&'));
}

/** Header fields that mean something, and what they can say. */
const FIELDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'if-match': fc.oneof(
    { weight: 20, arbitrary: fc.constant('*') },
    { weight: 1, arbitrary: fc.nat({ max: 60 }).map((at) => `"${at}"`) },
    { weight: 1, arbitrary: fc.constantFrom('W/"1"', '"', '"a", "b"', '"-1"', '1', '"\u00ff"') },
  ),
  'if-none-match': fc.constantFrom('*', '"x"', 'W/"x", "y"', '"', ''),
  'idempotency-key': often(
    4,
    fc.nat({ max: 200 }).map((at) => `"k${at}"`),
    fc.constantFrom('', '"', '"a b"', 'x'.repeat(300), '"é"'),
  ),
  prefer: fc.constantFrom('handling=strict', 'handling=lenient', 'handling="x', ',,;=', 'handling'),
  'accept-datetime': fc.constantFrom(
    'Wed, 14 Jul 2038 00:00:00 GMT',
    'Wed, 14 Jul 2010 00:00:00 GMT',
    'x',
    '2010-07-14',
  ),
  'last-event-id': fc.constantFrom('0', '-1', '10', 'x', '9'.repeat(30), '1e3'),
};

/** Fields that may come with any request. */
const ANYWHERE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  accept: fc.constantFrom(
    '*/*',
    'text/csv',
    'application/x-ndjson;q=0.5, */*;q=x',
    ',',
    'text/html',
    'application/json',
  ),
  'x-request-id': hostileText,
  traceparent: fc.constantFrom('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x'),
  host: fc.constantFrom('evil.example', 'a/b', '[::1]:80', 'é', '"><x>', 'a b'),
  'x-forwarded-for': hostileText,
  'x-forwarded-proto': fc.constantFrom('javascript', 'https', ''),
  range: fc.constantFrom('bytes=0-1', 'x'),
  cookie: hostileText,
};

/** What Node's own client would refuse to send cannot come: header fields are bytes, without line ends. */
const asField = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 4000);

function headersOf({ method, parameters }: Operation): fc.Arbitrary<Record<string, string>> {
  const named = parameters
    .filter((each) => each.in === 'header')
    .map(({ name }) => name.toLowerCase());
  // An append that says no state is refused; so most say that any will do.
  const usual = (name: string) => {
    if (method === 'GET') return 0.4;
    return name === 'if-match' ? 20 : 0.1;
  };
  const parts = [
    ...named.map((name) => [name, FIELDS[name]] as const),
    ...Object.entries(ANYWHERE),
  ];
  const each = parts.map(([name, made = hostileText]) => {
    const chance = named.includes(name) ? usual(name) : 0.05;
    const said = often(name === 'if-match' ? 40 : 12, made, hostileText).map((value) => [
      [name, asField(value)] as const,
    ]);
    const none = fc.constant<(readonly [string, string])[]>([]);
    return fc.oneof(
      { weight: Math.round(chance * 100), arbitrary: said },
      { weight: 100, arbitrary: none },
    );
  });
  return fc.tuple(...each).map((all) => Object.fromEntries(all.flat()));
}

const NO_BODY: Body = { bytes: false, type: '' };

/** What a request is put together from. */
interface Parts extends Pick<Made, 'who' | 'headers'> {
  readonly place: string;
  readonly end: string;
  readonly verb: string;
  readonly query: string;
  readonly body: Body;
}

function madeOf({ path, method, requestBody, operationId }: Operation, parts: Parts): Made {
  const { place, end, verb, query, headers, body, who } = parts;
  const { type, bytes, payload } = body;
  const at = path.replace(/\{\w+\}/, () => encoded(place));
  const takesNone = requestBody?.content[JSON_TYPE] === undefined;
  return {
    operation: operationId,
    method: verb,
    url: `${at}${end}${query === '' ? '' : `?${query}`}`,
    who,
    headers: { ...headers, ...(payload === undefined ? {} : { 'content-type': type }) },
    ...(payload === undefined ? {} : { payload }),
    bytes,
    bent:
      end !== '' ||
      verb !== method ||
      HOSTILE.includes(place) ||
      (payload !== undefined && takesNone),
  };
}

/** A request to an operation. */
function requestTo(material: Material, operation: Operation): fc.Arbitrary<Made> {
  const { path, method, requestBody } = operation;
  const schema = requestBody?.content[JSON_TYPE]?.schema;
  // Of appends most are refused for what they say; so fewer are for how they are sent.
  const calm = method === 'POST' ? 4 : 1;
  const about = Object.keys(material.contests).map((contest) => {
    const maker: Maker = { schemas: material.schemas, words: material.contests[contest] ?? {} };
    const stray = often(
      40,
      fc.constant(NO_BODY),
      fc.constantFrom(...RAW).map((raw) => asBody(raw)),
    );
    const place = often(
      15 * calm,
      fc.constantFrom(...placeOf(material, path, contest)),
      hostileText,
    );
    const end = often(
      12 * calm,
      fc.constant(''),
      fc.constantFrom('.json', '.csv', '.ndjson', '/', '.xml', '/x', '%zz', '/..', '//'),
    );
    const verb = often(
      20 * calm,
      fc.constant(method),
      fc.constantFrom('HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'GET'),
    );
    return fc
      .record({
        place,
        end,
        verb,
        query: queryOf(maker, operation),
        headers: headersOf(operation),
        body: schema === undefined ? stray : bodyOf(maker, schema),
        who: often(3 * calm, fc.constant(material.everything), fc.constantFrom(...material.knocks)),
      })
      .map((parts) => madeOf(operation, parts));
  });
  return fc.oneof(...about);
}

/** How often an operation is asked, beside one that only reads. */
const SHARES: Readonly<Record<string, number>> = {
  appendEntries: 32,
  appendToRegister: 2,
  eraseEntry: 1,
};

/** Requests to all operations; appends come more often, for most are refused. */
export const requests = (material: Material): fc.Arbitrary<Made> =>
  fc.oneof(
    ...material.operations.map((operation) => ({
      weight: SHARES[operation.operationId] ?? 1,
      arbitrary: requestTo(material, operation),
    })),
  );
