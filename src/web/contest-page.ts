import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Points } from '../ledger/queries/points.ts';
import type { Series } from '../ledger/queries/series.ts';
import type { Standings } from '../ledger/queries/standings.ts';
import { clockForm } from './clock-form.ts';
import { clocksText } from './clocks.ts';
import { contestNav } from './contest-nav.ts';
import { NOT_HELD } from './contest-part.ts';
import { dayChanges, type LastChange } from './day-changes.ts';
import type { PageFrame } from './document.ts';
import { pointsSection } from './points-section.ts';
import type { PrintedDay } from './printed-day.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { standingsTable } from './standings-table.ts';

/** What the page of a contest shows. */
export interface ContestShown {
  readonly standings: Standings;
  /** Their day. */
  readonly asOf: PrintedDay;
  /** How many win. */
  readonly seats: number;
  /** In points, where the contest weighs its endorsers. */
  readonly points: Points | undefined;
  readonly series: Series;
  /** The last change by the day; undefined: there was none. */
  readonly change: LastChange | undefined;
  /** How the counts of one category went, as chartSection draws it. */
  readonly chart: ComponentChildren;
  /** The category that the chart was asked for. */
  readonly charted: string | undefined;
}

/** The page of a contest: its standings on a day, how they went, and what happened on that day. */
export function contestPage(shown: ContestShown, sight: Sight): PageFrame {
  const { asOf, seats, points, series, change, chart, charted } = shown;
  const clocks = { ...shown.standings.clocks, asOf: asOf.text };
  const standings = { ...shown.standings, clocks };
  const { contest, digest } = standings;
  const title = standings.title ?? contest;
  const at = contestPath(contest);
  return {
    title: `${title}, ${clocks.asOf}`,
    trail: [{ name: title, at: addressOf(at, sight) }],
    main: html`<h1>${title}</h1>
      <p class="clocks" role="status">${clocksText(clocks)}</p>
      ${seats === 1 ? null : html`<p>${seats} seats: an endorser may back as many.</p>`}
      ${contestNav(contest, sight, '')}
      ${clockForm({
        at,
        sight,
        asOf: asOf.day,
        printed: asOf.text,
        days: series.days,
        also: { chart: charted },
      })}
      <section id="standings">
        ${standings.title === null ? NOT_HELD : standingsTable(standings, sight)}
        <p class="faint">
          Bold numbers are endorsers by name; 1–2 means: 1 certainly, up to 2 possibly, since sources date
          some acts loosely. Beside them stands what the latest source printed.
        </p>
      </section>
      ${points === undefined ? null : pointsSection(points, sight)}
      ${chart}
      ${dayChanges(change, sight)}
      <p class="digest">Digest <code>${digest}</code></p>`,
  };
}
