import type { Entry } from '../../events/entry.ts';
import type { Source } from '../../events/source.ts';
import type { TracedEntry } from '../ledger/queries/provenance-stream.ts';

/** A node of JSON-LD, or a value in one. */
type Node = Readonly<Record<string, unknown>>;

const link = (name: string) => ({ '@id': name, '@type': '@id' });
const typed = (name: string, type: string) => ({ '@id': name, '@type': type });

const OWN_LINKS = ['strikes', 'disputes', 'resolves', 'erases', 'ends', 'retells', 'replaces'];
const OWN_TEXTS = ['contest', 'recorder', 'payloadHash', 'quote', 'locator', 'sha256'];
const OWN_NOTES = ['dateBasis', 'retrieved', 'note', 'why', 'legalBasis'];

/**
 * The names in a provenance document, each as the IRI that it stands for: W3C PROV-O, Dublin Core, the
 * Library of Congress's type for EDTF dates, and the ledger's own words.
 */
export const PROV_CONTEXT: Node = {
  '@version': 1.1,
  prov: 'http://www.w3.org/ns/prov#',
  dcterms: 'http://purl.org/dc/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  edtf: 'http://id.loc.gov/datatypes/edtf/',
  hustings: 'urn:x-hustings:terms#',
  label: 'http://www.w3.org/2000/01/rdf-schema#label',
  wasAttributedTo: link('prov:wasAttributedTo'),
  wasDerivedFrom: link('prov:wasDerivedFrom'),
  wasRevisionOf: link('prov:wasRevisionOf'),
  wasInvalidatedBy: link('prov:wasInvalidatedBy'),
  wasAssociatedWith: link('prov:wasAssociatedWith'),
  used: link('prov:used'),
  qualifiedDerivation: 'prov:qualifiedDerivation',
  entity: link('prov:entity'),
  generatedAtTime: typed('prov:generatedAtTime', 'xsd:dateTime'),
  invalidatedAtTime: typed('prov:invalidatedAtTime', 'xsd:dateTime'),
  endedAtTime: typed('prov:endedAtTime', 'xsd:dateTime'),
  title: 'dcterms:title',
  publisher: 'dcterms:publisher',
  issued: typed('dcterms:issued', 'edtf:EDTF'),
  date: typed('dcterms:date', 'edtf:EDTF'),
  seq: typed('hustings:seq', 'xsd:integer'),
  data: typed('hustings:data', '@json'),
  archivedUrl: link('hustings:archivedUrl'),
  ...Object.fromEntries(OWN_LINKS.map((name) => [name, link(`hustings:${name}`)])),
  ...Object.fromEntries([...OWN_TEXTS, ...OWN_NOTES].map((name) => [name, `hustings:${name}`])),
};

const entryIri = (id: string): string => `urn:uuid:${id}`;
const recorderIri = (name: string): string => `urn:x-hustings:recorder:${encodeURIComponent(name)}`;
const activityIri = (id: string): string => `${entryIri(id)}#recording`;

/** An object without the fields that have no value. */
const present = (node: Node): Node =>
  Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== undefined && value !== null),
  );

const RECORD_LINKS: Readonly<Record<string, string>> = {
  EntryCorrected: 'wasRevisionOf',
  EntryStruck: 'strikes',
  EntryDisputed: 'disputes',
  DisputeResolved: 'resolves',
  PayloadErased: 'erases',
};

/** What an entry does to others, as links to them. */
function linksOf({ type, data }: Entry): Node {
  const { entry, act, replaces } = data as Readonly<Record<string, string | undefined>>;
  const record = RECORD_LINKS[type];
  const ends = type === 'EndorsementWithdrawn' || type === 'NominationWithdrawn';
  const iri = (id: string | undefined) => (id === undefined ? undefined : entryIri(id));
  return {
    ...(record === undefined ? {} : { [record]: iri(entry) }),
    [ends ? 'ends' : 'retells']: iri(act),
    replaces: iri(replaces),
  };
}

