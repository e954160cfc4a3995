/** Popolo: everybody in one list, nobody guessed to be a person, and only dates that surely hold. */
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { candidate, enrolled, ndjson, nominated, opened, uuid } from './entries.ts';
import { folder, hustings, printed, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();

type Item = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };
type Document = Readonly<
  Record<
    'persons' | 'organizations' | 'memberships' | 'events' | 'undetermined' | 'endorsements',
    readonly Item[]
  >
>;

/** What the schemas of popoloproject.com ask of the terms that are used here. */
const text = { type: 'string', minLength: 1 };
const date = { type: 'string', pattern: '^[0-9]{4}(-[0-9]{2}){0,2}$' };
const links = {
  type: 'array',
  items: {
    type: 'object',
    properties: { url: { type: 'string', format: 'uri' }, note: text },
    required: ['url'],
    additionalProperties: false,
  },
};
const identifiers = {
  type: 'array',
  items: {
    type: 'object',
    properties: { scheme: text, identifier: text },
    required: ['identifier'],
    additionalProperties: false,
  },
};
const names = {
  type: 'array',
  items: {
    type: 'object',
    properties: { name: text, note: text },
    required: ['name'],
    additionalProperties: false,
  },
};
const list = (properties: object, required: readonly string[], open = false) => ({
  type: 'array',
  items: { type: 'object', properties, required, additionalProperties: open },
});
const party = { id: text, name: text, other_names: names, identifiers, sources: links };
const dated = { start_date: date, end_date: date, sources: links };
const validate = addFormats.default(new Ajv({ strict: false })).compile({
  type: 'object',
  properties: {
    persons: list(party, ['id', 'name']),
    organizations: list({ ...party, classification: text }, ['id', 'name']),
    undetermined: list({ ...party, classification: text }, ['id', 'name']),
    memberships: list(
      {
        id: text,
        label: text,
        role: text,
        person_id: text,
        organization_id: text,
        event_id: text,
        ...dated,
      },
      ['id', 'person_id', 'organization_id'],
    ),
    events: list(
      {
        id: text,
        name: text,
        classification: text,
        organization_id: text,
        location: text,
        ...dated,
      },
      ['id', 'name'],
    ),
    endorsements: list(dated, ['id', 'endorser_id', 'event_id'], true),
  },
  required: ['persons', 'organizations', 'memberships', 'events'],
  additionalProperties: false,
});

async function popolo(path: string, ...more: string[]): Promise<Document> {
  const document = JSON.parse(
    await printed(['export', '-f', 'popolo', '--ledger', path, ...more]),
  ) as Document;
  validate(document);
  expect(validate.errors).toBeNull();
  return document;
}

const ids = (items: readonly Item[]): string[] => items.map(({ id }) => id);

/** Whatever is named is there, and nobody is there twice. */
function expectWhole(document: Document): void {
  const { persons, organizations, undetermined, events } = document;
  const all = [...persons, ...organizations, ...undetermined, ...events].map(({ id }) => id);
  expect(new Set(all).size).toBe(all.length);
  const known = new Set(all);
  const named = [...document.memberships, ...document.endorsements, ...events].flatMap((item) =>
    Object.entries(item).flatMap(([key, value]) => (key.endsWith('_id') ? [String(value)] : [])),
  );
  expect(named.filter((id) => !known.has(id))).toEqual([]);
}

const told = (entry: { readonly data: object }, more: object) => ({
  ...entry,
  data: { ...entry.data, ...more },
});

const STORY: readonly object[] = [
  opened({ jurisdiction: 'Somewhere' }),
  told(candidate('ann'), { identifiers: [{ scheme: 'wikidata', identifier: 'Q1' }] }),
  candidate('bob'),
  told(candidate('ann-again'), { name: 'Ann, again', sameAs: 'ann' }),
  ...['tu-1', 'tu-2', 'tu-3', 'tu-4'].map((slug) => enrolled(slug)),
  ...['mp-1', 'mp-2'].map((slug) => enrolled(slug, 'MP')),
  nominated('tu-1', 'ann', '2010-06', { decidedBy: 'executive' }),
  nominated('mp-1', 'ann', '[2010-06-03..2010-06-09]', { decidedBy: 'individual' }),
  nominated('tu-2', 'bob', '[2009-12-30..2010-01-02]'),
  nominated('tu-3', 'bob', '2010-06-04', { decidedBy: 'individual' }),
  nominated('tu-3', 'bob', '2010-06-04', { decidedBy: 'member-ballot', act: uuid(14) }),
];
const MERGE = { type: 'EndorserMerged', data: { endorser: 'tu-4', into: 'tu-1', why: 'One.' } };

