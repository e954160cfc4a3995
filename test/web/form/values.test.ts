import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOG, ENTRY_TYPES, type EntryType } from '../../../events/catalog.ts';
import { parseDraft } from '../../../events/entry.ts';
import { correctionOf, formOf, type Shape } from '../../../src/web/form/shape.ts';
import { rowsIn, saidBy, type Values, valuesIn, valuesOf } from '../../../src/web/form/values.ts';
import { RIGHT } from '../../events/drafts.ts';
import { LINES } from '../../samples/samples.ts';
import { source } from '../../support/given.ts';

/** What a browser would send of a form, and what is read of that. */
const there = (type: EntryType, said: object): Values =>
  valuesIn(new URLSearchParams([...valuesOf(formOf(type), said)]));
const round = (type: EntryType, said: object) => saidBy(formOf(type), there(type, said));

/** An entry of a type with this data, and with a day and a source where it takes them. */
function whole(type: EntryType, data: object) {
  const { on } = CATALOG[type];
  return {
    ...(on === 'none' ? {} : { on: '[..2010-07-14]' }),
    data,
    sources: [source('2010-07-15'), { ...source('2010-07-16'), quote: 'Two\nlines, “quoted”' }],
    note: 'A note.',
  };
}

const CASES = ENTRY_TYPES.flatMap((type) =>
  (['full', 'least'] as const).map((which) => [type, which] as const),
);

/** JSON that a shape holds; blanks at the ends of a text are not kept, and so not made. */
function arbitrary(shape: Shape): fc.Arbitrary<unknown> {
  const trimmed = fc
    .string({ minLength: 1, unit: 'grapheme' })
    .map((text) => text.replaceAll('\r\n', '\n').trim())
    .filter((text) => text !== '');
  switch (shape.kind) {
    case 'text':
      return trimmed;
    case 'number':
      return fc.integer();
    case 'choice':
      return fc.constantFrom(...shape.options);
    case 'yes-no':
      return fc.boolean();
    case 'mark':
      return fc.constant(true);
    case 'json':
      return fc.dictionary(fc.constantFrom('a', 'b c', 'é"'), fc.jsonValue(), { minKeys: 1 });
    case 'list':
      return fc.array(arbitrary(shape.item), { minLength: 1, maxLength: 4 });
    case 'group': {
      const keys = Object.fromEntries(shape.fields.map((one) => [one.name, arbitrary(one.shape)]));
      const required = shape.fields.filter((one) => one.required).map((one) => one.name);
      return fc.record(keys, { requiredKeys: required });
    }
  }
}

/** As JSON leaves a value: minus zero is zero. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the values of a form', () => {
  it.each(CASES)('say the same as %s (%s) once more', (type, which) => {
    const said = whole(type, RIGHT[type][which]);
    expect(round(type, said)).toEqual(said);
    expect(parseDraft({ type, ...round(type, said) })).toMatchObject({ ok: true });
  });

  it('say the same as every entry of the samples', () => {
    expect(LINES.length).toBeGreaterThan(800);
    for (const { type: named, on, data, sources, note } of LINES) {
      const type = named as EntryType;
      const said = plain({ on, data, sources, note }) as object;
      expect(round(type, said)).toEqual(said);
    }
  });

  it.each(ENTRY_TYPES)('say the same as anything that a %s may hold', (type) => {
    for (const form of [formOf(type), correctionOf(type)]) {
      const holds = (said: unknown) => {
        const values = valuesOf(form, said as object);
        const sent = valuesIn(new URLSearchParams(new URLSearchParams([...values]).toString()));
        expect(saidBy(form, sent)).toEqual(plain(said));
      };
      fc.assert(fc.property(arbitrary(form), holds), { numRuns: 40 });
    }
  });

  it('leave out what is empty, and close up empty rows', () => {
    const values = new Map([
      ['data.endorser', ' gmb '],
      ['data.choices.0.candidate', ''],
      ['data.choices.2.candidate', 'ann'],
      ['data.choices.2.rank', '1'],
      ['data.choices.10.candidate', 'bob'],
      ['data.choices.10.rank', '2'],
      ['data.form', 'endorsement'],
      ['data.decidedBy', ''],
      ['on', ''],
      ['sources.0.url', '   '],
    ]);
    expect(saidBy(formOf('EndorsementMade'), values)).toEqual({
      data: {
        endorser: 'gmb',
        choices: [
          { candidate: 'ann', rank: 1 },
          { candidate: 'bob', rank: 2 },
        ],
        form: 'endorsement',
      },
      sources: [],
    });
    expect(rowsIn(values, 'data.choices')).toEqual([0, 2, 10]);
  });

  it('keep what cannot be read as it is, so that the schemas refuse it at its place', () => {
    const faultsIn = (type: EntryType, values: readonly [string, string][]) => {
      const all = [...there(type, whole(type, RIGHT[type].least)), ...values];
      const parsed = parseDraft({ type, ...saidBy(formOf(type), new Map(all)) });
      return parsed.ok ? [] : parsed.faults.map(({ path }) => path.join('.'));
    };
    expect(faultsIn('ElectorateStated', [['data.size', 'many']])).toEqual(['data.size']);
    expect(faultsIn('ElectorateStated', [['data.size', '1.5']])).toEqual(['data.size']);
    expect(faultsIn('EndorserEnrolled', [['data.nominates', 'constructor']])).toEqual([
      'data.nominates',
    ]);
    expect(faultsIn('EndorsementMade', [['data.anew', 'false']])).toEqual(['data.anew']);
    expect(faultsIn('StageOpened', [['data.rule', '{"atLeast": 1,']])).toEqual(['data.rule']);
    expect(faultsIn('StageOpened', [['data.rule', '7']])).toEqual(['data.rule']);
  });

  it('make no row of what somebody makes up, and no field that the form does not have', () => {
    const values = new Map([
      ['data.choices.99999.candidate', 'ann'],
      ['data.choices.__proto__.candidate', 'ann'],
      ['data.choices.-1.candidate', 'ann'],
      ['data.toString', 'x'],
      ['type', 'EntryStruck'],
    ]);
    expect(saidBy(formOf('EndorsementMade'), values)).toEqual({
      data: { choices: [] },
      sources: [],
    });
  });
});
