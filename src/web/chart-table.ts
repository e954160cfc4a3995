import { html } from 'htm/preact';
import { behindNumber } from './behind-number.ts';
import { type ChartLine, type ChartLines, countsOn } from './chart-lines.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { countText } from './standings-table.ts';

/** The days on which a number of a chart changes, ascending. */
export const daysIn = ({ lines }: ChartLines): string[] =>
  [...new Set(lines.flatMap(({ steps }) => steps.map(({ on }) => on)))].sort();

/** A count on a day: where it changes on that day, a link to the claims behind it. */
function cellOf(line: ChartLine, on: string, behind: (candidate: string) => string) {
  const { certain, most } = countsOn(line, on);
  const { shown, said } = countText(certain, most - certain);
  const text =
    shown === said
      ? shown
      : html`<span aria-hidden="true">${shown}</span><span class="hidden">${said}</span>`;
  const at = line.steps.some((step) => step.on === on) ? behind(line.candidate) : undefined;
  const kind = most > certain ? 'possible' : undefined;
  return html`<td data-label=${line.name} class="n">
    ${
      at === undefined
        ? html`<span class=${kind}>${text}</span>`
        : html`<a class=${kind === undefined ? 'count' : `count ${kind}`} href=${at}>${text}</a>`
    }
  </td>`;
}

/** The numbers of a chart as a table: a row for each of these days, of those on which one of them changes. */
export function chartTable(chart: ChartLines, days: readonly string[], sight: Sight) {
  const { contest, category, lines } = chart;
  const at = contestPath(contest);
  const behind = (on: string) => (candidate: string) =>
    behindNumber(contest, { ...sight, asOf: on }, { candidate, category });
  return html`<div class="wide"><table class="standings steps-table">
    <caption>
      Named endorsers in ${category} from each day on which a number changes; the numbers in bold changed
    </caption>
    <thead><tr>
      <th scope="col">Day</th>
      ${lines.map(({ name }) => html`<th scope="col" class="n">${name}</th>`)}
    </tr></thead>
    <tbody>${days.map(
      (on) => html`<tr>
        <th scope="row" class="date">
          <a href=${addressOf(at, sight, { asOf: on, chart: category })}>${on}</a>
        </th>
        ${lines.map((line) => cellOf(line, on, behind(on)))}
      </tr>`,
    )}</tbody>
  </table></div>`;
}
