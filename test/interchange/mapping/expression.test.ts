import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entered, made, mapper, said } from './mapping-made.ts';

const ROW = { who: 'Ann', how: 'Yes', none: '', na: 'NA', wide: ' x ' };
const BLANK = { blank: ['NA', '-'] };

describe('an expression', () => {
  test.each<[string, unknown, unknown]>([
    ['a constant', 'as it is', 'as it is'],
    ['a column', { column: 'who' }, 'Ann'],
    ['an empty cell', { column: 'none' }, undefined],
    ['a cell with a mark for nothing', { column: 'na' }, undefined],
    ['a template', { template: '{who} says {how}' }, 'Ann says Yes'],
    ['a template with an empty cell', { template: '{who}{none}{na}.' }, 'Ann.'],
    ['a template without a name', { template: 'plain' }, 'plain'],
    ['a choice that holds', { if: { how: 'Yes' }, is: 'one', else: 'other' }, 'one'],
    ['a choice that does not', { if: { how: 'No' }, is: 'one', else: { column: 'who' } }, 'Ann'],
    ['a choice without another', { if: { how: 'No' }, is: 'one' }, undefined],
    [
      'a choice within a choice',
      { if: { how: 'No' }, is: 'a', else: { if: { who: 'Ann' }, is: 'b' } },
      'b',
    ],
  ])('is %s', (_name, expression, value) => {
    expect(said(expression, ROW, BLANK)).toEqual(value);
  });

  test('may be a value that was named before, and one that rests on another', () => {
    const values = {
      person: { column: 'who', slug: true },
      both: { template: '{person}/{how}' },
    };
    expect(said({ value: 'both' }, ROW, { values })).toBe('ann/Yes');
  });

  test('a named value goes before a column of its name in a template and a condition', () => {
    const values = { who: 'Somebody' };
    expect(said({ template: '{who}' }, ROW, { values })).toBe('Somebody');
    expect(said({ if: { who: 'Somebody' }, is: 'yes' }, ROW, { values })).toBe('yes');
    expect(said({ column: 'who' }, ROW, { values })).toBe('Ann');
  });
});

describe('a map', () => {
  const maps = { people: { Ann: 'ann-a', Bob: null } };

  test.each<[string, unknown, Record<string, string>, unknown]>([
    ['by its name', { column: 'who', map: 'people' }, { who: 'Ann' }, 'ann-a'],
    ['of its own', { column: 'who', map: { Ann: 'A' } }, { who: 'Ann' }, 'A'],
    ['with null', { column: 'who', map: 'people' }, { who: 'Bob' }, undefined],
    ['with null and else', { column: 'who', map: 'people', else: 'x' }, { who: 'Bob' }, undefined],
    ['with else', { column: 'who', map: 'people', else: { column: 'who' } }, { who: 'Cy' }, 'Cy'],
    [
      'of a template',
      { template: '{who}-{a}', map: { 'Ann-1': 'X' } },
      { who: 'Ann', a: '1' },
      'X',
    ],
    ['with an empty cell', { column: 'who', map: 'people', else: 'x' }, { who: '' }, undefined],
    [
      'without such a value',
      { column: 'who', map: 'people' },
      { who: 'Anm' },
      ['who | "Anm" | is not in the map people | Did you mean Ann?'],
    ],
    [
      'without anything like it',
      { column: 'who', map: { Ann: 'A' } },
      { who: 'Somebody else' },
      ['who | "Somebody else" | is not in its map | add it there'],
    ],
    [
      'with a name of every object',
      { column: 'who', map: 'people' },
      { who: 'constructor' },
      ['who | "constructor" | is not in the map people | add it there'],
    ],
  ])('%s', (_name, expression, row, value) => {
    expect(said(expression, row, { maps })).toEqual(value);
  });

  test('comes before the other steps, whose order is the same however they are written', () => {
    const expression = { column: 'who', slug: true, map: { Ann: 'Ann Öz', 'Ann Öz': 'no' } };
    expect(said(expression, { who: 'Ann' })).toBe('ann-oz');
  });
});

describe('a step', () => {
  test.each<[string, unknown, unknown]>([
    ['12', { number: true }, '12'],
    [' -7 ', { number: true }, '-7'],
    ['1,200', { number: true }, ['c | "1,200" | is no whole number | write digits alone']],
    ['12.0', { number: true }, ['c | "12.0" | is no whole number | write digits alone']],
    ['1e3', { number: true }, ['c | "1e3" | is no whole number | write digits alone']],
    ['Y', { yesNo: true }, 'true'],
    ['FALSE', { yesNo: true }, 'false'],
    ['maybe', { yesNo: true }, ['c | "maybe" | is neither yes nor no | write yes or no']],
    [
      'constructor',
      { yesNo: true },
      ['c | "constructor" | is neither yes nor no | write yes or no'],
    ],
    ['Sir Bob', { slug: true }, 'sir-bob'],
    ['…', { slug: true }, ['c | "…" | has no letter or digit for a slug | give it one in a map']],
  ])('%j by %j', (value, steps, expected) => {
    // A number or yes is no text by itself, so it stands in a template here.
    const values = { v: { column: 'c', ...(steps as object) } };
    expect(said({ template: '{v}' }, { c: value }, { values })).toEqual(expected);
  });

  test('gives numbers and truth values where an entry wants them', () => {
    const entries = [
      {
        type: 'EndorserEnrolled',
        data: {
          endorser: 'tu',
          name: 'TU',
          category: 'TU',
          nominates: { column: 'may', yesNo: true },
          affiliatedMembers: { column: 'members', number: true },
        },
      },
    ];
    const { drafts, faults } = made(['may', 'members'], [['no', '1200']], { entries });
    expect(faults).toEqual([]);
    expect(drafts[0]?.data).toMatchObject({ nominates: false, affiliatedMembers: 1200 });
  });
});

