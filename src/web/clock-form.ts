import { html } from 'htm/preact';
import { addressOf, type Sight } from './sight.ts';

/** What the form of the clocks goes over. */
export interface ClockStops {
  /** Where the form leads. */
  readonly at: string;
  readonly sight: Sight;
  /** The day that is looked at. */
  readonly asOf: string;
  /** How that day is printed, unless as it is. */
  readonly printed?: string;
  /** The days on which something changes, ascending. */
  readonly days: readonly string[];
  /** Does it matter here which acts count? Yes, unless it is false. */
  readonly counted?: boolean;
  /** What else the page is asked with, and stays. */
  readonly also?: Readonly<Record<string, string | undefined>>;
}

/** The stops before and after a day: the first, the one before, the one after, the last. */
export function stopsAround(days: readonly string[], asOf: string) {
  return {
    first: days[0],
    previous: days.findLast((day) => day < asOf),
    next: days.find((day) => day > asOf),
    last: days.at(-1),
  };
}

const NAMES = [
  ['first', 'First'],
  ['previous', 'Before'],
  ['next', 'After'],
  ['last', 'Last'],
] as const;

/** The recorded clock of a form, under the name of a parameter. */
export const knownAtField = (name: string, value = '') => html`<label>
  as this ledger knew at
  <input name=${name} value=${value} placeholder="now: an entry's number, or an instant" />
</label>`;

/** Which acts count. */
const policyField = (sight: Sight) => html`<label>
    counting
    <select name="counts">
      ${['acts', 'nominations', 'endorsements'].map(
        (each) =>
          html`<option value=${each === 'acts' ? '' : each} selected=${each === (sight.counts ?? 'acts')}>
            ${each === 'acts' ? 'nominations and endorsements' : each}
          </option>`,
      )}
    </select>
  </label>`;

/** The three clocks and the policy as a form, and the days on which something changes as links. */
export function clockForm(clocks: ClockStops) {
  const { at, sight, asOf, printed = asOf, days, also = {}, counted = true } = clocks;
  const stops = stopsAround(days, asOf);
  const place = days.filter((day) => day <= asOf).length;
  return html`<form class="clocks" method="get" action=${at} data-days=${days.join(' ')}>
    <div class="steps">
      ${NAMES.map(([stop, name]) => {
        const day = stops[stop];
        return day === undefined || day === asOf
          ? html`<span class="step" data-step=${stop}>${name}</span>`
          : html`<a class="step" data-step=${stop} href=${addressOf(at, sight, also, { asOf: day })}>
              ${name} <span class="hidden">change, ${day}</span>
            </a>`;
      })}
      <span class="place">after change ${place} of ${days.length}</span>
    </div>
    ${Object.entries(also).map(([name, value]) =>
      value === undefined ? null : html`<input type="hidden" name=${name} value=${value} />`,
    )}
    <label>As of <input type="date" name="asOf" value=${printed} /></label>
    <label>as reported by <input type="date" name="reportedBy" value=${sight.reportedBy ?? ''} /></label>
    ${knownAtField('knownAt', sight.knownAt)}
    ${counted ? policyField(sight) : null}
    <button>Show</button>
  </form>`;
}
