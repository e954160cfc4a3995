import { html } from 'htm/preact';
import type { LogState } from '../ledger/queries/log-state.ts';
import { AUDIT, auditTrail, digits, momentText, timeOf, WHAT_IT_PROVES } from './audit-parts.ts';
import { type WeakShown, weakCountsTable } from './audit-weak.ts';
import { bundleForm } from './bundle-form.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { numberText } from './numbers.ts';
import { addressOf, type Sight } from './sight.ts';
import { useMay } from './viewer.ts';

/** What the auditor's first page shows. */
export interface AuditShown {
  readonly state: LogState;
  /** When it was read, in milliseconds since 1970. */
  readonly readAt: number;
  /** The public keys of the log, as text. */
  readonly vkeys: readonly string[];
  readonly weak: WeakShown;
}

const countText = (count: number, one: string, more: string): string =>
  `${numberText(count)} ${count === 1 ? one : more}`;

function lastCheckpoint({ entries, last }: LogState) {
  if (last === null) {
    return html`<p>
      None was signed yet. <code>hustings serve</code> signs one as soon as there are entries,
      ${' '}<code>hustings export --log DIR</code> at once.
    </p>`;
  }
  const since = entries - last.size;
  return html`<p>
      Of <a href=${`/log/checkpoints/${last.size}`}>${countText(last.size, 'entry', 'entries')}</a>, root
      ${' '}${digits(last.root)}, of the log <code>${last.origin}</code>${
        last.recordedAt === null
          ? null
          : html`; its last entry was recorded ${timeOf(last.recordedAt)}`
      }.
      ${
        since > 0
          ? html` <b>${countText(since, 'entry has', 'entries have')} come since</b>, in no checkpoint yet.`
          : ' It covers every entry.'
      }
    </p>
    <p>
      <a href="/log/checkpoint" download="checkpoint">Download it to keep it</a>, where nobody who runs this
      ledger can reach it.
    </p>`;
}

const keyList = (vkeys: readonly string[]) =>
  vkeys.length === 0
    ? html`<p>This server has no key of the log, so it cannot say by which its checkpoints are signed.</p>`
    : html`<ul class="keys-of-log">${vkeys.map((vkey) => html`<li><code>${vkey}</code></li>`)}</ul>`;

/** How many entries there are, for those who may with the way to them. */
function EntryCount({ entries, sight }: { entries: number; sight: Sight }) {
  return useMay('audit')
    ? html`<a href=${addressOf(AUDIT.log, sight)}>${numberText(entries)}</a>`
    : numberText(entries);
}

function logSection({ state, readAt, vkeys }: AuditShown, sight: Sight) {
  const { entries, tree, problem } = state;
  return html`<section aria-labelledby="log">
    <h2 id="log">The log</h2>
    ${
      problem === null
        ? null
        : html`<p class="notice" role="alert"><b>The log is damaged:</b> ${problem} Verify the ledger to learn where.</p>`
    }
    <dl class="fields">
      <dt>Entries</dt><dd><${EntryCount} entries=${entries} sight=${sight} /></dd>
      <dt>Tree</dt>
      <dd>${tree === null ? 'It cannot be told.' : html`size ${numberText(tree.size)}, root ${digits(tree.root)}`}</dd>
      <dt>Last checkpoint</dt><dd>${lastCheckpoint(state)}</dd>
      <dt>Public key</dt><dd>${keyList(vkeys)}</dd>
    </dl>
    <p>
      <a href=${addressOf(AUDIT.checkpoints, sight)}>All checkpoints, and a form to check one that you kept</a>
    </p>
    <p class="faint">Read ${momentText(readAt)}.</p>
  </section>`;
}

const terminal = ([vkey = 'VKEY']: readonly string[]): string =>
  `curl -s https://THIS-SERVER/log/checkpoint > kept.checkpoint
hustings verify --since kept.checkpoint --vkey '${vkey}'`;

const checkSection = ({ vkeys }: AuditShown) => html`<section aria-labelledby="yourself">
  <h2 id="yourself">Check it yourself</h2>
  <p>
    Today the first line; any later day the second, on a copy of the ledger. Whatever reads logs of the form
    c2sp.org/tlog-tiles reads this one below <code>/log/</code>.
  </p>
  <pre tabindex="0">${terminal(vkeys)}</pre>
</section>`;

/** What an auditor may do beyond reading, or what it takes. */
function ForAuditors({ sight }: { sight: Sight }) {
  if (!useMay('audit')) {
    return html`<p>
      With a token of the role auditor you can <a href=${addressOf('/sign-in', { next: AUDIT.start })}>sign in</a>
      ${' '}and have every byte verified here, and see who recorded what. Whoever keeps this ledger makes one
      with <code>hustings token add NAME --role auditor</code>.
    </p>`;
  }
  return html`<ul>
    <li><a href=${addressOf(AUDIT.verification, sight)}>Verify every byte</a>: payloads, leaves, order, columns, tiles, checkpoints, standings</li>
    <li><a href=${addressOf(AUDIT.log, sight)}>Who recorded what</a>: all entries, by hand, contest and type</li>
  </ul>`;
}

const takeAway = () => html`<section aria-labelledby="away">
  <h2 id="away">Take it away</h2>
  <p>
    <a href="/api/v1/export" download="hustings.ndjson">The whole ledger</a> as NDJSON:${' '}
    <code>hustings import</code> makes a ledger of it that gives the same digests, with no server.
  </p>
  ${bundleForm()}
</section>`;

/** The auditor's first page: how it stands with the log, what is weakly sourced, what can be taken away. */
export function auditPage(shown: AuditShown, sight: Sight): PageFrame {
  return {
    title: 'Audit',
    trail: auditTrail(sight),
    main: html`<h1>Audit</h1>
      <p class="lead">${WHAT_IT_PROVES}</p>
      <${DataLinks} />
      ${logSection(shown, sight)}
      <section aria-labelledby="auditors">
        <h2 id="auditors">Verify, and who recorded what</h2>
        <${ForAuditors} sight=${sight} />
      </section>
      ${weakCountsTable(shown.weak, sight)}
      ${takeAway()}
      ${checkSection(shown)}`,
  };
}
