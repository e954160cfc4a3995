import { html } from 'htm/preact';
import type { CellChange } from '../../projections/cell-changes.ts';
import type { Change } from '../../projections/changes.ts';
import type { AskedClocks } from '../ledger/clocks.ts';
import type { Comparison } from '../ledger/queries/compare.ts';
import { nameIn } from '../ledger/queries/names.ts';
import { changeItem, generalReasons, type NamesKnown } from './change-item.ts';
import { clocksText } from './clocks.ts';
import { type Compared, compareForm } from './compare-form.ts';
import { contestNav } from './contest-nav.ts';
import type { PageFrame } from './document.ts';
import { partAsked, partLinks, partLinksBelow } from './part-of-rows.ts';
import { policyText } from './policy-words.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** What the page of a comparison shows. */
export interface ComparisonShown {
  readonly comparison: Comparison;
  readonly names: NamesKnown;
  /** The part of the changes that is asked for. */
  readonly part?: string | undefined;
  /** Both moments as they were asked for, the defaults put in. */
  readonly from: AskedClocks;
  readonly to: AskedClocks;
}

const GROUPS: readonly (readonly [Change['tag'], string])[] = [
  ['gained', 'Gained'],
  ['lost', 'Lost'],
  ['switched', 'Switched'],
  ['lapsed', 'Lapsed: their candidate withdrew'],
  ['confirmed', 'Confirmed: from possible to certain'],
  ['doubted', 'Doubted: from certain to possible'],
];

function groupOf(
  [tag, title]: (typeof GROUPS)[number],
  { changes, shown }: Readonly<Record<'changes' | 'shown', readonly Change[]>>,
  sight: Sight,
  names: NamesKnown,
) {
  const mine = shown.filter((change) => change.tag === tag);
  if (mine.length === 0) return null;
  const count = changes.filter((change) => change.tag === tag).length;
  return html`<section aria-labelledby=${tag}>
    <h3 id=${tag}>${title} (${count})</h3>
    <ul class="changes">${mine.map((change) => changeItem(change, sight, names))}</ul>
  </section>`;
}

const COUNTS = ['certain', 'possible', 'lapsed', 'best'] as const;

/** A count before and after, each with what is behind it. */
function movedOf(
  cell: CellChange,
  count: (typeof COUNTS)[number],
  behind: readonly [string, string],
) {
  const [before, after] = cell[count];
  const number = (value: number, at: string) =>
    value === 0 ? html`<span>0</span>` : html`<a href=${at}>${value}</a>`;
  if (before === after)
    return html`<td class="n none" data-label=${count}>${number(after, behind[1])}</td>`;
  return html`<td class=${count === 'possible' ? 'n possible' : 'n'} data-label=${count}>
    ${number(before, behind[0])}<span aria-hidden="true"> → </span><span class="hidden"> then </span>${number(after, behind[1])}
  </td>`;
}

function cellsTable({ comparison, names, from, to }: ComparisonShown, sight: Sight) {
  const { contest, cells } = comparison;
  if (cells.length === 0) return html`<p>No number changed.</p>`;
  const at = contestPath(contest, 'provenance');
  return html`<div class="wide"><table class="list">
    <caption>The numbers that changed, before → after</caption>
    <thead><tr>
      <th scope="col">Candidate</th><th scope="col">Category</th>
      ${COUNTS.map((count) => html`<th scope="col" class="n">${count}</th>`)}
    </tr></thead>
    <tbody>${cells.map((cell) => {
      const { candidate, category } = cell;
      const number = { counts: sight.counts, candidate, category };
      const behind = [addressOf(at, from, number), addressOf(at, to, number)] as const;
      return html`<tr>
        <th scope="row">${nameIn(names.candidates, candidate)}</th>
        <td data-label="category">${category}</td>
        ${COUNTS.map((count) => movedOf(cell, count, behind))}
      </tr>`;
    })}</tbody>
  </table></div>`;
}

/** So many changes at most stand on a page. */
const MOST_CHANGES = 180;

const groupAt = ({ tag }: Change): number => GROUPS.findIndex(([group]) => group === tag);

/** The page of a comparison: who changed between two moments on whatever clock, and why. Refuses, as BadQuestion, a part that there is not. */
export function comparePage(shown: ComparisonShown, sight: Sight): PageFrame {
  const { comparison, names, from, to } = shown;
  const { contest, changes } = comparison;
  const title = comparison.title ?? contest;
  const inGroups = [...changes].sort((one, other) => groupAt(one) - groupAt(other));
  const part = partAsked(inGroups, shown.part, { most: MOST_CHANGES });
  const compared: Compared = {
    at: contestPath(contest, 'compare'),
    from,
    to,
    counts: sight.counts,
  };
  const query = {
    from: from.asOf,
    to: to.asOf,
    fromReportedBy: from.reportedBy,
    toReportedBy: to.reportedBy,
    fromKnownAt: from.knownAt,
    toKnownAt: to.knownAt,
    counts: sight.counts,
  };
  return {
    title: `${title}, ${from.asOf} and ${to.asOf}`,
    trail: [
      { name: title, at: addressOf(contestPath(contest), sight) },
      { name: 'Compare', at: addressOf(compared.at, query) },
    ],
    main: html`<h1>${title}: two moments compared</h1>
      <p class="clocks">From: ${clocksText(comparison.from.clocks)}</p>
      <p class="clocks" role="status">To: ${clocksText(comparison.to.clocks)} ${policyText(comparison.policy)}</p>
      ${contestNav(contest, sight, 'compare')}
      ${compareForm(compared)}
      <section aria-labelledby="endorsers">
        <h2 id="endorsers">Endorsers who changed (${changes.length})</h2>
        ${changes.length === 0 ? html`<p class="empty">No endorser changed between the two.</p>` : null}
        ${partLinks(part, compared.at, query)}
        ${generalReasons(part.rows)}
        ${GROUPS.map((group) => groupOf(group, { changes, shown: part.rows }, sight, names))}
        ${partLinksBelow(part, compared.at, query)}
      </section>
      <section aria-labelledby="numbers">
        <h2 id="numbers">Numbers</h2>
        ${cellsTable(shown, sight)}
      </section>
      <p class="digest">
        Digests <code>${comparison.from.digest}</code> and <code>${comparison.to.digest}</code>
      </p>`,
  };
}
