import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTRY_TYPES, type EntryType, kindOf } from '../../events/catalog.ts';
import type { Draft } from '../../events/entry.ts';
import { formatOf, plainText, readList } from '../../src/http/import-list.ts';
import type { ImportList } from '../../src/http/import-row.ts';
import { NameBook } from '../../src/web/form/name-book.ts';
import { NO_OFFERS } from '../../src/web/form/offers.ts';
import { formOf } from '../../src/web/form/shape.ts';
import { type Values, valuesOf } from '../../src/web/form/values.ts';
import { columnOfField, columnsOf, fieldOfColumn } from '../../src/web/import-columns.ts';
import { RIGHT } from '../events/drafts.ts';
import { LINES } from '../samples/samples.ts';
import { draft, id, type Sent, source } from '../support/given.ts';

/** How somebody writes a list. */
interface Hand {
  readonly delimiter: string;
  readonly end: string;
  readonly bom: boolean;
  readonly quoted: boolean;
  /** Are columns called by their brief names? */
  readonly brief: boolean;
}

const PLAIN: Hand = { delimiter: ',', end: '\n', bom: false, quoted: false, brief: true };

const OWN = ['type', 'id'];

/** A list of drafts as a table, a column for each field that one of them says. */
function written(drafts: readonly Draft[], hand: Hand): string {
  const rows = drafts.map((each): Values => {
    const own = [['type', each.type], ...(each.id === undefined ? [] : [['id', each.id]])];
    return new Map([...own, ...valuesOf(formOf(each.type), each)] as [string, string][]);
  });
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const briefly = (name: string): string => {
    const types = drafts.filter((_, index) => rows[index]?.has(name)).map(({ type }) => type);
    const columns = new Set(types.map((type) => columnOfField(type, name)));
    return columns.size === 1 && !OWN.includes(name) ? ([...columns][0] ?? name) : name;
  };
  const head = hand.brief ? names.map(briefly) : names;
  const body = rows.map((row) => names.map((name) => row.get(name) ?? ''));
  return stringify([head, ...body], {
    delimiter: hand.delimiter,
    record_delimiter: hand.end,
    bom: hand.bom,
    quoted: hand.quoted,
    quoted_match: /[\r\n]/,
  });
}

function read(text: string, same: Values = new Map()): ImportList {
  const plain = plainText(text);
  const reading = { contest: 'leader', names: new NameBook(NO_OFFERS), same };
  return readList(plain, formatOf(plain), reading);
}

const slugs = fc.constantFrom('ann', 'bob-2', 'constructor', 'x9');
const days = fc.constantFrom('2010-07-14', '[..2010-07-14]', '2010', '[2010-06-27..2010-07-14]');
const texts = (most: number) =>
  fc
    .string({
      minLength: 1,
      maxLength: most,
      unit: fc.oneof(
        fc.constantFrom(...',;\t"\n\'= é\u0301'),
        fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
      ),
    })
    .map((text) => text.replaceAll('\r', '').normalize('NFC').trim().slice(0, most).trim())
    .filter((text) => text !== '' && text.isWellFormed() && !text.includes('\0'));

const sources = fc.array(
  fc.record(
    {
      url: fc.constantFrom('https://paper.example/a?b=c;d,e', 'http://b.example/'),
      publisher: texts(20),
      title: texts(40),
      published: days,
      quote: texts(60),
    },
    { requiredKeys: ['url', 'publisher', 'title'] },
  ),
  { minLength: 1, maxLength: 3 },
);

const data: Readonly<Partial<Record<EntryType, fc.Arbitrary<object>>>> = {
  EndorsementMade: fc.record(
    {
      endorser: slugs,
      choices: fc.uniqueArray(
        fc.record({ candidate: slugs, rank: fc.integer({ min: 1, max: 1000 }) }),
        {
          minLength: 1,
          maxLength: 4,
          selector: ({ candidate }) => candidate,
        },
      ),
      form: fc.constantFrom('endorsement', 'recommendation'),
      decidedBy: fc.constantFrom('conference', 'member-ballot'),
      act: fc.constant(id('an act')),
    },
    { requiredKeys: ['endorser', 'choices', 'form'] },
  ),
  NominationMade: fc.record(
    { endorser: slugs, candidate: slugs, stage: slugs, anew: fc.constant(true) },
    { requiredKeys: ['endorser', 'candidate'] },
  ),
  EndorserEnrolled: fc.record(
    {
      endorser: slugs,
      name: texts(50),
      category: fc.constantFrom('MP', 'TU'),
      nominates: fc.boolean(),
      affiliatedMembers: fc.nat(),
    },
    { requiredKeys: ['endorser', 'name', 'category', 'nominates'] },
  ),
};

