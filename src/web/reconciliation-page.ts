import { html } from 'htm/preact';
import {
  type CheckedFigure,
  type Comparison,
  policyOfTally,
} from '../../projections/checked-tally.ts';
import type { Names } from '../ledger/queries/names.ts';
import type {
  Disagreement,
  ReconciledTally,
  Reconciliation,
} from '../ledger/queries/reconciliation.ts';
import { behindNumber, behindUndeclared, lastDayOf } from './behind-number.ts';
import { candidateCalled } from './called.ts';
import { citedEntries } from './cited-sources.ts';
import { type PartShown, partFrame } from './contest-part.ts';
import type { PageFrame } from './document.ts';
import { entryLinks } from './entry-links.ts';
import { numberText, rangeText } from './numbers.ts';
import type { Sight } from './sight.ts';
import { whenText } from './when.ts';

/** A reconciliation, and the stages of its contest: they say by which policy a table counts. */
export interface ReconciliationShown extends Reconciliation {
  readonly stages: readonly string[];
}

interface Telling {
  readonly answer: ReconciliationShown;
  /** The whole answer, where the other is a part of it. */
  readonly whole: ReconciliationShown;
  readonly names: Names;
  readonly sight: Sight;
}

const OUTCOMES: Readonly<Record<Comparison, string>> = {
  agrees: 'agrees',
  'fewer-named': 'fewer are named',
  'more-named': 'more are named',
};

/** How a printed figure compares with the named entries, in words. */
function outcomeText({ outcome, difference }: CheckedFigure): string {
  if (outcome === 'agrees') return OUTCOMES.agrees;
  const by = rangeText(difference);
  return outcome === 'fewer-named' ? `${by} not named` : `${by} more named`;
}

/** What the named entries of a table's day are looked at with. */
function sightOf({ of, stage, on }: ReconciledTally, { answer, sight }: Telling): Sight {
  const stages = answer.stages.map((name) => ({ name }));
  const counts = policyOfTally(stages, { data: stage === null ? { of } : { of, stage } });
  return { ...sight, counts, asOf: lastDayOf(on) ?? sight.asOf };
}

function figureRow(tally: ReconciledTally, figure: CheckedFigure, telling: Telling) {
  const { answer, names } = telling;
  const { candidate, category, printed, named, outcome, now } = figure;
  const { contest } = answer;
  const then = sightOf(tally, telling);
  const behind =
    candidate === null
      ? behindUndeclared(contest, then, category)
      : behindNumber(contest, then, { candidate, category });
  const same = rangeText(now.named) === rangeText(named) && now.outcome === outcome;
  return html`<tr class=${outcome}>
    <th scope="row">
      ${candidate === null ? 'all who had declared' : candidateCalled(names, candidate)} ${category}
    </th>
    <td data-label="printed" class="n">${numberText(printed)}</td>
    <td data-label="named" class="n"><a class="count" href=${behind}>${rangeText(named)}</a></td>
    <td data-label="outcome">
      ${outcomeText(figure)}
      ${
        same
          ? null
          : html`<small>by all that is visible now: ${rangeText(now.named)}, ${OUTCOMES[now.outcome]}</small>`
      }
    </td>
  </tr>`;
}

function tallySection(tally: ReconciledTally, telling: Telling) {
  const { answer, sight } = telling;
  const { entry, on, of, stage, figures } = tally;
  const publisher = answer.sources[entry]?.[0]?.publisher ?? 'A source that is not said';
  const what = `${of}${stage === null ? '' : ` in stage ${stage}`}`;
  return html`<section>
    <h3>${publisher}, ${whenText(on)}</h3>
    ${citedEntries([entry], answer.sources, sight)}
    ${
      figures.length === 0
        ? html`<p class="empty">
            Its figures (${what}) say only how many were left, and nobody says of how many: there is nothing to
            compare.
          </p>`
        : html`<div class="wide"><table class="list">
            <caption>Printed ${what}, beside the named entries that the source could have known</caption>
            <thead><tr>
              <th scope="col">Of</th>
              <th scope="col" class="n">Printed</th>
              <th scope="col" class="n">Named</th>
              <th scope="col">Outcome</th>
            </tr></thead>
            <tbody>${figures.map((figure) => figureRow(tally, figure, telling))}</tbody>
          </table></div>`
    }
  </section>`;
}

/** So many entries at most stand for each side of what contradicts. */
const MOST_ENTRIES = 40;

/** The entries that stand for what contradicts on the page. */
export const entriesShown = ({ sides }: Disagreement): string[] =>
  sides.flatMap(({ entries }) => entries.slice(0, MOST_ENTRIES));

function notice(disagreement: Disagreement, sight: Sight) {
  const { kind, text, sides } = disagreement;
  const shown = entriesShown(disagreement);
  const more = sides.reduce((sum, { entries }) => sum + entries.length, 0) - shown.length;
  return html`<li class="notice">
    <small>${kind.replaceAll('-', ' ')}:</small> ${text}${' '}
    <small>
      ${entryLinks(shown, sight)}${more === 0 ? null : ` and ${numberText(more)} more ${more === 1 ? 'entry' : 'entries'}`}
    </small>
  </li>`;
}

function contradictions({ answer, whole, sight }: Telling) {
  const all = answer.contradictions;
  if (all.length === 0 && whole.contradictions.length > 0) return null;
  return html`<section aria-labelledby="contradictions">
    <h2 id="contradictions">What contradicts</h2>
    ${
      all.length === 0
        ? html`<p class="empty">No claims contradict each other by ${answer.clocks.asOf}.</p>`
        : html`<ul class="notices">${all.map((each) => notice(each, sight))}</ul>`
    }
  </section>`;
}

function figuresText(figures: readonly CheckedFigure[]): string {
  const count = (outcome: Comparison): string =>
    numberText(figures.filter((each) => each.outcome === outcome).length);
  return `${numberText(figures.length)} printed figures: ${count('agrees')} agree, ${count('fewer-named')} have more than are named, ${count('more-named')} fewer.`;
}

function printedFigures(telling: Telling) {
  const { answer, whole } = telling;
  const { tallies } = answer;
  if (tallies.length === 0 && whole.tallies.length > 0) return null;
  return html`<h2>Printed figures</h2>
    ${
      tallies.length === 0
        ? html`<p class="empty">No source prints figures by ${answer.clocks.asOf}.</p>`
        : html`<p>${figuresText(whole.tallies.flatMap((tally) => tally.figures))}</p>
            <p class="faint">
              Each stands beside the named entries that its source could have known on its day or the day before,
              since a table printed in the morning lacks what happens in the afternoon: “2–7” are 2 the day before
              and 7 at the end of the day.
            </p>
            ${tallies.map((tally) => tallySection(tally, telling))}`
    }`;
}

/** The page of every printed figure beside the named entries, below all that contradicts. */
export function reconciliationPage(shown: PartShown<ReconciliationShown>, sight: Sight): PageFrame {
  const { answer, whole = answer, names } = shown;
  const { clocks } = answer;
  const telling = { answer, whole, names, sight };
  const some = whole.tallies.length + whole.contradictions.length > 0;
  const body = html`${contradictions(telling)}${printedFigures(telling)}`;
  return partFrame(
    shown,
    {
      part: 'reconciliation',
      body: some ? body : null,
      sources: answer.sources,
      empty: `No source prints figures by ${clocks.asOf}, and no claims contradict each other.`,
    },
    sight,
  );
}
