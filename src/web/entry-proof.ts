import { html } from 'htm/preact';
import type { EntryProvenance } from '../ledger/queries/entry-provenance.ts';

/** What of an entry can be taken away: below its address in the API, and what it is. */
const FILES = [
  ['', 'all of this page as JSON'],
  ['/leaf', 'its leaf: the exact bytes in the log'],
  ['/citation.json', 'how to cite it'],
  ['/prov', 'W3C PROV-O'],
] as const;
/** What exists only once a checkpoint that covers the entry was signed. */
const SIGNED = [
  ['/proof', 'its proof as a file (c2sp.org/tlog-proof)'],
  ['/bundle', 'evidence in one file, checked offline'],
] as const;

/** Where an entry lies in the log, the proof of that, and how to check it without trusting this page. */
export function entryProof({ entry, proof }: EntryProvenance) {
  const { leafHash, index, size, root, hashes, checkpoint } = proof;
  const at = `/api/v1/entries/${entry.id}`;
  const files = checkpoint === null ? FILES : [...FILES, ...SIGNED];
  return html`<section aria-labelledby="proof">
    <h2 id="proof">Proof</h2>
    <dl class="fields">
      <dt>Place in the log</dt><dd>index ${index} of ${size}</dd>
      <dt>Leaf hash</dt><dd><code>${leafHash}</code></dd>
      <dt>Payload hash</dt><dd><code>${entry.payloadHash}</code></dd>
      <dt>Root of the log</dt><dd><code>${root}</code></dd>
    </dl>
    ${
      checkpoint === null
        ? html`<p>No signed checkpoint covers it yet; the proof leads to the root of the whole ledger.</p>`
        : html`<p>The signed checkpoint that covers it:</p><pre tabindex="0">${checkpoint}</pre>`
    }
    <details>
      <summary>${hashes.length} hashes from the leaf to the root</summary>
      <ol class="hashes">${hashes.map((hash) => html`<li><code>${hash}</code></li>`)}</ol>
    </details>
    <h3>Check it</h3>
    ${
      checkpoint === null
        ? null
        : html`<div class="check" data-entry=${entry.id} data-leaf=${leafHash}></div>`
    }
    <p>
      SHA-256 over a zero byte and the leaf is the leaf hash (RFC 6962). With the hashes, the neighbour
      first, it leads to the root, which the checkpoint signs. Commands that do it:
    </p>
    <pre tabindex="0">${
      checkpoint === null
        ? `hustings show ${entry.id} --leaf > entry.leaf`
        : `hustings bundle ${entry.id} > entry.hustings-bundle.json
hustings verify-bundle entry.hustings-bundle.json`
    }</pre>
    <h3>Take it away</h3>
    <ul>${files.map(
      ([below, what]) =>
        html`<li><a href=${`${at}${below}`}><code>${`${at}${below}`}</code></a>: ${what}</li>`,
    )}</ul>
  </section>`;
}
