import { html } from 'htm/preact';
import type { Sight } from './sight.ts';

/** A form that narrows a list at an address to what holds a text; what it is looked at with stays. */
export const searchForm = (
  at: string,
  sight: Sight,
  sought = '',
) => html`<form class="search" role="search" method="get" action=${at}>
  ${Object.entries(sight).map(([name, value]) =>
    value === undefined ? null : html`<input type="hidden" name=${name} value=${value} />`,
  )}
  <label>Search <input type="search" name="q" value=${sought} /></label>
  <button>Find</button>
</form>`;
