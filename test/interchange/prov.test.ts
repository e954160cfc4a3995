import jsonld from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import { provDocument, provPieces } from '../../src/interchange/prov.ts';
import { traceContest, traceEntry } from '../../src/ledger/queries/provenance-stream.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  disputed,
  endNomination,
  id,
  nominated,
  resolved,
  source,
  struck,
  told,
} from '../support/given.ts';
import { logged } from '../support/logged.ts';

const PROV = 'http://www.w3.org/ns/prov#';
const OWN = 'urn:x-hustings:terms#';
const DCTERMS = 'http://purl.org/dc/terms/';
const EDTF = 'http://id.loc.gov/datatypes/edtf/EDTF';
const DATE_TIME = 'http://www.w3.org/2001/XMLSchema#dateTime';

/** Nothing is fetched: a document that needs it is no document of ours. */
const OFFLINE = {
  documentLoader: (url: string) => Promise.reject(new Error(`it asks for ${url}`)),
  safe: true,
};

type Node = Readonly<Record<string, unknown>>;

let nodes: ReadonlyMap<unknown, Node>;
let sources: ReturnType<typeof logged>;

const flattened = async (document: unknown): Promise<Map<unknown, Node>> => {
  const flat = await jsonld.flatten(document, null, OFFLINE);
  return new Map(flat.map((node) => [node['@id'], node]));
};

beforeAll(async () => {
  const quoted = source('2010-05~', {
    url: 'https://paper.example/a page?x=1',
    quote: 'We back Ann.',
    sha256: 'a'.repeat(64),
    locator: 'p. 3',
  });
  const page = { ...quoted, url: 'https://paper.example/a-page?x=1' };
  const bench: Bench = await told(
    { ...as('a', nominated('m1', 'ann', '[2010-05-20..2010-05-22]')), sources: [page] },
    as('b', nominated('m1', 'ann', '2010-05', { act: id('a') })),
    as('k', corrected('a', { on: '2010-05-21' })),
    as('s', struck('b')),
    as('d', disputed('a')),
    as('r', resolved('a', 'upheld')),
    as('w', endNomination('a', '2010-06-01')),
    as('c', nominated('m2', 'ann', '2010-05-20')),
    as('x', disputed('c')),
    as('y', resolved('c', 'rejected')),
    as('e', nominated('m3', 'ann', '2010-05-20')),
  );
  const erasure = { type: 'PayloadErased', data: { entry: id('e'), legalBasis: 'GDPR, 17' } };
  await bench.accept([as('g', erasure)], { recordedBy: 'a clerk & co', erasing: true });
  sources = logged(bench);
  nodes = await flattened(provDocument(await traceContest(sources, CONTEST)));
});

const node = (iri: string): Node => {
  const found = nodes.get(iri);
  if (found === undefined) throw new Error(`no node ${iri}`);
  return found;
};
const entry = (name: string): Node => node(`urn:uuid:${id(name)}`);
const link = (name: string) => [{ '@id': `urn:uuid:${id(name)}` }];

