import { html } from 'htm/preact';
import type { Source } from '../../events/source.ts';
import type { Cited } from '../ledger/queries/citing.ts';
import { entryLinks } from './entry-links.ts';
import type { Sight } from './sight.ts';
import { sourceBrief, sourceBriefs } from './source-list.ts';

/** Some entries as links, each source of them in one line. */
export function citedEntries(ids: readonly string[], cited: Cited, sight: Sight) {
  const sources = ids.flatMap((id) => cited[id] ?? []);
  const each = [...new Map(sources.map((source) => [source.url, source])).values()];
  return html`<span class="beside">${sourceBriefs(each)} ${entryLinks(ids, sight)}</span>`;
}

/** All sources of an answer, each once, with the entries that rest on it. */
export function citedSources(cited: Cited, sight: Sight) {
  const all = Object.entries(cited).flatMap(([entry, sources]) =>
    sources.map((source) => ({ entry, source })),
  );
  const byAddress = [...Map.groupBy(all, ({ source }) => source.url).values()];
  if (byAddress.length === 0) return null;
  return html`<section aria-labelledby="sources">
    <h2 id="sources">Sources</h2>
    <ul class="cited">
      ${byAddress.map((same) => {
        const { source } = same[0] as { source: Source };
        const entries = [...new Set(same.map(({ entry }) => entry))];
        return html`<li>${sourceBrief(source)} ${entryLinks(entries, sight)}</li>`;
      })}
    </ul>
  </section>`;
}
