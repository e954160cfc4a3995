/** Values that a JSON schema allows, and values that nobody should send. */
import fc from 'fast-check';

/** A JSON schema as the document has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** Words of the ledger for properties by their names, so that what is made can be true. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** Makes values that a schema allows. */
export interface Maker {
  readonly schemas: Readonly<Record<string, object>>;
  readonly words: Words;
}

/** Texts that break what trusts them: queries, paths, names of objects, directions, headers, halves of characters. */
export const HOSTILE: readonly string[] = [
  '',
  ' ',
  '\0',
  "' OR 1=1; --",
  '"; DROP TABLE claims; --',
  '../../../../etc/passwd',
  '..\\..\\boot.ini',
  '%2e%2e%2f',
  '%00',
  '%zz',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u202egnp.exe\u202c',
  '\u2066a\u2069',
  '\ud800',
  'a\udc00',
  '\ufeff',
  '😀',
  'é',
  'e\u0301',
  '𝔘𝔫𝔦',
  'a\r\nx-evil: 1',
  '<script>alert(1)</script>',
  '{{7*7}}#{7*7}',
  'x'.repeat(10_000),
  '9'.repeat(400),
  '-1',
  '1e999',
  'NaN',
  'null',
  '[object Object]',
];

/** A text that nobody should send. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

const deep = (depth: number): unknown => (depth === 0 ? [] : [deep(depth - 1)]);

/** A JSON value that nobody should send. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 31,
    2 ** 53,
    1e308,
    -0,
    [],
    {},
    [[]],
    deep(60),
    { constructor: { prototype: { polluted: true } } },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const DAYS = ['2010-06-26', '2010-07-14', '2010-06-01', '2010-06-30', '2010-08-01'];
const OTHER_DAYS = [
  '2010-06',
  '2010-06-1X',
  '2010-07-01?',
  '[2010-06-01..2010-06-20]',
  '2010-06/2010-07',
];

const EDTF = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...DAYS) },
  { weight: 1, arbitrary: fc.constantFrom(...OTHER_DAYS) },
);

const day = fc.constantFrom(...DAYS);
const text = (max: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('The Paper', 'A story', 'Ada of Kent', 'É ü 日本') },
    {
      weight: 1,
      arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(60, max) }),
    },
  );

/** Texts of a form that a pattern or a format alone does not make. */
const FORMS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Edtf: EDTF,
  Retrieved: day,
  Url: fc.nat({ max: 30 }).map((at) => `https://paper.example/${at}`),
  Instant: fc.constantFrom(
    '2099-01-31T12:00:00Z',
    '2030-01-31T12:00:00.5Z',
    '2001-01-01T00:00:00Z',
  ),
  Day: day,
  // It holds itself, so that it cannot be made by its parts.
  Rule: fc.constantFrom<unknown>({ atLeast: 2, of: ['MP'] }, { atLeast: 1, of: ['TU', 'SS'] }),
};

function textOf(schema: Schema): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 100 } = schema as Record<string, never>;
  if (format === 'date') return day;
  if (format === 'uuid') return fc.uuid({ version: 4 });
  if (typeof pattern === 'string')
    return fc.stringMatching(new RegExp(pattern)).map((made) => made);
  return text(maxLength).filter((made) => made.length >= minLength);
}

const NAME = /\/(\w+)$/;

/** Values that a schema allows; `key` is the name of the property that it is of. */
export function valid(maker: Maker, schema: Schema, key = ''): fc.Arbitrary<unknown> {
  const words = maker.words[key];
  if (words !== undefined && words.length > 0) return fc.constantFrom(...words);
  if (typeof schema.$ref === 'string') {
    const [, name = ''] = NAME.exec(schema.$ref) ?? [];
    return FORMS[name] ?? valid(maker, maker.schemas[name] as Schema, key);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const some = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (some !== undefined) return fc.oneof(...some.map((each) => valid(maker, each, key)));
  return ofType(maker, schema, key);
}

/** Values of the type that a schema names. */
function ofType(maker: Maker, schema: Schema, key: string): fc.Arbitrary<unknown> {
  if (schema.type === 'object') return objectOf(maker, schema);
  if (schema.type === 'array') {
    const { minItems = 0, items = {} } = schema as { minItems?: number; items?: Schema };
    return fc.array(valid(maker, items, key), { minLength: minItems, maxLength: minItems + 2 });
  }
  if (schema.type === 'string') return textOf(schema);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum: min = 0, maximum: max = 1000 } = schema as Record<string, number>;
    return fc.oneof(fc.integer({ min, max: Math.min(max, min + 300) }), fc.constantFrom(min, max));
  }
  return fc.jsonValue({ maxDepth: 2 });
}

function objectOf(maker: Maker, schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema as {
    properties?: Readonly<Record<string, Schema>>;
    required?: readonly string[];
  };
  const parts = Object.entries(properties).map(([name, each]) => {
    const made = valid(maker, each, name).map((value) => [[name, value] as const]);
    // What may be left out mostly is: each part more is one more way to be refused.
    return required.includes(name)
      ? made
      : fc.option(made, { freq: 1, nil: [] }).chain((one) => fc.constantFrom([], [], one));
  });
  return fc.tuple(...parts).map((all) => Object.fromEntries(all.flat()));
}
