import { html } from 'htm/preact';
import type { Series } from '../ledger/queries/series.ts';
import { categoryOf, chartLines } from './chart-lines.ts';
import { chartTable, daysIn } from './chart-table.ts';
import { clockForm } from './clock-form.ts';
import { clocksText } from './clocks.ts';
import { contestNav } from './contest-nav.ts';
import type { PageFrame } from './document.ts';
import { numberText } from './numbers.ts';
import { partAsked, partLinks } from './part-of-rows.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** So many numbers at most stand on a page. */
const MOST_NUMBERS = 280;

/** The page of the numbers of a chart. Refuses, as BadQuestion, a category or part that there is not. */
export function chartPage(
  series: Series,
  { chart: asked, part: askedPart }: Readonly<Record<string, string | undefined>>,
  sight: Sight,
): PageFrame {
  const { contest, clocks, days } = series;
  const category = categoryOf(series, asked) ?? '';
  const chart = chartLines(series, category);
  const changes = daysIn(chart);
  const part = partAsked(changes, askedPart, {
    most: MOST_NUMBERS,
    weigh: () => chart.lines.length,
    first: changes.findLastIndex((day) => day <= clocks.asOf),
  });
  const at = contestPath(contest, 'chart');
  const also = { chart: asked };
  const name = `Numbers of the chart${category === '' ? '' : `, ${category}`}`;
  return {
    title: `${name}: ${chart.title}, ${clocks.asOf}`,
    trail: [
      { name: chart.title, at: addressOf(contestPath(contest), sight, also) },
      { name: 'Numbers of the chart', at: addressOf(at, sight, also) },
    ],
    main: html`<h1>${name} <small>${chart.title}</small></h1>
      <p class="clocks" role="status">${clocksText(clocks)}</p>
      ${contestNav(contest, sight, 'chart')}
      ${clockForm({ at, sight, asOf: clocks.asOf, days, also })}
      ${
        changes.length === 0
          ? html`<p class="empty">Nobody is known by name to have backed anybody.</p>`
          : html`<p>
                A number changes on ${numberText(changes.length)} days. All of them are also in${' '}
                <a href=${addressOf(`/api/v1${contestPath(contest, 'series.csv')}`, sight)}>one CSV file</a>.
              </p>
              ${partLinks(part, at, sight, also)}
              ${chartTable(chart, part.rows, sight)}`
      }
      <p class="digest">Digest <code>${series.digest}</code></p>`,
  };
}
