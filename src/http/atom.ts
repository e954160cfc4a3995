import { Feed, type Item } from 'feed';
import { v5 } from 'uuid';
import type { Entry } from '../../events/entry.ts';
import type { Source } from '../../events/source.ts';
import { entryTitle, namedIn } from '../interchange/entry-title.ts';
import { parseInstant } from '../time/instant.ts';

/** What a contest's Atom feed is made of. */
export interface AtomParts {
  readonly contest: string;
  readonly title: string;
  /** The id of the contest's first entry. */
  readonly first: string;
  /** The newest entries, in order of recording; at least one. */
  readonly entries: readonly Entry[];
  /** The entries that these name, by their ids. */
  readonly named: ReadonlyMap<string | undefined, Entry>;
  /** Where the API is, as an absolute address without a slash at its end. */
  readonly api: string;
}

/** Whatever XML 1.0 has no character for (its production Char). */
const NO_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const printable = (text: string): string => text.replace(NO_XML, '\u{FFFD}');

/** Text for an element of plain text: the feed package takes an `&amp;` in it for written already. */
const plain = (text: string): string => printable(text).replaceAll('&', '&amp;');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as HTML. No `>` is left in it, and so nothing that would end a CDATA section. */
const html = (text: string): string =>
  printable(text).replace(/[&<>"]/g, (each) => ESCAPES[each] ?? '');

function sourceHtml({ url, title, publisher, published, archivedUrl, quote }: Source): string {
  const dated = published === undefined ? '' : `, ${html(published)}`;
  const archived =
    archivedUrl === undefined ? '' : ` (<a href="${html(archivedUrl)}">archived</a>)`;
  const quoted = quote === undefined ? '' : `: “${html(quote)}”`;
  return `<li><a href="${html(url)}">${html(title)}</a>, ${html(publisher)}${dated}${archived}${quoted}</li>`;
}

/** What an entry says beside its title: why, its note, and its sources with their links. */
function contentOf({ data, note, sources }: Entry): string {
  const said = data as Readonly<Record<string, unknown>>;
  const texts = [said.why, said.reason, said.legalBasis, note];
  const paragraphs = texts.flatMap((each) =>
    typeof each === 'string' ? [`<p>${html(each)}</p>`] : [],
  );
  const list = sources.length === 0 ? '' : `<ul>${sources.map(sourceHtml).join('')}</ul>`;
  return `${paragraphs.join('')}${list}`;
}

const recorded = ({ recordedAt }: Entry): number => parseInstant(recordedAt) ?? 0;

/** When an entry last read otherwise: as recorded, or at the last erasure after it, where it was erased. */
function updatedAt(entry: Entry, entries: readonly Entry[]): number {
  const erasure = entries.findLast(({ type, seq }) => type === 'PayloadErased' && seq > entry.seq);
  return recorded(entry.erased && erasure !== undefined ? erasure : entry);
}

function itemOf(entry: Entry, { entries, named, api }: AtomParts): Item {
  const { recordedBy, id, type } = entry;
  const content = contentOf(entry);
  return {
    title: html(entryTitle(entry, named.get(namedIn(entry)))),
    id: `urn:uuid:${id}`,
    link: `${api}/entries/${id}`,
    date: new Date(updatedAt(entry, entries)),
    published: new Date(recorded(entry)),
    author: [{ name: plain(recordedBy) }],
    category: [{ term: type }],
    ...(content === '' ? {} : { content }),
  };
}

/** The newest entries of a contest as an Atom feed (RFC 4287), the newest first. */
export function atomOf(parts: AtomParts): string {
  const { contest, title, first, entries, api } = parts;
  const updated = Math.max(...entries.map((each) => updatedAt(each, entries)));
  const feed = new Feed({
    // The same for ever, wherever the ledger is served, and none of its entries' own.
    id: `urn:uuid:${v5('feed.atom', first)}`,
    title: plain(title),
    updated: new Date(updated),
    feed: `${api}/contests/${contest}/feed.atom`,
    link: `${api}/contests/${contest}/timeline`,
    generator: 'Hustings',
  });
  for (const entry of entries.toReversed()) feed.addItem(itemOf(entry, parts));
  return feed.atom1();
}
