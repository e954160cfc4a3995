import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptorOf, UNSURE } from '../../events/acceptor.ts';
import { ENTRY_TYPES, type EntryType, kindOf } from '../../events/catalog.ts';
import { examined, parseDraft } from '../../events/entry.ts';
import { Source } from '../../events/source.ts';
import { id, source } from '../support/given.ts';
import { RIGHT } from './drafts.ts';
import { WRONG } from './wrong-values.ts';

/** What the schemas read by themselves: a rule may be nested, and a correction's data is free JSON. */
const isFree = (type: EntryType, data: object): boolean =>
  type === 'StageOpened' || (type === 'EntryCorrected' && 'data' in data);

function draftOf(type: EntryType, data: unknown) {
  const on = kindOf(type).on === 'none' ? {} : { on: '2010-07-14' };
  return { id: id('mine'), type, data, ...on, sources: [source('2010-07-14')], note: 'A note.' };
}

/** Values that some field takes and others do not, or that none does. */
const STRANGE: readonly unknown[] = [
  ...[
    null,
    undefined,
    true,
    false,
    0,
    -0,
    1,
    1.5,
    -1,
    2 ** 31,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ],
  ...[
    '',
    ' ',
    'ann',
    'Ann',
    'MP',
    '62.58',
    '2010-07-14',
    '2010-02-30',
    'neutral',
    'e\u0301',
    '\ud800',
  ],
  ...[id('other'), 'https://paper.example/', 'http://\ud800.example/', 'x'.repeat(2001)],
  ...[
    [],
    {},
    ['MP'],
    [undefined],
    { url: 1 },
    JSON.parse('{"__proto__": {}}'),
    new Date(0),
    Object.create(null),
  ],
];
const someKey = fc.constantFrom('act', 'anew', 'url', 'x', '__proto__', 'toString', '0');

const copyOf = (value: unknown): unknown => structuredClone(value);

/** The objects and lists of a JSON value. */
function places(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(places)];
}

type Change = [where: number, which: number, how: string, strange: unknown, key: string];

/** Replaces, adds or drops one part of a value, in place. */
function change(value: unknown, [where, which, how, strange, key]: Change): void {
  const all = places(value);
  const place = all[where % all.length] ?? {};
  const keys = Object.keys(place);
  const known = keys[which % keys.length];
  if (known === undefined) return;
  // JSON has no list with fields.
  const name = how === 'add' && !Array.isArray(place) ? key : known;
  const now = { value: copyOf(strange), enumerable: true, configurable: true, writable: true };
  if (how === 'drop') delete place[known];
  else Object.defineProperty(place, name, now);
}

const someChange = fc.tuple(
  fc.nat(),
  fc.nat(),
  fc.constantFrom('set', 'add', 'drop'),
  fc.constantFrom(...STRANGE),
  someKey,
);

/** A value with some of its parts replaced, added or left out. */
const mutated = (value: unknown) =>
  fc.array(someChange, { maxLength: 3 }).map((changes) => {
    const copy = copyOf(value);
    for (const each of changes) change(copy, each);
    return copy;
  });

/** A value as text that shows the order of its fields, and what JSON would hide. */
const shown = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    each === undefined ? '(undefined)' : Object.is(each, -0) ? '-0' : each,
  );

function expectSame(type: EntryType, data: unknown): void {
  const schema = kindOf(type).data;
  const accepted = acceptorOf(schema)(data);
  // Ill-formed text is refused before any schema sees it.
  if (accepted !== UNSURE) expect(shown(accepted)).toBe(shown(schema.parse(data)));
  const draft = draftOf(type, data);
  expect(shown(parseDraft(draft))).toBe(shown(examined(draft)));
}

describe.each(ENTRY_TYPES)('an acceptor of %s', (type) => {
  const { full, least } = RIGHT[type];

  it('is sure of right data, unless part of it has no fixed form', () => {
    const accept = acceptorOf(kindOf(type).data);
    for (const data of [full, least]) {
      expect(accept(data) === UNSURE).toBe(isFree(type, data));
      expectSame(type, data);
    }
  });

  it('accepts nothing that the schema refuses, and reads the rest as it does', () => {
    for (const [wrong] of WRONG[type]) expectSame(type, { ...full, ...wrong });
    const data = fc.constantFrom(full, least).chain(mutated);
    fc.assert(fc.property(data, (each) => expectSame(type, each)));
  });
});

describe('an acceptor', () => {
  it('reads drafts with strange fields around their data as the schemas do', () => {
    const right = fc.constantFrom(...ENTRY_TYPES).map((type) => draftOf(type, RIGHT[type].full));
    fc.assert(
      fc.property(right.chain(mutated), (draft) => {
        expect(shown(parseDraft(draft))).toBe(shown(examined(draft)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is sure of a source with all its fields, normalised as the schema does', () => {
    const whole = { ...source('2010-07-14'), retrieved: '2010-07-15', quote: 'Cafe\u0301' };
    expect(acceptorOf(Source)(whole)).toEqual({ ...whole, quote: 'Caf\u00e9' });
  });
});
