import { html } from 'htm/preact';
import type { AskedClocks } from '../ledger/clocks.ts';
import { knownAtField } from './clock-form.ts';

/** What the form of a comparison goes over. */
export interface Compared {
  /** Where the form leads. */
  readonly at: string;
  readonly from: AskedClocks;
  readonly to: AskedClocks;
  readonly counts: string | undefined;
}

const LEGENDS = { from: 'From', to: 'To' } as const;

const side = (which: 'from' | 'to', { asOf, reportedBy, knownAt }: AskedClocks) => html`<fieldset>
  <legend>${LEGENDS[which]}</legend>
  <label>as of <input type="date" name=${which} value=${asOf ?? ''} /></label>
  <label>as reported by <input type="date" name=${`${which}ReportedBy`} value=${reportedBy ?? ''} /></label>
  ${knownAtField(`${which}KnownAt`, knownAt)}
</fieldset>`;

/** Both moments of a comparison, each with its three clocks, as one form. */
export const compareForm = ({
  at,
  from,
  to,
  counts,
}: Compared) => html`<form class="compare" method="get" action=${at}>
  ${side('from', from)}
  ${side('to', to)}
  ${counts === undefined ? null : html`<input type="hidden" name="counts" value=${counts} />`}
  <button>Compare</button>
</form>`;
