import { html } from 'htm/preact';
import type { ToldExpectation } from '../interchange/rows/expectations.ts';
import type { Expectations } from '../ledger/queries/expectations.ts';
import type { Names } from '../ledger/queries/names.ts';
import { candidateCalled, endorserLink } from './called.ts';
import { citedEntries } from './cited-sources.ts';
import { type PartShown, partFrame } from './contest-part.ts';
import type { PageFrame } from './document.ts';
import type { Sight } from './sight.ts';
import { STANCE_WORDS } from './stance-words.ts';
import { whenText } from './when.ts';

/** What answered an expectation, in words. */
const WHY: Readonly<Record<NonNullable<ToldExpectation['by']>, string>> = {
  act: '',
  'other-act': 'backed',
  ...STANCE_WORDS,
  'candidate-withdrew': 'the candidate withdrew',
  'contest-over': 'the contest was over',
};

function outcomeCell({ outcome, by, instead, when, entries }: ToldExpectation, telling: Telling) {
  const { names, answer, sight } = telling;
  const what = by === null ? '' : WHY[by];
  const whom = instead === null ? '' : ` ${candidateCalled(names, instead)}`;
  return html`<td data-label="outcome">
    <b class=${outcome === 'possibly' ? 'possible' : outcome}>${outcome.replaceAll('-', ' ')}</b>
    ${by === null ? null : `${what === '' ? '' : ': '}${what}${whom}, ${whenText(when)}`}
    ${entries.length === 0 ? null : html`${citedEntries(entries, answer.sources, sight)}`}
  </td>`;
}

interface Telling {
  readonly answer: Expectations;
  readonly names: Names;
  readonly sight: Sight;
}

function row(told: ToldExpectation, telling: Telling) {
  const { names, sight, answer } = telling;
  const { endorser, category, candidate, likelihood, on, disputed, entry } = told;
  return html`<tr>
    <th scope="row">${endorserLink(names, endorser, sight, category)}</th>
    <td data-label="would back">
      ${candidateCalled(names, candidate)}
      <small>${likelihood}${disputed ? ', disputed' : ''}</small>
    </td>
    <td data-label="said">
      <span class="date">${whenText(on)}</span>
      ${citedEntries([entry], answer.sources, sight)}
    </td>
    ${outcomeCell(told, telling)}
  </tr>`;
}

/** The page of who was expected to back whom, and what became of it. */
export function expectationsPage(shown: PartShown<Expectations>, sight: Sight): PageFrame {
  const { answer, names } = shown;
  const { expectations, clocks } = answer;
  const body = html`<div class="wide"><table class="list">
      <caption>Who was expected to back whom, and what became of it by ${clocks.asOf}</caption>
      <thead><tr>
        ${['Endorser', 'Would back', 'Said', 'Outcome'].map((head) => html`<th scope="col">${head}</th>`)}
      </tr></thead>
      <tbody>${expectations.map((told) => row(told, { answer, names, sight }))}</tbody>
    </table></div>
    <p class="faint">
      An expectation is never counted. It came true once the endorser has surely backed whom it was expected
      to, and did not once the endorser has surely done something else, the candidate has left, or the contest
      is over; it is open while nothing answers it.
    </p>`;
  return partFrame(
    shown,
    {
      part: 'expectations',
      body: expectations.length === 0 ? null : body,
      empty: `No source tells by ${clocks.asOf} of anybody who was expected to back a candidate.`,
    },
    sight,
  );
}
