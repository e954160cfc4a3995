import { html } from 'htm/preact';
import { addressOf, entryPath, type Sight } from './sight.ts';

/** An entry by the first digits of its id. */
export const entryLink = (id: string, sight: Sight) =>
  html`<a href=${addressOf(entryPath(id), sight)}><code>${id.slice(0, 8)}</code></a>`;

const ID = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/;

/** A text in which whole ids of entries are links to them. */
export const withEntryLinks = (text: string, sight: Sight) =>
  text.split(ID).map((part, index) => (index % 2 === 1 ? entryLink(part, sight) : part));

/** Some entries, each a link. */
export const entryLinks = (ids: readonly string[], sight: Sight) =>
  html`<span class="entries">${ids.map((id, index) => [index > 0 ? ' ' : '', entryLink(id, sight)])}</span>`;
