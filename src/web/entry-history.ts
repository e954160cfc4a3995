import { html } from 'htm/preact';
import { chainWords } from '../interchange/chain-words.ts';
import type { ChainLink } from '../ledger/queries/entry-chain.ts';
import type { EntryProvenance } from '../ledger/queries/entry-provenance.ts';
import { type FieldsShown, fieldValue } from './entry-fields.ts';
import { entryLink } from './entry-links.ts';
import type { Sight } from './sight.ts';
import { whenText } from './when.ts';

/** Who made it so, where somebody did. */
const by = (id: string | null, sight: Sight) =>
  id === null ? '' : html`${' '}(${entryLink(id, sight)})`;

/** What became of an entry, in a sentence; nothing where it simply counts. */
export function fateNotice({ fate, entry, erasures, corrected }: EntryProvenance, sight: Sight) {
  if (entry.erased) {
    const told = erasures.length > 1 ? 'One of these erasures took them:' : 'The erasure:';
    return html`<div class="notice">
      <p><b>Erased.</b> What this entry said was erased by law. Its leaf, its place and its proof stay.</p>
      ${
        erasures.length === 0
          ? html`<p>An entry of another ledger erased it.</p>`
          : html`<p>${told}</p><ul>${erasures.map(
              ({ id, recordedAt, recordedBy, legalBasis }) => html`<li>
                ${entryLink(id, sight)}, recorded ${recordedAt} by ${recordedBy}. Legal basis: ${legalBasis}
              </li>`,
            )}</ul>`
      }
    </div>`;
  }
  if (fate.state === 'counts') {
    return corrected.length === 0
      ? null
      : html`<p class="notice"><b>Corrected</b> since it was recorded: <a href="#history">what it says now</a>.</p>`;
  }
  return html`<p class="notice">
    <b>${fate.state === 'unpublished' ? 'not published' : fate.state}</b>${by(fate.by, sight)}:
    ${fate.state === 'disputed' ? ' until the dispute is resolved it settles nothing.' : ' it counts nowhere.'}
  </p>`;
}

const linkItem = (link: ChainLink, sight: Sight) => html`<li>
  <b>${chainWords(link)}</b>${' '}${entryLink(link.id, sight)}${' '}
  <span class="faint">
    ${link.type}${link.about === null ? '' : html` of ${entryLink(link.about, sight)}`}${
      link.on === null ? '' : `, ${whenText(link.on)}`
    }, recorded ${link.recordedAt} by ${link.recordedBy}${
      link.holds === 'counts' ? '' : `; ${link.holds.replaceAll('-', ' ')}`
    }
  </span>
  ${link.why === null ? null : html`${' '}<q>${link.why}</q>`}
</li>`;

const corrections = ({ corrected }: EntryProvenance, shown: FieldsShown) =>
  corrected.length === 0
    ? null
    : html`<div class="wide"><table class="list">
        <caption>What corrections made of its fields</caption>
        <thead><tr>
          ${['Field', 'Was', 'Is now', 'By'].map((head) => html`<th scope="col">${head}</th>`)}
        </tr></thead>
        <tbody>${corrected.map(({ field, was, now, by: correction }) => {
          const key = field.replace(/^data\./, '');
          return html`<tr>
            <th scope="row">${key}</th>
            <td data-label="was"><s>${fieldValue(key, was, shown)}</s></td>
            <td data-label="is now">${fieldValue(key, now, shown)}</td>
            <td data-label="by">${entryLink(correction, shown.sight)}</td>
          </tr>`;
        })}</tbody>
      </table></div>`;

/** What an entry names and what names it, in order of recording, and what that made of it. */
export function entryHistory(told: EntryProvenance, shown: FieldsShown) {
  const { chain, gives } = told;
  const { sight } = shown;
  return html`<section aria-labelledby="history">
    <h2 id="history">History</h2>
    ${
      chain.length === 0
        ? html`<p>Nothing corrects, disputes, ends or strikes it, nothing tells it again, and it names no other entry.</p>`
        : html`<ol class="history">${chain.map((link) => linkItem(link, sight))}</ol>`
    }
    ${corrections(told, shown)}
    ${gives.map(({ field, holds, supersededBy }) => {
      const instead = supersededBy === null ? '' : html`; ${entryLink(supersededBy, sight)} does`;
      return html`<p>The ${field} that it gives ${holds ? 'holds' : 'does not hold'}${instead}.</p>`;
    })}
  </section>`;
}
