import { html } from 'htm/preact';
import type { ComponentChildren, VNode } from 'preact';
import type { Series } from '../ledger/queries/series.ts';
import { chartElement, pictureOf } from './chart.ts';
import { drawingOf } from './chart-drawings.ts';
import type { ChartLook } from './chart-frame.ts';
import { type ChartLines, categoryOf, chartLines, chartWords } from './chart-lines.ts';
import { chartTable, daysIn } from './chart-table.ts';
import { clocksText } from './clocks.ts';
import { numberText } from './numbers.ts';
import type { PrintedDay } from './printed-day.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** So many numbers at most stand below a chart; more have a page of their own. */
const MOST_NUMBERS = 120;

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

/** A chart for wide screens and one for narrow ones, of which a page shows one. */
async function drawn(series: Series, chart: ChartLines): Promise<VNode[]> {
  const looks = [
    { size: 'wide', id: 'chart-wide' },
    { size: 'narrow', id: 'chart-narrow' },
  ] as const;
  return Promise.all(
    looks.map(async (look) => chartElement(await drawingOf(series, chart, look), chart, look)),
  );
}

/** The numbers of a chart: on the page where they are few, else where they are. */
function numbers(chart: ChartLines, sight: Sight) {
  const { contest, category, lines } = chart;
  const days = daysIn(chart);
  if (days.length * lines.length <= MOST_NUMBERS) {
    return html`<details class="chart">
      <summary>The numbers of this chart</summary>
      ${chartTable(chart, days, sight)}
    </details>`;
  }
  const at = addressOf(contestPath(contest, 'chart'), sight, { chart: category });
  return html`<p>
    <a href=${at}>The numbers of this chart</a>: they change on ${numberText(days.length)} days.
  </p>`;
}

async function figure(series: Series, chart: ChartLines, sight: Sight) {
  const { contest, category } = chart;
  const picture = (form: string) =>
    addressOf(contestPath(contest, `chart.${form}`), sight, { chart: category });
  const rows = addressOf(`/api/v1${contestPath(contest, 'series.csv')}`, sight);
  return html`<figure class="chart">
      <div>${await drawn(series, chart)}</div>
      <figcaption>
        <p>${chartWords(chart)}</p>
        <p class="faint">
          Whole lines are endorsers who are certain; shaded, up to the dotted edge, are those who are
          possible besides, since sources date some acts loosely. The dashed line is the day that is looked
          at. <a href=${picture('svg')}>This chart as SVG</a>, <a href=${picture('png')}>as PNG</a>,${' '}
          <a href=${rows}>all counts as CSV</a>.
        </p>
      </figcaption>
    </figure>
    ${numbers(chart, sight)}`;
}

/**
 * How the counts of a contest went, as the part of its page: a chart of one category, `chart` or the one
 * with the most endorsers, and its numbers, on the day of the series unless another is printed. Refuses, as
 * BadQuestion, what is no category of the contest.
 */
export async function chartSection(
  series: Series,
  sight: Sight,
  chart?: string,
  asOf?: PrintedDay,
): Promise<ComponentChildren> {
  const category = categoryOf(series, chart);
  if (category === undefined || series.lines.length === 0) {
    return html`<section aria-labelledby="chart">
      <h2 id="chart">How it went</h2>
      <p class="empty">Nobody is known by name to have backed anybody on any day.</p>
    </section>`;
  }
  const shown = chartLines(series, category, asOf);
  return html`<section aria-labelledby="chart">
    <h2 id="chart">How it went: ${category}</h2>
    ${choices(series, category, sight)}
    ${
      shown.lines.length === 0
        ? html`<p class="empty">Nobody is known by name to have backed anybody in ${category}.</p>`
        : await figure(series, shown, sight)
    }
  </section>`;
}

/** The same chart as a picture that stands alone, with its title and its clocks. */
export async function chartPicture(series: Series, chart?: string): Promise<string> {
  const category = categoryOf(series, chart) ?? '';
  const shown = chartLines(series, category);
  const title = category === '' ? shown.title : `${shown.title}: named endorsers, ${category}`;
  const look: ChartLook = {
    size: 'wide',
    id: 'chart',
    heading: [title, clocksText(series.clocks)],
  };
  return pictureOf(await drawingOf(series, shown, look), shown, look);
}
