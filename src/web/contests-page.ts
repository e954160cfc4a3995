import { html } from 'htm/preact';
import type { ContestList, ListedContest } from '../ledger/queries/contests.ts';
import { clocksText } from './clocks.ts';
import type { PageFrame } from './document.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

const matches = (
  { contest, title, office, organisation }: ListedContest,
  sought: string,
): boolean =>
  [contest, title, office, organisation].some((text) =>
    text?.toLowerCase().includes(sought.toLowerCase()),
  );

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

/** The list of all contests; `sought` narrows it to those whose names hold a text. */
export function contestsPage(list: ContestList, sight: Sight, sought = ''): PageFrame {
  const found = list.contests.filter((each) => matches(each, sought));
  const none =
    list.contests.length === 0
      ? 'This ledger has no contest yet: hustings demo loads five, hustings import your own.'
      : `No contest has “${sought}” in its name.`;
  return {
    title: 'Contests',
    trail: [],
    main: html`<h1>Contests</h1>
      <p class="clocks">${clocksText(list.clocks)}</p>
      <form class="search" role="search" method="get" action="/">
        ${Object.entries(sight).map(([name, value]) =>
          value === undefined ? null : html`<input type="hidden" name=${name} value=${value} />`,
        )}
        <label>Search <input type="search" name="q" value=${sought} /></label>
        <button>Find</button>
      </form>
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
      }`,
  };
}
