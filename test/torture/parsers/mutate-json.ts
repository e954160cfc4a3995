import type { Random } from '../../laws/random.ts';

type Steps = readonly (string | number)[];

/** Values that stand where others were expected. */
const STRANGE: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    -0,
    '',
    ' ',
    '0',
    'a',
    '__proto__',
    '\u0000',
    '\ud800',
    '\u001b[2J',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    { a: 1 },
    JSON.parse('{"__proto__":{"polluted":1}}'),
    { toString: 1, valueOf: 1 },
  ],
  ...[
    { constructor: { prototype: { polluted: 1 } } },
    { length: 1 },
    'x'.repeat(5000),
    Array(60).fill(0),
  ],
];
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'length',
  '',
  'a',
  '\u001b[2J',
  'x'.repeat(300),
];

const isNode = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Some place in a value, by going down it at random. */
function placeIn(value: unknown, random: Random): Steps {
  const steps: (string | number)[] = [];
  for (let at = value; isNode(at); ) {
    const keys = Object.keys(at);
    if (keys.length === 0 || (steps.length > 0 && random.oneIn(4))) break;
    const key = random.of(keys);
    steps.push(Array.isArray(at) ? Number(key) : key);
    at = at[key];
  }
  return steps;
}

const at = (value: unknown, steps: Steps): unknown =>
  steps.reduce<unknown>((found, step) => (isNode(found) ? found[step] : undefined), value);

/** The same value with another at a place; `change` gets what stands there, as an entry of what it lies in. */
function changed(
  value: unknown,
  [step, ...rest]: Steps,
  change: (key: string, value: unknown) => readonly (readonly [string, unknown])[],
): unknown {
  if (step === undefined) return change('', value)[0]?.[1];
  const entries = Object.entries(value as object).flatMap(([key, each]) => {
    if (key !== `${step}`) return [[key, each] as const];
    return rest.length === 0 ? change(key, each) : [[key, changed(each, rest, change)] as const];
  });
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

function nested(value: unknown, levels: number): unknown {
  let whole = value;
  for (let left = levels; left > 0; left -= 1) whole = left % 2 === 0 ? [whole] : { a: whole };
  return whole;
}

/** A mark that stands in JSON where something is put that no stack could write. */
const HERE = 'here it goes deep';

/** JSON with a place in it at which it is nested very deep; undefined where the text is none. */
export function deepJson(text: string, random: Random): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const [open, close] = random.oneIn(2) ? ['[', ']'] : ['{"a":', '}'];
    const levels = random.of([40, 1000, 20_000]);
    const whole = changed(value, placeIn(value, random), (key) => [[key, HERE]]);
    const deep = `${open.repeat(levels)}1${close.repeat(levels)}`;
    return JSON.stringify(whole).replace(`"${HERE}"`, () => deep);
  } catch {
    return undefined;
  }
}

/** JSON with a value changed; undefined where the text is none, or goes too deep. */
export function changedJson(text: string, other: string, random: Random): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const donor: unknown = random.oneIn(3) ? JSON.parse(other) : value;
    const given = at(donor, placeIn(donor, random));
    const by = random.below(7);
    const whole = changed(value, placeIn(value, random), (key, each) => {
      if (by === 0) return [];
      if (by === 1)
        return [
          [random.of(NAMES), each],
          ['', each],
        ];
      if (by === 2)
        return [
          [key, each],
          [random.of(NAMES), random.of(STRANGE)],
        ];
      if (by === 3) return [[key, nested(each, random.oneIn(8) ? 40 : 1 + random.below(3))]];
      if (by === 4) return [[key, given]];
      return [[key, random.of(STRANGE)]];
    });
    return JSON.stringify(whole) ?? '';
  } catch {
    return undefined;
  }
}
