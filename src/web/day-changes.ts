import { html } from 'htm/preact';
import type { Comparison } from '../ledger/queries/compare.ts';
import { changeItem, generalReasons, type NamesKnown } from './change-item.ts';
import { numberText } from './numbers.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

/** A change, and what those are called whom it tells of. */
export interface LastChange {
  readonly comparison: Comparison;
  readonly names: NamesKnown;
}

/** So many changes of a day at most stand on its page; where it is compared with the day before, all do. */
export const MOST_CHANGES = 25;

/** What the last change by the day was, as text; undefined: nothing has changed yet. */
export function dayChanges(change: LastChange | undefined, sight: Sight) {
  if (change === undefined) {
    return html`<section><h2>Changes</h2><p class="empty">Nothing has happened by this day.</p></section>`;
  }
  const { comparison, names } = change;
  const { contest, from, to, changes } = comparison;
  const whole = addressOf(contestPath(contest, 'compare'), sight, {
    from: from.clocks.asOf,
    to: to.clocks.asOf,
    asOf: null,
  });
  const shown = changes.slice(0, MOST_CHANGES);
  return html`<section aria-labelledby="changes">
    <h2 id="changes">Last change: ${to.clocks.asOf}</h2>
    ${
      changes.length === 0
        ? html`<p>No endorser changed: a figure, a candidate or a stance did.</p>`
        : html`<ul class="changes">${shown.map((each) => changeItem(each, sight, names))}</ul>`
    }
    ${generalReasons(shown)}
    ${
      shown.length === changes.length
        ? null
        : html`<p>These are ${shown.length} of ${numberText(changes.length)} endorsers who changed.</p>`
    }
    <p><a href=${whole}>Compare ${from.clocks.asOf} with ${to.clocks.asOf}</a></p>
  </section>`;
}
