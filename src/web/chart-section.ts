import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Series } from '../ledger/queries/series.ts';
import { drawChart } from './chart.ts';
import { type ChartLines, categoryOf, chartLines, chartWords } from './chart-lines.ts';
import { chartTable } from './chart-table.ts';
import { clocksText } from './clocks.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** The categories as links that change the chart alone. */
function choices({ categories, lines, contest }: Series, chosen: string, sight: Sight) {
  const drawn = (category: string) => lines.some((line) => line.category === category);
  const without = categories.filter((each) => !drawn(each));
  return html`<nav class="choices" aria-label="Category of the chart">
    <ul>
      ${categories.filter(drawn).map(
        (each) => html`<li>
          <a
            href=${`${addressOf(contestPath(contest), sight, { chart: each })}#chart`}
            aria-current=${each === chosen ? 'true' : undefined}
          >${each}</a>
        </li>`,
      )}
    </ul>
    ${without.length === 0 ? null : html`<p class="faint">Nobody by name in ${without.join(', ')}.</p>`}
  </nav>`;
}

/** A chart for wide screens and one for narrow ones, of which a page shows one; both are SVG of our own. */
async function drawing(chart: ChartLines): Promise<string> {
  const wide = await drawChart(chart, { size: 'wide', id: 'chart-wide' });
  const narrow = await drawChart(chart, { size: 'narrow', id: 'chart-narrow' });
  return `${wide}${narrow}`;
}

async function figure(chart: ChartLines, sight: Sight) {
  const { contest, category } = chart;
  const svg = addressOf(contestPath(contest, 'chart.svg'), sight, { chart: category });
  const rows = addressOf(`/api/v1${contestPath(contest, 'series.csv')}`, sight);
  return html`<figure class="chart">
      <div dangerouslySetInnerHTML=${{ __html: await drawing(chart) }} />
      <figcaption>
        <p>${chartWords(chart)}</p>
        <p class="faint">
          Whole lines are endorsers who are certain; shaded, up to the dotted edge, are those who are
          possible besides, since sources date some acts loosely. The dashed line is the day that is looked
          at. <a href=${svg}>This chart as SVG</a>, <a href=${rows}>all counts as CSV</a>.
        </p>
      </figcaption>
    </figure>
    <details class="chart">
      <summary>The numbers of this chart</summary>
      ${chartTable(chart, sight)}
    </details>`;
}

/**
 * How the counts of a contest went, as the part of its page: a chart of one category, `chart` or the one
 * with the most endorsers, and its numbers. Refuses, as BadQuestion, what is no category of the contest.
 */
export async function chartSection(
  series: Series,
  sight: Sight,
  chart?: string,
): Promise<ComponentChildren> {
  const category = categoryOf(series, chart);
  if (category === undefined || series.lines.length === 0) {
    return html`<section aria-labelledby="chart">
      <h2 id="chart">How it went</h2>
      <p class="empty">Nobody is known by name to have backed anybody on any day.</p>
    </section>`;
  }
  const shown = chartLines(series, category);
  return html`<section aria-labelledby="chart">
    <h2 id="chart">How it went: ${category}</h2>
    ${choices(series, category, sight)}
    ${
      shown.lines.length === 0
        ? html`<p class="empty">Nobody is known by name to have backed anybody in ${category}.</p>`
        : await figure(shown, sight)
    }
  </section>`;
}

/** The same chart as a picture that stands alone, with its title and its clocks. */
export function chartPicture(series: Series, chart?: string): Promise<string> {
  const category = categoryOf(series, chart) ?? '';
  const shown = chartLines(series, category);
  const title = category === '' ? shown.title : `${shown.title}: named endorsers, ${category}`;
  return drawChart(shown, {
    size: 'wide',
    id: 'chart',
    heading: [title, clocksText(series.clocks)],
  });
}