const drafts = fc
  .constantFrom(...(Object.keys(data) as EntryType[]))
  .chain((type) =>
    fc.record(
      {
        type: fc.constant(type),
        on: days,
        data: data[type] as fc.Arbitrary<Record<string, unknown>>,
        sources,
        note: texts(80),
        id: fc.uuid(),
      },
      { requiredKeys: ['type', 'on', 'data', 'sources'] },
    ),
  )
  .map((sent) => draft(sent as Sent));

const hands: fc.Arbitrary<Hand> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  bom: fc.boolean(),
  quoted: fc.boolean(),
  brief: fc.boolean(),
});

/** Every draft that there is an example of: those of all types, and those of the samples. */
const EXAMPLES: readonly Draft[] = [
  ...ENTRY_TYPES.flatMap((type) =>
    (['full', 'least'] as const).map((which) =>
      draft({
        type,
        ...(kindOf(type).on === 'none' ? {} : { on: '2010-07-14' }),
        data: RIGHT[type][which],
        sources: [source('2010-07-15')],
        note: which,
      }),
    ),
  ),
  ...LINES.map(({ contest: _, ...sent }) => draft(sent)),
];

describe('a list of columns', () => {
  it('says the same drafts that were written into it, whoever writes it', () => {
    const holds = (list: readonly Draft[], hand: Hand) => {
      const { rows, faults, count } = read(written(list, hand));
      expect(faults).toEqual([]);
      expect(rows.map((row) => row.draft)).toEqual(list);
      expect(count).toBe(list.length);
    };
    fc.assert(fc.property(fc.array(drafts, { minLength: 1, maxLength: 6 }), hands, holds), {
      numRuns: 150,
    });
  });

  it.each(['EndorsementMade', 'others'])('says every example of %s', (which) => {
    const some = EXAMPLES.filter(
      (each) => (each.type === 'EndorsementMade') === (which === 'EndorsementMade'),
    );
    const { rows, faults } = read(written(some, PLAIN));
    expect(faults).toEqual([]);
    expect(rows.map((row) => row.draft)).toEqual(some);
  });

  it('says what goes without saying wherever a row does not', () => {
    const same = new Map([
      ['type', 'EndorsementMade'],
      ['on', '2010'],
      ['sources.0.url', 'https://a.example/'],
      ['sources.0.publisher', 'A'],
      ['sources.0.title', 'T'],
    ]);
    const { rows } = read('endorser,candidate,on,source.title\nx,y,,\nx,y,2011,U\n', same);
    expect(rows.map(({ draft: { on, sources: [one] = [] } }) => [on, one?.title])).toEqual([
      ['2010', 'T'],
      ['2011', 'U'],
    ]);
    const json =
      '{"data":{"endorser":"x","stance":"neutral"},"type":"NeutralityDeclared","on":"2012"}';
    expect(read(json, same).rows[0]?.draft).toMatchObject({
      on: '2012',
      sources: [{ title: 'T' }],
    });
  });

  it('knows where each record begins', () => {
    const text = 'type,endorser,note\n\nX,"a\nb","c\n\nd"\n,,\nX,e,f\n"X,e,f\nX,g,h\n';
    expect(read(text).faults.map(({ line }) => line)).toEqual([3, 8, 9, 10]);
  });
});

describe('columns', () => {
  it.each(ENTRY_TYPES)('of %s lead to the fields that they are called after', (type) => {
    const columns = columnsOf(type);
    expect(new Set(columns.map(({ column }) => column)).size).toBe(columns.length);
    for (const { column } of columns) {
      const name = fieldOfColumn(type, column)?.name ?? '';
      expect(columnOfField(type, name)).toBe(column);
      expect(fieldOfColumn(type, name)?.name).toBe(name);
      expect(fieldOfColumn(type, column.toUpperCase())?.name).toBe(name);
    }
  });

  it.each([
    ['source.url', 'sources.0.url'],
    ['source2.url', 'sources.1.url'],
    ['candidate', 'data.choices.0.candidate'],
    ['Rank12', 'data.choices.11.rank'],
    ['endorser', 'data.endorser'],
    ['data.choices.3.rank', 'data.choices.3.rank'],
  ])('count from one: %s is %s', (column, name) => {
    expect(fieldOfColumn('EndorsementMade', column)?.name).toBe(name);
    expect(columnOfField('EndorsementMade', 'data.choices.1.candidate')).toBe('candidate2');
  });

  it.each([
    '',
    'sources',
    'source0.url',
    'source.',
    'choices.x.rank',
    '__proto__',
    'data.toString',
  ])('are none where they are called %j', (column) => {
    for (const type of ENTRY_TYPES) expect(fieldOfColumn(type, column), type).toBeUndefined();
  });
});
