import { html } from 'htm/preact';
import type { EndorserList, ListedEndorser } from '../ledger/queries/endorsers.ts';
import { clocksText } from './clocks.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { type Part, partLinks } from './part-of-rows.ts';
import { searchForm } from './search-form.ts';
import { addressOf, contestPath, endorserPath, type Sight } from './sight.ts';

/** What the list of endorsers shows. */
export interface EndorsersShown {
  readonly list: EndorserList;
  /** The part of it that is shown. */
  readonly part: Part<ListedEndorser>;
  /** The text that their names hold. */
  readonly sought: string | undefined;
}

const PATH = '/endorsers';

const rowOf = ({ endorser, name, contests }: ListedEndorser, sight: Sight) => html`<tr>
  <th scope="row"><a href=${addressOf(endorserPath(endorser), sight)}>${name}</a></th>
  <td data-label="in"><ul class="values">${contests.map(
    ({ contest, title, category }) => html`<li>
      <a href=${addressOf(contestPath(contest), sight)}>${title ?? contest}</a>${' '}
      <span class="faint">${category ?? 'in no category'}</span>
    </li>`,
  )}</ul></td>
</tr>`;

const none = (sought: string | undefined): string =>
  sought === undefined
    ? 'No contest enrols an endorser yet at these clocks.'
    : `No endorser has “${sought}” in a name of theirs at these clocks.`;

/** The list of all endorsers, or of those whose names hold a text: each leads to what it did. */
export function endorsersPage({ list, part, sought }: EndorsersShown, sight: Sight): PageFrame {
  const { length } = list.endorsers;
  return {
    title: 'Endorsers',
    trail: [{ name: 'Endorsers', at: addressOf(PATH, sight) }],
    main: html`<h1>Endorsers</h1>
      <p class="clocks">${clocksText(list.clocks)}</p>
      <${DataLinks} />
      ${searchForm(PATH, sight, sought)}
      ${
        length === 0
          ? html`<p class="empty">${none(sought)}</p>`
          : html`<div class="wide"><table class="list">
              <caption>${length} ${length === 1 ? 'endorser' : 'endorsers'}, by name</caption>
              <thead><tr><th scope="col">Endorser</th><th scope="col">Enrolled in</th></tr></thead>
              <tbody>${part.rows.map((each) => rowOf(each, sight))}</tbody>
            </table></div>`
      }
      ${partLinks(part, PATH, sight, { q: sought })}`,
  };
}
