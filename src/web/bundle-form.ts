import { html } from 'htm/preact';
import { AUDIT, auditTrail, errorsAt, fieldSays } from './audit-parts.ts';
import type { PageFrame } from './document.ts';
import type { Sight } from './sight.ts';

const FIELD = 'bundle-entry';

/** The form for the evidence of one entry; after a fault it says again what was said. */
export const bundleForm = (said = '', problem?: string) => html`<form
  class="bundle" method="get" action=${AUDIT.bundle}
>
  <label for=${FIELD}>Evidence for an entry, in one file that is checked offline</label>
  <input name="entry" value=${said} required spellcheck="false" autocomplete="off" ...${fieldSays(FIELD, problem)} />
  <p class="faint" id=${`${FIELD}-hint`}>The id of the entry, or its first digits, as every page shows them: 90bb227f</p>
  <button>Download the bundle</button>
</form>`;

/** The page that says why there is no bundle of what was asked, and asks again. */
export const bundlePage = (said: string, problem: string | undefined, sight: Sight): PageFrame => ({
  title: problem === undefined ? 'Evidence for an entry' : 'There is no such bundle',
  trail: auditTrail(sight, 'Evidence', AUDIT.bundle),
  main: html`<h1>Evidence for an entry</h1>
    ${errorsAt(FIELD, problem)}
    ${bundleForm(said, problem)}
    <p>
      A bundle has the entry's exact bytes, all that corrects, ends, strikes or disputes it, their proofs, the
      signed checkpoint, and a verifier that needs Node and nothing else.
    </p>`,
});
