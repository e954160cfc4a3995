/** Bodies of requests: good ones, those with one fault, and hostile ones. */
import fc from 'fast-check';
import { hostileValue, type Maker, type Schema, valid } from './fuzz-values.ts';

type Place = readonly (string | number)[];

/** Every place in a JSON value. */
function places(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, each]) => places(each, [...at, key]))];
}

/** The value with one place of it changed: another value there, nothing, or a property more. */
function mutated(value: unknown, place: Place, how: number, other: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return how === 1 && isObject ? { ...value, nosuch: other } : other;
  }
  const copy = structuredClone(value) as Record<string, unknown>;
  if (how === 2 && rest.length === 0) {
    Reflect.deleteProperty(copy, key);
    return copy;
  }
  copy[key] = mutated(copy[key], rest, how, other);
  return copy;
}

/** Bodies that nobody should send. */
export const RAW = [
  '',
  ' ',
  '{',
  'null',
  '[]',
  '[null]',
  '"\\ud800"',
  '{"type":"EntryStruck","type":"EntryStruck"}',
  '{"__proto__":{"type":"EntryStruck"}}',
  '{"type":"__proto__","data":{}}',
  '{"type":"constructor","data":{},"sources":[]}',
  '{"type":"EntryStruck","data":{"entry":"\\udc00","why":"\\u0000"}}',
  '\ufeff{}',
  '1e400',
  '-0',
  '123456789012345678901234567890',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  `[${'{},'.repeat(3000)}{}]`,
  `"${'x'.repeat(1_100_000)}"`,
  '--boundary\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--boundary--',
];

/** A body as it is sent. */
export interface Body {
  readonly payload?: string;
  readonly type: string;
  /** Are the characters of the payload its bytes? */
  readonly bytes: boolean;
}

/** The media type of all bodies that are taken. */
export const JSON_TYPE = 'application/json';
const MEDIA = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'application/json;charset=latin1',
  'application/jsonx',
  ';',
  '',
  'application/merge-patch+json',
];

/** A text as a body. */
export const asBody = (payload: string, type = JSON_TYPE, bytes = false): Body => ({
  payload,
  type,
  bytes,
});

/** Bodies for a schema: most as it says, many with one fault, some that are none. */
export function bodyOf(maker: Maker, schema: Schema): fc.Arbitrary<Body> {
  const good = valid(maker, schema);
  const faulty = fc
    .tuple(good, fc.nat(), fc.nat({ max: 2 }), hostileValue)
    .map(([value, at, how, other]) => {
      const all = places(value);
      return mutated(value, all[at % all.length] ?? [], how, other);
    });
  return fc.oneof(
    { weight: 60, arbitrary: good.map((value) => asBody(JSON.stringify(value))) },
    { weight: 28, arbitrary: faulty.map((value) => asBody(JSON.stringify(value) ?? '')) },
    { weight: 5, arbitrary: fc.constantFrom(...RAW).map((raw) => asBody(raw)) },
    {
      weight: 2,
      arbitrary: fc.string({ unit: 'binary' }).map((raw) => asBody(raw, JSON_TYPE, true)),
    },
    { weight: 2, arbitrary: fc.constant(asBody('{"a":"\xff\xfe"}', JSON_TYPE, true)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(good, fc.constantFrom(...MEDIA))
        .map(([value, type]) => asBody(JSON.stringify(value), type)),
    },
  );
}
