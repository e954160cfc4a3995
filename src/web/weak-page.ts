import { html } from 'htm/preact';
import { WEAKNESSES, type Weakness } from '../../projections/weak.ts';
import { nameIn } from '../ledger/queries/names.ts';
import type { ListedWeakness, WeakList } from '../ledger/queries/weak.ts';
import { clocksText } from './clocks.ts';
import { contestNav } from './contest-nav.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { entryLink, entryLinks } from './entry-links.ts';
import { outLink } from './out-link.ts';
import { type Part, partLinks } from './part-of-rows.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { whenText } from './when.ts';

/** What the page of weak claims shows. */
export interface WeakShown {
  readonly weak: WeakList;
  /** The list whose rows are shown; without one there are only the counts. */
  readonly list: string | undefined;
  /** The part of its rows that is shown. */
  readonly part: Part<ListedWeakness>;
  /** What the contests are called, by slug. */
  readonly titles: Readonly<Record<string, string>>;
}

const MEANINGS: Readonly<Record<Weakness, string>> = {
  unsourced: 'a claim about the world without a source: there must be none',
  'single-source': 'one address says so, and no other claim of the same act cites another',
  'published-after-recorded': 'impossible, so one of the two dates is wrong',
  'inferred-date': 'known to several days only, or worked out',
  contradicts: 'cannot be true beside another claim',
  'other-hash': 'an address is cited elsewhere with other bytes',
  'same-words-other-hash': 'the same words of an address are cited with other bytes',
  'undated-source':
    'without a day of publication, so that “as reported by” goes by when it was retrieved, or never shows it',
};

/** The name of a list, in words. */
export const listWords = (weakness: string): string => weakness.replaceAll('-', ' ');

const countRow = (
  weakness: Weakness,
  { weak, list }: WeakShown,
  at: string,
  sight: Sight,
) => html`<tr>
  <th scope="row">
    <a href=${addressOf(at, sight, { list: weakness })} aria-current=${weakness === list ? 'true' : undefined}>
      ${listWords(weakness)}
    </a>
  </th>
  <td class="n" data-label="claims"><b>${weak.counts[weakness]}</b></td>
  <td>${MEANINGS[weakness]}</td>
</tr>`;

function weakRow(row: ListedWeakness, titles: WeakShown['titles'] | null, sight: Sight) {
  const { contest, entry, type, on, text, url, others } = row;
  return html`<tr>
    <th scope="row">${entryLink(entry, sight)}<small>${type}</small></th>
    ${
      titles === null
        ? null
        : html`<td data-label="contest"><a href=${addressOf(contestPath(contest, 'weak'), sight)}>${nameIn(titles, contest)}</a></td>`
    }
    <td data-label="on">${on === null ? null : whenText(on)}</td>
    <td data-label="weak">${text}${url === null ? null : html` <small>${outLink(url, url)}</small>`}</td>
    <td data-label="beside">${others.length === 0 ? null : entryLinks(others, sight)}</td>
  </tr>`;
}

function rowsTable({ weak, list, part, titles }: WeakShown, at: string, sight: Sight) {
  if (list === undefined) return html`<p>Each count leads to its claims.</p>`;
  if (weak.rows.length === 0)
    return html`<p class="empty">No claim is in the list “${listWords(list)}” at these clocks.</p>`;
  const isOfAll = weak.contest === null;
  const heads = ['Entry', ...(isOfAll ? ['Contest'] : []), 'On', 'What is weak', 'Beside'];
  return html`<div class="wide"><table class="list">
    <caption>${weak.rows.length} in the list “${listWords(list)}”</caption>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${part.rows.map((row) => weakRow(row, isOfAll ? titles : null, sight))}</tbody>
  </table></div>
  ${partLinks(part, at, sight, { list })}`;
}

/** The page of the claims whose provenance is weak: of a contest, or of all. */
export function weakPage(shown: WeakShown, sight: Sight): PageFrame {
  const { weak, list, titles } = shown;
  const { contest, clocks, claims } = weak;
  const name = contest === null ? 'All contests' : nameIn(titles, contest);
  const at = contest === null ? '/weak' : contestPath(contest, 'weak');
  return {
    title: `${name}: weak provenance`,
    trail: [
      ...(contest === null ? [] : [{ name, at: addressOf(contestPath(contest), sight) }]),
      { name: 'Weak provenance', at: addressOf(at, sight) },
    ],
    main: html`<h1>${name}: claims whose provenance is weak</h1>
      <p class="clocks" role="status">${clocksText(clocks)}</p>
      ${
        contest === null
          ? html`<${DataLinks} />`
          : [
              contestNav(contest, sight, 'weak'),
              html`<p><a href=${addressOf('/weak', sight, { list })}>The same of all contests</a></p>`,
            ]
      }
      <div class="wide"><table class="list">
        <caption>Of ${claims} claims</caption>
        <thead><tr>
          <th scope="col">List</th><th scope="col" class="n">Claims</th><th scope="col">What it means</th>
        </tr></thead>
        <tbody>${WEAKNESSES.map((each) => countRow(each, shown, at, sight))}</tbody>
      </table></div>
      ${rowsTable(shown, at, sight)}`,
  };
}