describe('an entry', () => {
  it('is an entity of its type, attributed to its recorder, at the time of recording', async () => {
    const recorder = 'urn:x-hustings:recorder:a%20tester';
    const stored = await sources.store.byId(id('a'));
    const { recordedAt } = JSON.parse(Buffer.from(stored?.leaf ?? []).toString());
    expect(entry('a')).toMatchObject({
      '@type': [`${PROV}Entity`, `${OWN}NominationMade`],
      [`${PROV}wasAttributedTo`]: [{ '@id': recorder }],
      [`${PROV}generatedAtTime`]: [{ '@type': DATE_TIME, '@value': recordedAt }],
      [`${DCTERMS}date`]: [{ '@type': EDTF, '@value': '[2010-05-20..2010-05-22]' }],
      [`${OWN}data`]: [{ '@type': '@json', '@value': { endorser: 'm1', candidate: 'ann' } }],
    });
    expect(node(recorder)).toMatchObject({ '@type': [`${PROV}Agent`] });
  });

  it('is derived from its sources: which words, where, and the hash of the bytes', () => {
    const url = 'https://paper.example/a-page?x=1';
    expect(entry('a')[`${PROV}wasDerivedFrom`]).toEqual([{ '@id': url }]);
    expect(node(url)).toMatchObject({
      '@type': [`${PROV}Entity`],
      [`${DCTERMS}title`]: [{ '@value': 'A story' }],
      [`${DCTERMS}publisher`]: [{ '@value': 'The Paper' }],
      [`${DCTERMS}issued`]: [{ '@type': EDTF, '@value': '2010-05~' }],
    });
    const [derivation] = entry('a')[`${PROV}qualifiedDerivation`] as [Node];
    expect(nodes.get(derivation['@id'])).toMatchObject({
      '@type': [`${PROV}Derivation`],
      [`${PROV}entity`]: [{ '@id': url }],
      [`${OWN}quote`]: [{ '@value': 'We back Ann.' }],
      [`${OWN}sha256`]: [{ '@value': 'a'.repeat(64) }],
    });
  });

  it('is a revision of what it corrects, and tells what else it does to which', () => {
    expect(entry('k')[`${PROV}wasRevisionOf`]).toEqual(link('a'));
    for (const [name, does, other] of [
      ['b', 'retells', 'a'],
      ['s', 'strikes', 'b'],
      ['d', 'disputes', 'a'],
      ['r', 'resolves', 'a'],
      ['w', 'ends', 'a'],
      ['g', 'erases', 'e'],
    ] as const) {
      expect(entry(name)[`${OWN}${does}`]).toEqual(link(other));
    }
  });

  it.each([
    ['struck', 'b', 's', 'a%20tester'],
    ['rejected', 'c', 'y', 'a%20tester'],
    ['erased', 'e', 'g', 'a%20clerk%20%26%20co'],
  ])('that was %s is invalidated by what did it, when', (_, name, by, recorder) => {
    const iri = `urn:uuid:${id(by)}#recording`;
    const made = entry(by)[`${PROV}generatedAtTime`];
    expect(entry(name)[`${PROV}invalidatedAtTime`]).toEqual(made);
    expect(entry(name)[`${PROV}wasInvalidatedBy`]).toEqual([{ '@id': iri }]);
    expect(node(iri)).toMatchObject({
      '@type': [`${PROV}Activity`],
      [`${PROV}used`]: link(by),
      [`${PROV}endedAtTime`]: made,
      [`${PROV}wasAssociatedWith`]: [{ '@id': `urn:x-hustings:recorder:${recorder}` }],
    });
  });

  it('that counts, or is merely disputed, is not invalidated', () => {
    for (const name of ['a', 'k', 'w', 'opened']) {
      expect(entry(name)).not.toHaveProperty([`${PROV}wasInvalidatedBy`]);
    }
  });

  it('whose payload was erased tells nothing of it', () => {
    expect(entry('e')).not.toHaveProperty([`${OWN}data`]);
    expect(entry('e')).not.toHaveProperty([`${PROV}wasDerivedFrom`]);
  });
});

it('every name of the document is known, so that expanding it loses nothing', async () => {
  const document = provDocument(await traceContest(sources, CONTEST));
  const graph = document['@graph'] as readonly Node[];
  const expanded = await jsonld.expand(document, OFFLINE);
  expect(expanded).toHaveLength(graph.length);
  const keys = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    if ('@value' in value) return Object.keys(value);
    const own = Array.isArray(value) ? [] : Object.keys(value);
    return [...own, ...Object.values(value).flatMap(keys)];
  };
  for (const key of new Set(keys(expanded))) expect(key).toMatch(/^(?:@|https?:|urn:)/);
  const unknown = { ...document, '@graph': [...graph, { nonsense: 'x' }] };
  await expect(jsonld.expand(unknown, OFFLINE)).rejects.toThrow(/safe/i);
  const rdf = await jsonld.toRDF(document, { ...OFFLINE, format: 'application/n-quads' });
  const fact = (...parts: readonly string[]) => `${parts.map((each) => `<${each}>`).join(' ')} .`;
  expect(rdf.split('\n')).toContain(
    fact(`urn:uuid:${id('k')}`, `${PROV}wasRevisionOf`, `urn:uuid:${id('a')}`),
  );
});

it('of one entry is the entry and its chain, no more', async () => {
  const traced = await traceEntry(sources, id('a'));
  const names = ['a', 'b', 'k', 's', 'd', 'r', 'w'];
  expect(traced.map(({ entry: each }) => each.id)).toEqual(names.map(id));
  const own = await flattened(provDocument(traced));
  expect(own.get(`urn:uuid:${id('a')}`)).toEqual(
    expect.objectContaining({ '@id': `urn:uuid:${id('a')}` }),
  );
  expect(own.has(`urn:uuid:${id('c')}`)).toBe(false);
});

it('piece by piece is the same document', async () => {
  const traced = await traceContest(sources, CONTEST);
  const many = Array.from({ length: 50 }, () => traced).flat();
  for (const some of [[], traced, many]) {
    expect([...provPieces(some)].join('')).toBe(JSON.stringify(provDocument(some)));
  }
  expect([...provPieces(many)].length).toBeGreaterThan(2);
});