/** How an entry follows from a source: the words, where they stand, and the hash of what was cited. */
function derivation(source: Source): Node {
  const { url, quote, locator, sha256, dateBasis, archivedUrl, retrieved } = source;
  const told = { quote, locator, sha256, dateBasis, archivedUrl, retrieved };
  return present({ '@type': 'prov:Derivation', entity: url, ...told });
}

const sourceNode = ({ url, title, publisher, published }: Source): Node =>
  present({ '@id': url, '@type': 'prov:Entity', title, publisher, issued: published });

function entryNode({ entry, invalidatedBy }: TracedEntry): Node {
  const { why, legalBasis } = entry.data as Readonly<Record<string, unknown>>;
  const urls = [...new Set(entry.sources.map((source) => source.url))];
  return present({
    '@id': entryIri(entry.id),
    '@type': ['prov:Entity', `hustings:${entry.type}`],
    contest: entry.contest,
    seq: entry.seq,
    payloadHash: entry.payloadHash,
    wasAttributedTo: recorderIri(entry.recordedBy),
    generatedAtTime: entry.recordedAt,
    date: entry.on,
    data: entry.erased ? undefined : entry.data,
    note: entry.note,
    why,
    legalBasis,
    ...linksOf(entry),
    wasDerivedFrom: urls.length === 0 ? undefined : urls,
    qualifiedDerivation: entry.sources.length === 0 ? undefined : entry.sources.map(derivation),
    invalidatedAtTime: invalidatedBy?.recordedAt,
    wasInvalidatedBy: invalidatedBy === null ? undefined : activityIri(invalidatedBy.id),
  });
}

/** Whoever ended an entry, and by what: PROV has activities invalidate, not entries. */
const activityNode = ({ id, recordedAt, recordedBy }: Entry): Node => ({
  '@id': activityIri(id),
  '@type': 'prov:Activity',
  used: entryIri(id),
  endedAtTime: recordedAt,
  wasAssociatedWith: recorderIri(recordedBy),
});

const agentNode = (name: string): Node => ({
  '@id': recorderIri(name),
  '@type': 'prov:Agent',
  label: name,
});

/** Each of some nodes once. */
function* once(nodes: Iterable<Node>): Generator<Node> {
  const seen = new Set<string>();
  for (const node of nodes) {
    const text = JSON.stringify(node);
    if (seen.has(text)) continue;
    seen.add(text);
    yield node;
  }
}

function* sourcesOf(traced: readonly TracedEntry[]): Generator<Node> {
  for (const { entry } of traced) yield* entry.sources.map(sourceNode);
}

/** All that provenance names: the entries, what ended some, their sources, and who recorded them. */
function* nodesOf(traced: readonly TracedEntry[]): Generator<Node> {
  const enders = traced.flatMap(({ invalidatedBy }) => invalidatedBy ?? []);
  for (const each of traced) yield entryNode(each);
  yield* once(enders.map(activityNode));
  yield* once(sourcesOf(traced));
  const entries = traced.map(({ entry }) => entry);
  const recorders = new Set([...entries, ...enders].map((entry) => entry.recordedBy));
  for (const recorder of recorders) yield agentNode(recorder);
}

/** The provenance of some entries as W3C PROV-O in JSON-LD 1.1, with all that it names in one document. */
export const provDocument = (traced: readonly TracedEntry[]): Node => ({
  '@context': PROV_CONTEXT,
  '@graph': [...nodesOf(traced)],
});

/** So many nodes are written at once: some milliseconds of work. */
const NODES_AT_ONCE = 200;

/** The text of that document piece by piece, for who does other things between two pieces. */
export function* provPieces(traced: readonly TracedEntry[]): Generator<string> {
  let piece = `{"@context":${JSON.stringify(PROV_CONTEXT)},"@graph":[`;
  let written = 0;
  for (const node of nodesOf(traced)) {
    piece += `${written === 0 ? '' : ','}${JSON.stringify(node)}`;
    written += 1;
    if (written % NODES_AT_ONCE !== 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]}`;
}
