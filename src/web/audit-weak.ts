import { html } from 'htm/preact';
import { WEAKNESSES, type Weakness } from '../../projections/weak.ts';
import type { PrintedClocks } from '../ledger/clocks.ts';
import { nameIn } from '../ledger/queries/names.ts';
import type { ContestWeakness } from '../ledger/queries/weak-counts.ts';
import { clocksText } from './clocks.ts';
import { numberText } from './numbers.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { listWords } from './weak-page.ts';

/** How much of each contest is weakly sourced. */
export interface WeakShown {
  readonly clocks: PrintedClocks;
  readonly contests: readonly ContestWeakness[];
  /** What the contests are called, by slug. */
  readonly titles: Readonly<Record<string, string>>;
}

function countCell({ contest, counts }: ContestWeakness, weakness: Weakness, sight: Sight) {
  const count = counts[weakness];
  const at = addressOf(contestPath(contest, 'weak'), sight, { list: weakness });
  return html`<td class=${count === 0 ? 'n none' : 'n'} data-label=${listWords(weakness)}>
    ${count === 0 ? '0' : html`<a href=${at}>${numberText(count)}</a>`}
  </td>`;
}

const contestRow = (each: ContestWeakness, titles: WeakShown['titles'], sight: Sight) => html`<tr>
  <th scope="row"><a href=${addressOf(contestPath(each.contest, 'weak'), sight)}>${nameIn(titles, each.contest)}</a></th>
  <td class="n" data-label="claims">
    <a href=${addressOf(contestPath(each.contest, 'timeline'), sight)}>${numberText(each.claims)}</a>
  </td>
  ${WEAKNESSES.map((weakness) => countCell(each, weakness, sight))}
</tr>`;

/** How many claims of each contest are in each list of weak provenance, with the way to the lists. */
export function weakCountsTable({ clocks, contests, titles }: WeakShown, sight: Sight) {
  return html`<section aria-labelledby="weak">
    <h2 id="weak">Weak provenance</h2>
    <p class="clocks">${clocksText(clocks)}</p>
    ${
      contests.length === 0
        ? html`<p class="empty">No contest has a claim yet, so none is weak.</p>`
        : html`<div class="wide"><table class="list">
            <caption>Claims of each contest that are in a list; each count leads to them</caption>
            <thead><tr>
              <th scope="col">Contest</th>
              ${['claims', ...WEAKNESSES.map(listWords)].map((head) => html`<th scope="col" class="n">${head}</th>`)}
            </tr></thead>
            <tbody>${contests.map((each) => contestRow(each, titles, sight))}</tbody>
          </table></div>`
    }
    <p>
      <a href=${addressOf('/weak', sight)}>The lists over all contests</a>, which also compare hashes between
      contests, and say what each list means.
    </p>
  </section>`;
}
