import { html } from 'htm/preact';
import { CITATION_STYLES, type CitationStyle, cite } from '../interchange/citation.ts';
import type { CitedEntry, CitedStandings } from '../ledger/queries/citation.ts';
import { clocksText } from './clocks.ts';
import { contestNav } from './contest-nav.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { policyText } from './policy-words.ts';
import { addressOf, contestPath, entryPath, type Sight } from './sight.ts';

const STYLES: Readonly<Record<CitationStyle, string>> = {
  plain: 'Plain text',
  bibtex: 'BibTeX',
  'csl-json': 'CSL-JSON',
};

const styleOf = (
  cited: CitedEntry | CitedStandings,
  style: CitationStyle,
) => html`<section aria-labelledby=${style}>
  <h2 id=${style}>${STYLES[style]}</h2>
  <pre class="citation" tabindex="0">${cite(cited, style).trimEnd()}</pre>
</section>`;

/** What a citation pins: the address that shows the same for ever, the digest, the log. */
const pins = (
  { digest, head, log }: CitedEntry | CitedStandings,
  permalink: string,
) => html`<dl class="fields">
  <dt>Permalink</dt><dd><a href=${permalink}>${permalink}</a></dd>
  ${digest === null ? null : html`<dt>Digest</dt><dd><code>${digest}</code></dd>`}
  <dt>Head</dt><dd>entry ${head}</dd>
  <dt>Log</dt><dd>${log ?? 'nothing was signed yet'}</dd>
</dl>`;

/** The clocks of an answer, pinned, as its address says them. */
function pinned({ clocks, policy }: CitedStandings): Sight {
  const { asOf, reportedBy, knownAt } = clocks;
  return {
    asOf,
    reportedBy: reportedBy ?? undefined,
    knownAt: knownAt.seq < 0 ? undefined : `${knownAt.seq}`,
    counts: policy === 'acts' ? undefined : policy,
  };
}

/** How to cite the standings of a contest at three clocks. */
export function citePage(cited: CitedStandings, sight: Sight): PageFrame {
  const { contest, clocks } = cited;
  const title = cited.title ?? contest;
  return {
    title: `Cite ${title}, ${clocks.asOf}`,
    trail: [
      { name: title, at: addressOf(contestPath(contest), sight) },
      { name: 'Cite', at: addressOf(contestPath(contest, 'cite'), sight) },
    ],
    main: html`<h1>Cite ${title}</h1>
      <p class="clocks" role="status">${clocksText(clocks)} ${policyText(cited.policy)}</p>
      ${contestNav(contest, sight, 'cite')}
      <p>A citation pins all three clocks, so that whoever reads it gets the same numbers.</p>
      ${pins(cited, addressOf(contestPath(contest), pinned(cited)))}
      ${CITATION_STYLES.map((style) => styleOf(cited, style))}`,
  };
}

/** How to cite one entry. */
export function citeEntryPage(cited: CitedEntry, sight: Sight): PageFrame {
  const { entry, clocks } = cited;
  const at = entryPath(entry.id);
  const name = `Entry ${entry.id.slice(0, 8)}`;
  return {
    title: `Cite ${name}`,
    trail: [
      { name, at: addressOf(at, sight) },
      { name: 'Cite', at: addressOf(`${at}/cite`, sight) },
    ],
    main: html`<h1>Cite ${name}</h1>
      <p class="clocks" role="status">${clocksText(clocks)}</p>
      <${DataLinks} />
      ${pins(cited, at)}
      ${CITATION_STYLES.map((style) => styleOf(cited, style))}`,
  };
}
