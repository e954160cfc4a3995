import { html } from 'htm/preact';
import { nameIn } from '../ledger/queries/names.ts';
import type { Recorded } from '../ledger/queries/recorded.ts';
import { type FacetsShown, facetLinks, facetsQuery, REGISTER } from './audit-facets.ts';
import { AUDIT, auditTrail, momentText, timeOf } from './audit-parts.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { entryLink } from './entry-links.ts';
import { numberText } from './numbers.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** An entry, and what it says in words. */
export interface ToldEntry extends Recorded {
  readonly says: string;
}

/** What the page of who recorded what shows. */
export interface AuditLogShown extends FacetsShown {
  /** The newest first. */
  readonly entries: readonly ToldEntry[];
  /** Below which place the list begins; undefined: with the newest. */
  readonly below: number | undefined;
  /** Below which place it goes on; null where it does not. */
  readonly next: number | null;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** The most that a page of the API has. */
const MOST = 1000;

const contestCell = (contest: string | null, titles: FacetsShown['titles'], sight: Sight) =>
  contest === null
    ? REGISTER
    : html`<a href=${addressOf(contestPath(contest), sight)}>${nameIn(titles, contest)}</a>`;

function entryRow(entry: ToldEntry, titles: FacetsShown['titles'], sight: Sight) {
  const { seq, id, contest, type, recordedAt, recordedBy, says } = entry;
  return html`<tr>
    <th scope="row" class="n">${numberText(seq)}</th>
    <td data-label="recorded" class="date">${timeOf(recordedAt)}</td>
    <td data-label="by">${recordedBy}</td>
    <td data-label="type">${type}</td>
    <td data-label="contest">${contestCell(contest, titles, sight)}</td>
    <td data-label="says">${says}</td>
    <td data-label="entry">${entryLink(id, sight)}</td>
  </tr>`;
}

const HEADS = ['Recorded', 'By', 'Type', 'Contest', 'What it says', 'Entry'];

function around({ chosen, below, next }: AuditLogShown, sight: Sight) {
  const at = (from: number | undefined) =>
    addressOf(AUDIT.log, sight, facetsQuery(chosen), { below: from });
  const newest = below === undefined ? null : html`<a href=${at(undefined)}>The newest</a>`;
  const older = next === null ? null : html`<a rel="next" href=${at(next)}>Older ones</a>`;
  return html`<nav aria-label="Other entries"><p>
    ${newest}${newest !== null && older !== null ? ' · ' : null}${older}
  </p></nav>`;
}

function entriesTable(shown: AuditLogShown, sight: Sight) {
  const { counts, entries, titles, next } = shown;
  if (entries.length === 0) {
    const none =
      counts.knownAt < 0
        ? 'This ledger has no entry yet: hustings demo loads five contests, hustings import your own.'
        : counts.entries === 0
          ? 'No entry fits all of these. Remove one of them.'
          : next === null
            ? 'There is nothing older.'
            : 'None of the next twenty thousand entries fits; there are older ones.';
    return html`<p class="empty">${none}</p>`;
  }
  return html`<div class="wide"><table class="list">
    <caption>${numberText(counts.entries)} ${counts.entries === 1 ? 'entry fits' : 'entries fit'}, the newest first; ${numberText(entries.length)} of them here</caption>
    <thead><tr>
      <th scope="col" class="n">Number</th>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}
    </tr></thead>
    <tbody>${entries.map((each) => entryRow(each, titles, sight))}</tbody>
  </table></div>`;
}

/** The same as data, which is told in the order of recording. */
const asData = () => html`<${DataLinks} />
  <p class="faint">Data begin with the oldest, ${numberText(MOST)} at once; their field Link leads on.</p>`;

/** The page of who recorded what, by hand, contest and type. */
export function auditLogPage(shown: AuditLogShown, sight: Sight): PageFrame {
  return {
    title: 'Who recorded what',
    trail: auditTrail(sight, 'Who recorded what', AUDIT.log),
    main: html`<h1>Who recorded what</h1>
      <p class="clocks">Read ${momentText(shown.readAt)}.</p>
      ${asData()}
      ${facetLinks(shown, sight)}
      <section aria-labelledby="entries">
        <h2 id="entries">Entries</h2>
        ${entriesTable(shown, sight)}
        ${around(shown, sight)}
      </section>`,
  };
}
