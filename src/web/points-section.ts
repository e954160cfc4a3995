import { html } from 'htm/preact';
import type { CandidatePoints, CellPoints, Weighed } from '../../projections/points.ts';
import type { Points } from '../ledger/queries/points.ts';
import { behindNumber } from './behind-number.ts';
import { rangeText } from './numbers.ts';
import { outLink } from './out-link.ts';
import type { Sight } from './sight.ts';
import { countText } from './standings-table.ts';
import { whenText } from './when.ts';

const limits = ({ certain, possible }: Weighed): string =>
  rangeText({ least: certain, most: certain + possible });

function cell({ certain, possible, points }: CellPoints, category: string, at: string) {
  if (certain + possible === 0) return html`<td data-label=${category} class="n"></td>`;
  const { shown, said } = countText(certain, possible);
  return html`<td data-label=${category} class="n">
    ${limits(points)}
    <small>for <a href=${at}><span aria-hidden="true">${shown}</span><span class="hidden">${said}</span></a></small>
  </td>`;
}

function row(one: CandidatePoints, contest: string, sight: Sight) {
  const { candidate, name, points, cells } = one;
  return html`<tr class=${one.status}>
    <th scope="row">${name}</th>
    <td data-label="points" class="n"><b>${limits(points)}</b></td>
    ${Object.entries(cells).map(([category, each]) =>
      cell(each, category, behindNumber(contest, sight, { candidate, category })),
    )}
  </tr>`;
}

/** The standings in somebody's points, and whose they are. */
export function pointsSection({ contest, weighing, unweighed, candidates }: Points, sight: Sight) {
  const { name, source, points } = weighing;
  const { publisher, published } = source;
  return html`<section id="points" aria-labelledby="points-title">
    <h2 id="points-title">In points by ${name}</h2>
    <p>
      A way of weighing the endorsers above, which counts nothing itself:${' '}
      ${outLink(source.url, source.title)}, ${publisher}${published === undefined ? '' : `, ${whenText(published)}`}.
      ${unweighed.length === 0 ? null : html`Without points: ${unweighed.join(', ')}.`}
    </p>
    <div class="wide"><table class="standings">
      <thead><tr>
        <th scope="col">Candidate</th>
        <th scope="col" class="n">Points</th>
        ${points.map((each) => html`<th scope="col" class="n">${each.category} × ${each.points}</th>`)}
      </tr></thead>
      <tbody>${candidates.map((one) => row(one, contest, sight))}</tbody>
    </table></div>
  </section>`;
}
