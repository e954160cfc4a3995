import { html } from 'htm/preact';
import type { CheckpointsPage, PublishedCheckpoint } from '../ledger/queries/log-state.ts';
import type { AgainstLog, CheckStep } from '../tlog/against-log.ts';
import { AUDIT, auditTrail, errorsAt, fieldSays, timeOf } from './audit-parts.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { numberText } from './numbers.ts';
import { addressOf, type Sight } from './sight.ts';

/** What the page of the checkpoints shows. */
export interface CheckpointsShown {
  readonly page: CheckpointsPage;
  /** Below which size its list begins; undefined: with the newest. */
  readonly below: number | undefined;
  /** What was pasted, as it was; empty where nothing was. */
  readonly note: string;
  /** What came of it; undefined where nothing was checked. */
  readonly checked: AgainstLog | undefined;
}

const FIELD = 'kept';

const MARKS = { holds: '✓', fails: '✗', open: '–' } as const;
const SAID = { holds: 'Holds', fails: 'Fails', open: 'Not looked at' } as const;

function stepItem({ holds, says }: CheckStep) {
  const came = holds === null ? 'open' : holds ? 'holds' : 'fails';
  return html`<li class=${came}>
    <b><span aria-hidden="true">${MARKS[came]} </span>${SAID[came]}:</b> ${says}
  </li>`;
}

function verdict({ kept, holds }: AgainstLog): string {
  if (kept === undefined) return 'This cannot be read as a checkpoint';
  return holds
    ? `The log begins with the ${numberText(kept.size)} entries that you kept a checkpoint of`
    : 'The log does not hold what this checkpoint says';
}

function outcome(checked: AgainstLog, sight: Sight) {
  return html`<section aria-labelledby="outcome" class=${checked.holds ? 'verdict-good' : 'verdict-bad'}>
    <h2 id="outcome" class="said">${verdict(checked)}</h2>
    <ol class="steps-checked">${checked.steps.map(stepItem)}</ol>
    <p class="faint">
      This goes by the hashes of the log, and reads no entry. That the entries are what their hashes say is
      what <a href=${addressOf(AUDIT.verification, sight)}>verifying every byte</a> shows, with the same checkpoint.
    </p>
  </section>`;
}

/** Why what was pasted is no checkpoint, where it is none. */
const problemOf = ({ checked }: CheckpointsShown): string | undefined =>
  checked !== undefined && checked.kept === undefined ? checked.steps[0]?.says : undefined;

const checkForm = (shown: CheckpointsShown) => html`<form
  class="kept" method="post" action=${AUDIT.checkpoints}
>
  <label for=${FIELD}>A checkpoint that you kept</label>
  <p class="faint" id=${`${FIELD}-hint`}>
    The whole file, as it was downloaded: three lines, an empty one, and a signature that begins with a dash.
  </p>
  <textarea name="note" rows="6" cols="60" required spellcheck="false" ...${fieldSays(FIELD, problemOf(shown))}>${shown.note}</textarea>
  <button>Check it against the log</button>
</form>`;

const checkpointRow = ({ size, recordedAt }: PublishedCheckpoint) => html`<tr>
  <th scope="row"><a href=${`/log/checkpoints/${size}`}>${numberText(size)}</a></th>
  <td data-label="last entry recorded">${recordedAt === null ? 'not known' : timeOf(recordedAt)}</td>
  <td><a href=${`/log/checkpoints/${size}`} download=${`checkpoint-${size}`}>Download<span class="hidden"> the checkpoint of ${numberText(size)} entries</span></a></td>
</tr>`;

function list({ page, below }: CheckpointsShown, sight: Sight) {
  const { checkpoints, next } = page;
  const newest = html`<a href=${addressOf(AUDIT.checkpoints, sight)}>The newest</a>`;
  if (checkpoints.length === 0) {
    return below === undefined
      ? html`<p class="empty">
          No checkpoint was signed yet. <code>hustings serve</code> signs one as soon as there are entries.
        </p>`
      : html`<p class="empty">There is no checkpoint of fewer than ${numberText(below)} entries. ${newest}</p>`;
  }
  return html`<div class="wide"><table class="list">
      <caption>Published checkpoints${below === undefined ? '' : ` of fewer than ${numberText(below)} entries`}, the newest first</caption>
      <thead><tr>
        <th scope="col">Entries</th><th scope="col">Its last entry was recorded</th><th scope="col">File</th>
      </tr></thead>
      <tbody>${checkpoints.map(checkpointRow)}</tbody>
    </table></div>
    <nav aria-label="Other checkpoints"><p>
      ${below === undefined ? null : newest}${below === undefined || next === null ? null : ' · '}
      ${next === null ? null : html`<a rel="next" href=${addressOf(AUDIT.checkpoints, sight, { below: next })}>Older ones</a>`}
    </p></nav>`;
}

/** The page of the checkpoints: those that were published, and what comes of one that somebody kept. */
export function checkpointsPage(shown: CheckpointsShown, sight: Sight): PageFrame {
  const { checked } = shown;
  const title = checked === undefined ? 'Checkpoints' : verdict(checked);
  return {
    title,
    trail: auditTrail(sight, 'Checkpoints', AUDIT.checkpoints),
    main: html`<h1>Checkpoints to keep</h1>
      ${errorsAt(FIELD, problemOf(shown))}
      <p class="lead">
        Whoever keeps one can show at any later time that nothing up to it was rewritten, put in or left out. Keep it
        where nobody who runs this ledger can reach it.
      </p>
      <${DataLinks} />
      ${checked?.kept === undefined ? null : outcome(checked, sight)}
      <section aria-labelledby="check">
        <h2 id="check">Check one that you kept</h2>
        ${checkForm(shown)}
      </section>
      <section aria-labelledby="published">
        <h2 id="published">Published checkpoints</h2>
        ${list(shown, sight)}
      </section>`,
  };
}
