import { html } from 'htm/preact';
import type { Ballot, BallotClaim, BallotOption, Choice } from '../../projections/ballots.ts';
import type { Ballots } from '../ledger/queries/ballots.ts';
import type { Names } from '../ledger/queries/names.ts';
import { candidateCalled } from './called.ts';
import { citedEntries } from './cited-sources.ts';
import { numberText, rangeText } from './numbers.ts';
import type { Sight } from './sight.ts';
import { whenText } from './when.ts';

interface Telling {
  readonly answer: Ballots;
  readonly decisions: Ballots['decisions'];
  readonly names: Names;
  readonly sight: Sight;
}

/** What voters could choose, in words. */
const CHOICES: Readonly<Record<Choice, string>> = {
  free: 'They could choose freely.',
  'yes-or-no': 'They could vote only yes or no to what was put to them.',
  committee: 'A committee or delegates voted, not all members.',
};

/** How they voted, in words, where the choice does not say it. */
const METHODS: Readonly<Record<Ballot['method'], string>> = {
  plurality: 'One choice each.',
  preferential: 'Choices in order of preference.',
  'yes-no': '',
  committee: '',
};

/** How many voted of how many, and what of it is derived. */
function turnoutText({
  cast,
  castPrinted,
  eligible,
  turnout,
  turnoutPrinted,
}: BallotClaim): string {
  const of = eligible === null ? '' : ` of ${numberText(eligible)}`;
  const told = [
    ...(cast === null
      ? []
      : [`${rangeText(cast)}${of} voted${castPrinted ? '' : ' (by the turnout)'}`]),
    ...(cast === null && eligible !== null ? [`${numberText(eligible)} could vote`] : []),
    ...(turnout === null
      ? []
      : [`turnout ${rangeText(turnout)} %${turnoutPrinted ? '' : ' (by who voted of all)'}`]),
  ];
  return told.length === 0 ? 'no source says how many voted' : told.join(', ');
}

/** An option as its voters saw it, with the candidate's name where it is another. */
function optionName({ option, candidate }: BallotOption, names: Names): string {
  if (candidate === null) return option;
  const called = candidateCalled(names, candidate);
  if (option === called) return option;
  return option === 'yes' || option === 'no' ? `${option} to ${called}` : `${option} (${called})`;
}

function votesCell({ votes, votesPrinted }: BallotOption, unit: string) {
  if (votes === null) return html`<td data-label="votes" class="n none">not said</td>`;
  const one = votes.most === 1 ? unit.replace(/s$/, '') : unit;
  return html`<td data-label="votes" class="n">
    <span class=${votesPrinted ? 'sure' : 'possible'}>${rangeText(votes)} ${one}</span>
    ${votesPrinted ? null : html`<small>by the printed share</small>`}
  </td>`;
}

function optionRow(option: BallotOption, unit: string, names: Names) {
  const { rank, share, ofEligible } = option;
  return html`<tr>
    <th scope="row">${rank === null ? '' : `${rank}. `}${optionName(option, names)}</th>
    <td data-label="share" class="n">${share === null ? html`<span class="none">not said</span>` : `${share} %`}</td>
    ${votesCell(option, unit)}
    <td data-label="of all who could vote" class="n">
      ${ofEligible === null ? html`<span class="none">not known</span>` : `${rangeText(ofEligible)} %`}
    </td>
  </tr>`;
}

function claimTable(ballot: Ballot, claim: BallotClaim, unit: string, telling: Telling) {
  const { answer, names, sight } = telling;
  const ranked = claim.options.some(({ rank }) => rank !== null);
  return html`<div class="wide"><table class="list">
      <caption>
        ${ballot.body}, ${whenText(claim.on)}: ${turnoutText(claim)}${
          ranked ? '; in order of preference' : ''
        }${claim.disputed ? '; disputed' : ''}
      </caption>
      <thead><tr>
        <th scope="col">Option</th>
        ${['Share', 'Votes', 'Of all who could vote'].map(
          (head) => html`<th scope="col" class="n">${head}</th>`,
        )}
      </tr></thead>
      <tbody>${claim.options.map((option) => optionRow(option, unit, names))}</tbody>
    </table></div>
    ${citedEntries([claim.entry], answer.sources, sight)}`;
}

/** A ballot: whose, about what, what could be chosen, and what each source says came of it. */
export function ballotSection(ballot: Ballot, telling: Telling) {
  const { body, question, choice, method, claims } = ballot;
  const ofMembers = telling.decisions.some(
    ({ ballots, decidedBy }) =>
      ballots.includes(ballot.ballot) && decidedBy.includes('member-ballot'),
  );
  const unit = ofMembers ? 'members' : 'votes';
  return html`<article id=${`ballot-${ballot.ballot}`}>
    <h3>${body}</h3>
    <p>“${question}” ${CHOICES[choice]} ${METHODS[method]}</p>
    ${claims.length > 1 ? html`<p>${claims.length} sources tell of it:</p>` : null}
    ${claims.map((claim) => claimTable(ballot, claim, unit, telling))}
  </article>`;
}