async function story(name: string): Promise<string> {
  const path = file(`${name}.db`);
  const merge = JSON.stringify({ id: uuid(90), contest: null, ...MERGE });
  await printed(['import', '-', '--ledger', path], { stdin: `${ndjson(STORY)}${merge}\n` });
  return path;
}

describe('export -f popolo', () => {
  test('takes for persons and bodies those alone whose acts say so', async () => {
    const document = await popolo(await story('said'));
    expectWhole(document);
    expect(ids(document.persons)).toEqual([
      'candidate:leader/ann',
      'candidate:leader/bob',
      'endorser:mp-1',
    ]);
    expect(ids(document.organizations)).toEqual(['organisation:The Party', 'endorser:tu-1']);
    // Nothing is said of two, and of one both.
    expect(ids(document.undetermined).sort()).toEqual([
      'endorser:mp-2',
      'endorser:tu-2',
      'endorser:tu-3',
    ]);
  });

  test('goes by categories where they are named, and says how many are left', async () => {
    const path = await story('named');
    const document = await popolo(path, '--people', 'MP', '--bodies', 'TU');
    expectWhole(document);
    expect(document.undetermined).toEqual([]);
    expect(ids(document.persons)).toContain('endorser:mp-2');
    expect(ids(document.organizations)).toContain('endorser:tu-3');
    const { err } = await hustings(['export', '-f', 'popolo', '--people', 'MP', '--ledger', path]);
    expect(err).toContain('undetermined: 2 endorsers, of whom the ledger does not say');
  });

  test('keeps identifiers, merged names, who came back, and dates as short as they are sure', async () => {
    const document = await popolo(await story('terms'));
    expect(document.persons[0]).toMatchObject({
      name: 'ANN',
      other_names: [{ name: 'Ann, again' }],
      identifiers: [{ scheme: 'wikidata', identifier: 'Q1' }],
    });
    expect(document.organizations[1]?.other_names).toContainEqual({
      name: 'tu-4',
      note: 'merged into this one',
    });
    expect(document.memberships.map((each) => each.person_id)).toEqual([
      'candidate:leader/ann',
      'candidate:leader/bob',
      'candidate:leader/ann',
    ]);
    expect(document.endorsements.map((each) => each.start_date)).toEqual([
      '2010-06',
      '2010-06',
      undefined,
      '2010-06-04',
    ]);
    expect(document.endorsements[2]).toMatchObject({
      start_edtf: '[2009-12-30..2010-01-02]',
      candidate_id: 'candidate:leader/bob',
    });
    expect(document.events[0]).toMatchObject({ location: 'Somewhere', start_date: '2010-05-01' });
  });

  test('makes nobody of the answers to a question', async () => {
    const path = file('question.db');
    const entries = [opened(), candidate('yes'), candidate('no'), enrolled('tu-1')];
    const stdin = ndjson([...entries, nominated('tu-1', 'no', '2010-06-01')]);
    await printed(['import', '-', '--ledger', path], { stdin });
    const document = await popolo(path);
    expect([document.persons, document.memberships]).toEqual([[], []]);
    expect(document.endorsements[0]).toMatchObject({ option: 'no' });
    expect(document.endorsements[0]).not.toHaveProperty('candidate_id');
  });

  test('of the samples is whole, at each of the two clocks', async () => {
    const flags = ['--people', 'MP,MEP', '--bodies', 'CLP,TU', '--bodies', 'SS'];
    const document = await popolo(ledger.path, ...flags);
    expectWhole(document);
    expect(document.endorsements).toHaveLength(337);
    expect(document.events).toHaveLength(5);
    const early = await popolo(ledger.path, '--reported-by', '2010-07-01', ...flags);
    expectWhole(early);
    expect(early.endorsements.length).toBeGreaterThan(0);
    expect(early.endorsements.length).toBeLessThan(50);
    expectWhole(await popolo(ledger.path, '--contest', 'labour-leader-2016'));
  });

  test.each([
    [['--people', 'XX'], /^No contest has a category XX; there are MP, TU\.$/],
    [['--people', 'MP', '--bodies', 'TU,MP'], /^MP is named by --people and by --bodies; /],
  ])('refuses %s', async (flags, sentence) => {
    const path = await story(`refused-${flags.length}`);
    const { status, err } = await hustings(['export', '-f', 'popolo', '--ledger', path, ...flags]);
    expect(status).toBe(1);
    expect(err.trimEnd().split('\n').at(-1)?.replace('hustings: ', '')).toMatch(sentence);
  });
});