describe('a condition', () => {
  test.each<[string, unknown, boolean]>([
    ['a value', { how: 'Yes' }, true],
    ['another value', { how: 'No' }, false],
    ['another case', { how: 'yes' }, false],
    ['one of several', { how: ['No', 'Yes'] }, true],
    ['none of several', { how: ['No', 'Maybe'] }, false],
    ['not', { how: { not: ['No'] } }, true],
    ['not, where it is', { how: { not: ['No', 'Yes'] } }, false],
    ['blank', { none: { blank: true } }, true],
    ['blank by its mark', { na: { blank: true } }, true],
    ['not blank', { who: { blank: false } }, true],
    ['not blank, where it is', { none: { blank: false } }, false],
    ['empty, of an empty cell', { none: '' }, true],
    ['two that hold', { how: 'Yes', who: 'Ann' }, true],
    ['two of which one holds', { how: 'Yes', who: 'Bob' }, false],
    ['nothing', {}, true],
  ])('%s', (_name, condition, holds) => {
    expect(said({ if: condition, is: 'yes', else: 'no' }, ROW, BLANK)).toBe(holds ? 'yes' : 'no');
  });

  test('reads a number as it is written', () => {
    const values = { n: { column: 'n', number: true } };
    expect(said({ if: { n: '3' }, is: 'three' }, { n: ' 3' }, { values })).toBe('three');
    expect(said({ if: { n: ['3'] }, is: 'three' }, { n: ' 3' }, { values })).toBe('three');
  });

  test('decides which entries a row makes', () => {
    const entries = [entered({ column: 'name' }, { when: { how: 'Yes' } })];
    const rows = [
      ['Ann', 'Yes'],
      ['Bob', 'No'],
    ];
    const { drafts } = made(['name', 'how'], rows, { entries });
    expect(drafts.map(({ data }) => data.name)).toEqual(['Ann']);
  });
});

describe('what a mapping names and the list has not', () => {
  const of =
    (expression: unknown, more: object = {}) =>
    () =>
      mapper(['name', 'endorser', 'date'], { entries: [entered(expression)], ...more });

  test.each<[string, unknown, string]>([
    [
      'a column',
      { column: 'endorsed' },
      'list.csv has no column "endorsed", which the mapping reads. Did you mean endorser?',
    ],
    [
      'a column like none',
      { column: 'something else altogether' },
      'list.csv has no column "something else altogether", which the mapping reads. Its columns are name, endorser, date.',
    ],
    [
      'a column in a template',
      { template: '{nam}' },
      'list.csv has no column "nam", which the mapping reads. Did you mean name?',
    ],
    [
      'a column in a condition',
      { if: { dat: 'x' }, is: 'y' },
      'list.csv has no column "dat", which the mapping reads. Did you mean date?',
    ],
    [
      'a value',
      { value: 'person' },
      'The mapping names the value "person", which is not among its values. Did you mean persons?',
    ],
    [
      'a map',
      { column: 'name', map: 'candidats' },
      'The mapping names the map "candidats", which is not among its maps. Did you mean candidates?',
    ],
  ])('%s', (_name, expression, sentence) => {
    const more = { values: { persons: 'x' }, maps: { candidates: { a: 'b' } } };
    expect(of(expression, more)).toThrow(new Error(sentence));
  });

  test('a value that rests on itself', () => {
    const values = { a: { value: 'b' }, b: { template: '{a}' } };
    expect(of({ value: 'a' }, { values })).toThrow(
      'The mapping names the value "a", which rests on itself; define it otherwise.',
    );
  });

  test('a value or a map of a name that every object has', () => {
    expect(of({ value: 'constructor' })).toThrow(/the value "constructor", which is not among/);
    expect(of({ column: 'name', map: 'toString' })).toThrow(
      /the map "toString", which is not among/,
    );
  });
});

describe('whatever a cell holds', () => {
  test('a row is mapped or told of, and no step throws', () => {
    const steps = fc.record(
      {
        map: fc.constant({ a: 'b', __proto__: null }),
        else: fc.constant({ column: 'b' }),
        date: fc.constantFrom('EDTF', 'DD/MM/YYYY', 'D MMMM YYYY'),
        number: fc.constant(true),
        yesNo: fc.constant(true),
        slug: fc.constant(true),
      },
      { requiredKeys: [] },
    );
    const cell = fc.string({ unit: 'binary', maxLength: 12 });
    fc.assert(
      fc.property(steps, cell, cell, (done, a, b) => {
        const entries = [entered({ column: 'a', ...done })];
        const { drafts, faults } = made(['a', 'b'], [[a, b]], { entries });
        expect(drafts.length === 1 || faults.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
