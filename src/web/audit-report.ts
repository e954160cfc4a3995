import { html } from 'htm/preact';
import type { Examined } from '../interchange/verification.ts';
import {
  type CheckedRow,
  checkpointRows,
  failureOf,
  faultText,
  ledgerRows,
  many,
  named,
  passedOverText,
  verdictOf,
} from '../interchange/verification-words.ts';
import type { Fault } from '../tlog/audit/fault.ts';
import type { Verifier } from '../tlog/keys.ts';
import { withEntryLinks } from './entry-links.ts';
import { numberText } from './numbers.ts';
import type { Sight } from './sight.ts';

/** How many faults and checkpoints are told one by one. */
const TOLD = 100;

const NO_KEY = 'this server has no key of the log';

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** What a report comes to, in a few words. */
export function reportTitle({ count, disturbed }: Examined): string {
  if (disturbed) return 'The ledger was changed while it was read';
  return count === 0 ? 'Nothing is wrong' : `${many(count, 'fault')} found`;
}

function firstFault({ faults, around }: Examined, sight: Sight) {
  const [first] = faults;
  if (first === undefined) return null;
  const beside = around.filter(({ seq }) => seq !== first.seq);
  return html`<p class="notice"><b>The first:</b> ${withEntryLinks(faultText(first, around), sight)}</p>
    ${
      beside.length === 0
        ? null
        : html`<ul>${beside.map(
            (entry) =>
              html`<li>${entry.seq < (first.seq ?? 0) ? 'before it' : 'after it'}: ${withEntryLinks(named(entry), sight)}</li>`,
          )}</ul>`
    }`;
}

const faultRow = ({ seq, place, problem }: Fault) => html`<tr>
  <th scope="row">${seq === null ? place : `entry ${numberText(seq)}`}</th>
  <td class="long" data-label="what is wrong">${problem}</td>
</tr>`;

function otherFaults({ faults, count }: Examined) {
  const others = faults.slice(1, TOLD);
  if (others.length === 0) return null;
  const untold = count - 1 - others.length;
  return html`<div class="wide"><table class="list">
      <caption>The other faults</caption>
      <thead><tr><th scope="col">Where</th><th scope="col">What is wrong</th></tr></thead>
      <tbody>${others.map(faultRow)}</tbody>
    </table></div>
    ${untold === 0 ? null : html`<p>… and ${many(untold, 'fault')} more.</p>`}`;
}

const checkedRow = ([what, checked, result]: CheckedRow) => html`<tr>
  <th scope="row">${what}</th>
  <td class="n" data-label="checked">${numberText(checked)}</td>
  <td class="long" data-label="result">${result}</td>
</tr>`;

const checkedTable = (caption: string, rows: readonly CheckedRow[]) => html`<div class="wide">
  <table class="list">
    <caption>${caption}</caption>
    <thead><tr>
      <th scope="col">What</th><th scope="col" class="n">Checked</th><th scope="col">Result</th>
    </tr></thead>
    <tbody>${rows.map(checkedRow)}</tbody>
  </table>
</div>`;

/** The checkpoints: those that do not hold first, then the newest, as many as are told. */
function checkpointsTold({ checkpoints, since }: Examined, keys: readonly Verifier[]) {
  const newest = [...(since === null ? [] : [since]), ...checkpoints.toReversed()];
  if (newest.length === 0) return html`<p>No checkpoint was signed yet.</p>`;
  const bad = newest.filter(({ holds }) => !holds);
  const good = newest.filter(({ holds }) => holds);
  const told = [...bad, ...good].slice(0, TOLD);
  const untold = newest.length - told.length;
  const holding =
    bad.length === 0
      ? 'all hold'
      : `${numberText(bad.length)} of which ${bad.length === 1 ? 'does' : 'do'} not hold`;
  const caption = `${many(newest.length, 'checkpoint')}, ${holding}`;
  return html`${checkedTable(caption, checkpointRows(told, keys))}
    ${untold === 0 ? null : html`<p>… and ${many(untold, 'older checkpoint')} that hold.</p>`}`;
}

/** What a verification found: its verdict, what is wrong, and what was checked. */
export function reportSection(report: Examined, keys: readonly Verifier[], sight: Sight) {
  if (report.disturbed) {
    return html`<section aria-labelledby="report">
      <h2 id="report" class="said">What it found</h2>
      <p>Bytes were erased, or columns made anew. So nothing was found to be wrong or right: verify again.</p>
    </section>`;
  }
  const { count } = report;
  const passed = passedOverText(report);
  return html`<section aria-labelledby="report" class=${count === 0 ? 'verdict-good' : 'verdict-bad'}>
    <h2 id="report" class="said">What it found</h2>
    <p>${verdictOf(report, keys, NO_KEY)}</p>
    ${count === 0 ? null : html`<p>${capital(failureOf(report))}</p>`}
    ${firstFault(report, sight)}
    ${otherFaults(report)}
    ${passed === undefined ? null : html`<p>${passed}</p>`}
    <h3>What was checked</h3>
    ${checkedTable('The ledger', ledgerRows(report))}
    ${checkpointsTold(report, keys)}
  </section>`;
}
