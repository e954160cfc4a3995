import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PrintedClocks } from '../ledger/clocks.ts';
import type { Cited } from '../ledger/queries/citing.ts';
import type { Names } from '../ledger/queries/names.ts';
import { citedSources } from './cited-sources.ts';
import { clockForm } from './clock-form.ts';
import { clocksText } from './clocks.ts';
import { contestNav, isCounted, partName } from './contest-nav.ts';
import type { PageFrame } from './document.ts';
import { type PartNumber, partLinks, partLinksBelow } from './part-of-rows.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** What every answer about a part of a contest says. */
export interface PartAnswer {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  readonly digest: string;
}

/** What the page of a part shows. */
export interface PartShown<T extends PartAnswer> {
  readonly answer: T;
  /** The days on which something changes, ascending. */
  readonly days: readonly string[];
  readonly names: Names;
  /** The whole answer, where the other is a part of it. */
  readonly whole?: T;
  /** Which part that is. */
  readonly part?: PartNumber;
  /** What the page is asked with beside what it is looked at with. */
  readonly also?: Readonly<Record<string, string | undefined>>;
}

/** What stands on the page of a part between the clocks and the sources. */
export interface PartBody {
  /** The last part of its address. */
  readonly part: string;
  /** Null: there is nothing to show. */
  readonly body: VNode | VNode[] | null;
  /** Why there is nothing, where there is none. */
  readonly empty: string;
  /** The sources that do not stand beside what rests on them. */
  readonly sources?: Cited;
}

/** What stands on a page of a contest that the ledger did not hold yet. */
export const NOT_HELD: VNode = html`<p class="empty">
  This ledger did not hold the contest yet at that moment.
</p>`;

function emptyText(
  { answer, days }: PartShown<PartAnswer>,
  empty: string,
  at: string,
  sight: Sight,
) {
  if (answer.title === null) {
    return NOT_HELD;
  }
  const [first] = days;
  return html`<p class="empty">
    ${empty}${
      first === undefined || first <= answer.clocks.asOf
        ? null
        : html` The first change of this contest is on${' '}
            <a href=${addressOf(at, sight, { asOf: first })}>${first}</a>.`
    }
  </p>`;
}

/** The frame of a part's page: where it is, its clocks and their form, its sources and digest. */
export function partFrame(
  shown: PartShown<PartAnswer>,
  { part, body, empty, sources = {} }: PartBody,
  sight: Sight,
): PageFrame {
  const { contest, clocks, digest, ...answer } = shown.answer;
  const title = answer.title ?? contest;
  const name = partName(part);
  const at = contestPath(contest, part);
  const { also = {} } = shown;
  const counted = isCounted(part);
  // Where no policy matters, the one that other pages are looked at with stays.
  const kept = counted ? also : { counts: sight.counts, ...also };
  return {
    title: `${name}: ${title}, ${clocks.asOf}`,
    trail: [
      { name: title, at: addressOf(contestPath(contest), sight) },
      { name, at: addressOf(at, sight) },
    ],
    main: html`<h1>${name} <small>${title}</small></h1>
      <p class="clocks" role="status">${clocksText(clocks)}</p>
      ${contestNav(contest, sight, part)}
      ${clockForm({ at, sight, asOf: clocks.asOf, days: shown.days, counted, also: kept })}
      ${shown.part === undefined ? null : partLinks(shown.part, at, sight, kept)}
      ${body ?? emptyText(shown, empty, at, sight)}
      ${citedSources(sources, sight)}
      ${shown.part === undefined ? null : partLinksBelow(shown.part, at, sight, kept)}
      <p class="digest">Digest of the standings <code>${digest}</code></p>`,
  };
}
