import { html } from 'htm/preact';
import type { ContestList, ListedContest } from '../ledger/queries/contests.ts';
import { clocksText } from './clocks.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { searchForm } from './search-form.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { useMay } from './viewer.ts';

const rowOf = (each: ListedContest, sight: Sight) => html`<tr>
  <th scope="row">
    <a href=${addressOf(contestPath(each.contest), sight)}>${each.title ?? each.contest}</a>
  </th>
  <td data-label="for">${each.office}, ${each.organisation}</td>
  <td data-label="opened" class="date">${each.opened ?? 'not said'}</td>
  <td data-label="candidates" class="n">
    ${each.candidates}${each.withdrawn > 0 ? html` <small>${each.withdrawn} withdrew</small>` : null}
  </td>
  <td data-label="entries" class="n">${each.entries}</td>
  <td data-label="last change" class="date">${each.lastChange ?? 'none yet'}</td>
</tr>`;

/** The way to open another contest, for whoever may. */
const OpenContest = () =>
  useMay('append') ? html`<p><a href="/open">Open a contest</a></p>` : null;

/** The list of all contests, or of those whose names hold the text that was sought. */
export function contestsPage(list: ContestList, sight: Sight, sought = ''): PageFrame {
  const { contests: found } = list;
  const none =
    sought === ''
      ? 'This ledger has no contest yet: hustings demo loads five, hustings import your own.'
      : `No contest has “${sought}” in its name.`;
  return {
    title: 'Contests',
    trail: [],
    main: html`<h1>Contests</h1>
      <p class="clocks">${clocksText(list.clocks)}</p>
      <${DataLinks} />
      ${searchForm('/', sight, sought)}
      ${
        found.length === 0
          ? html`<p class="empty">${none}</p>`
          : html`<div class="wide"><table class="list">
              <caption>${found.length} ${found.length === 1 ? 'contest' : 'contests'}, by their opening</caption>
              <thead><tr>
                ${['Contest', 'For', 'Opened', 'Candidates', 'Entries', 'Last change'].map(
                  (head) => html`<th scope="col">${head}</th>`,
                )}
              </tr></thead>
              <tbody>${found.map((each) => rowOf(each, sight))}</tbody>
            </table></div>`
      }
      <${OpenContest} />`,
  };
}
