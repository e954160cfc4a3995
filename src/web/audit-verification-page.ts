import { html } from 'htm/preact';
import { AUDIT, auditTrail, errorsAt, fieldSays, momentText, runPath } from './audit-parts.ts';
import { runTitle } from './audit-run-page.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import type { RunShown } from './run-shown.ts';
import { addressOf, type Sight } from './sight.ts';

/** What the page shows from which verifications are begun. */
export interface VerificationShown {
  /** The known runs, the last begun first. */
  readonly runs: readonly RunShown[];
  /** What was pasted as a kept checkpoint; empty where nothing was. */
  readonly since: string;
  /** Why no run was begun. */
  readonly problem: string | undefined;
}

const FIELD = 'since';

const runRow = (run: RunShown, sight: Sight) => html`<tr>
  <th scope="row"><a href=${addressOf(runPath(run.id), sight)}>${momentText(run.begun)}</a></th>
  <td data-label="by">${run.by}</td>
  <td data-label="outcome">${runTitle(run)}${run.since === undefined ? null : html` <small>with a kept checkpoint</small>`}</td>
</tr>`;

const runsTable = (runs: readonly RunShown[], sight: Sight) =>
  runs.length === 0
    ? html`<p class="empty">None in the last hour.</p>`
    : html`<div class="wide"><table class="list">
        <caption>Verifications of the last hour, the newest first</caption>
        <thead><tr><th scope="col">Begun</th><th scope="col">By</th><th scope="col">Outcome</th></tr></thead>
        <tbody>${runs.map((run) => runRow(run, sight))}</tbody>
      </table></div>`;

function underWay(run: RunShown | undefined, sight: Sight) {
  if (run === undefined) return null;
  return html`<p class="notice">
    One is under way, begun by ${run.by}: <a href=${addressOf(runPath(run.id), sight)}>follow it</a>.
  </p>`;
}

/** The page from which verifications are begun, and that has those of the last hour. */
export function verificationPage(shown: VerificationShown, sight: Sight): PageFrame {
  const { runs, since, problem } = shown;
  return {
    title: 'Verify every byte',
    trail: auditTrail(sight, 'Verification', AUDIT.verification),
    main: html`<h1>Verify every byte</h1>
      ${errorsAt(FIELD, problem)}
      <p class="lead">
        Each payload is hashed against the commitment in its leaf, each leaf against the tiles and checkpoints,
        the columns against the bytes, and today’s standings from the columns against those from the bytes.
      </p>
      <${DataLinks} />
      ${underWay(
        runs.find(({ state }) => state.is === 'running'),
        sight,
      )}
      <form class="kept" method="post" action=${AUDIT.verification}>
        <label for=${FIELD}>A checkpoint that you kept <small>(optional)</small></label>
        <p class="faint" id=${`${FIELD}-hint`}>
          The whole file. The ledger must begin with exactly the entries that it was signed for. Without one from
          outside, whoever holds the ledger and its key could have rewritten it all.
        </p>
        <textarea name="since" rows="6" cols="60" spellcheck="false" ...${fieldSays(FIELD, problem)}>${since}</textarea>
        <button>Verify now</button>
      </form>
      <section aria-labelledby="runs">
        <h2 id="runs">Done before</h2>
        ${runsTable(runs, sight)}
      </section>
      <p class="faint">
        On a terminal: <code>hustings verify --since kept.checkpoint</code>. To a program:${' '}
        <a href="/api/v1/audit/verification">the same as JSON</a>, which runs it.
      </p>`,
  };
}
