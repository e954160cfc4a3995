import { html } from 'htm/preact';
import type { Source } from '../../events/source.ts';
import { outLink } from './out-link.ts';
import { whenText } from './when.ts';

/** What a source tells of itself beside its title, in the order of reading. */
const FIELDS = [
  ['publisher', 'Publisher'],
  ['published', 'Published'],
  ['locator', 'Where in it'],
  ['dateBasis', 'How its day is known'],
  ['retrieved', 'Retrieved'],
  ['sha256', 'SHA-256 of its bytes'],
] as const;

/** A source in one line: who printed it, when, and a link to it. */
export const sourceBrief = ({ publisher, published, title, url }: Source) =>
  html`<span class="source">${publisher}${published === undefined ? '' : `, ${whenText(published)}`}: ${outLink(url, title)}</span>`;

/** The sources of an entry in one line each. */
export const sourceBriefs = (sources: readonly Source[] = []) => sources.map(sourceBrief);

/** A source with all that it tells: quote, place, dates, archived copy. */
function sourceItem(source: Source) {
  const { url, title, quote, archivedUrl } = source;
  return html`<li>
    <cite>${outLink(url, title)}</cite>
    ${quote === undefined ? null : html`<blockquote>${quote}</blockquote>`}
    <dl class="fields">
      ${FIELDS.map(([field, name]) => {
        const value = source[field];
        return value === undefined ? null : html`<dt>${name}</dt><dd>${value}</dd>`;
      })}
      <dt>Address</dt><dd>${outLink(url, url)}</dd>
      ${
        archivedUrl === undefined
          ? null
          : html`<dt>Archived</dt><dd>${outLink(archivedUrl, archivedUrl)}</dd>`
      }
    </dl>
  </li>`;
}

/** The sources of an entry, whole. */
export const sourceList = (sources: readonly Source[]) =>
  html`<ol class="sources">${sources.map(sourceItem)}</ol>`;
