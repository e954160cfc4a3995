import { html } from 'htm/preact';
import type { Cell } from '../../projections/cell.ts';
import type { CandidateState } from '../../projections/on-day.ts';
import type { Standings } from '../ledger/queries/standings.ts';
import { behindNumber, behindUndeclared } from './behind-number.ts';
import { addressOf, entryPath, type Sight } from './sight.ts';

/** A count as it is shown, and as it is said where it is not certain. */
export function countText(certain: number, possible: number): { shown: string; said: string } {
  if (possible === 0) return { shown: `${certain}`, said: `${certain}` };
  const most = certain + possible;
  return { shown: `${certain}–${most}`, said: `${certain} certain, up to ${most} possible` };
}

const statusText = ({ status, statusOn }: CandidateState): string =>
  `${status.replaceAll('-', ' ')}${statusOn === null ? '' : ` ${statusOn}`}`;

/** The named endorsers of a cell as a link to the claims behind them. */
function named(cell: Cell, at: string) {
  const { certain, possible } = cell;
  const { shown, said } = countText(certain, possible);
  if (certain + possible === 0)
    return html`<span class="none">·<span class="hidden">none</span></span>`;
  return html`<a class=${possible > 0 ? 'count possible' : 'count'} href=${at}>
    <span aria-hidden="true">${shown}</span><span class="hidden">${said}</span>
  </a>`;
}

function cellOf(cell: Cell | undefined, category: string, at: string, sight: Sight) {
  if (cell === undefined) return html`<td data-label=${category} class="n"></td>`;
  const { lapsed, reported } = cell;
  return html`<td data-label=${category} class="n">
    ${named(cell, at)}
    ${
      reported === null
        ? null
        : html`<a class="printed" href=${addressOf(entryPath(reported.entry), sight)}>${reported.value} printed</a>`
    }
    ${lapsed > 0 ? html`<small class="lapsed">${lapsed} lapsed</small>` : null}
  </td>`;
}

/** Who backs whom: candidates by categories, each number a link to what is behind it. */
export function standingsTable(standings: Standings, sight: Sight) {
  const { contest, categories, candidates, undeclared, clocks } = standings;
  return html`<div class="wide"><table class="standings">
    <caption>Who backs whom on ${clocks.asOf}</caption>
    <thead><tr>
      <th scope="col">Candidate</th>
      ${categories.map((category) => html`<th scope="col" class="n">${category}</th>`)}
    </tr></thead>
    <tbody>
      ${candidates.map(
        (one) => html`<tr class=${one.status}>
          <th scope="row">
            ${one.name}
            ${one.status === 'standing' ? null : html`<small>${statusText(one)}</small>`}
          </th>
          ${categories.map((category) =>
            cellOf(
              one.cells[category],
              category,
              behindNumber(contest, sight, { candidate: one.candidate, category }),
              sight,
            ),
          )}
        </tr>`,
      )}
    </tbody>
    <tfoot><tr>
      <th scope="row">Yet to declare</th>
      ${categories.map((category) => {
        const { value = null, basis = 'unknown' } = undeclared[category] ?? {};
        return html`<td data-label=${category} class="n">
          ${
            value === null
              ? html`<abbr title="no source says how many there are">?</abbr>`
              : html`<a class="count" href=${behindUndeclared(contest, sight, category)}>${value}</a>
                  <small>by ${basis === 'tally' ? 'a printed table' : 'the roll'}</small>`
          }
        </td>`;
      })}
    </tr></tfoot>
  </table></div>`;
}
