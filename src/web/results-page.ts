import { html } from 'htm/preact';
import type { ResultClaim, RoundResult, WinnerInCategory } from '../../projections/results.ts';
import type { Names } from '../ledger/queries/names.ts';
import type { Results, WinnerAgainstStandings } from '../ledger/queries/results.ts';
import { behindNumber } from './behind-number.ts';
import { candidateCalled, candidatesCalled } from './called.ts';
import { citedEntries } from './cited-sources.ts';
import { type PartShown, partFrame } from './contest-part.ts';
import type { PageFrame } from './document.ts';
import { numberText, rangeText } from './numbers.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { whenText } from './when.ts';

interface Telling {
  readonly answer: Results;
  readonly names: Names;
  readonly sight: Sight;
}

/** What one candidate had in a round. */
function figureLines({ votes, share, ofVotes, eliminated }: RoundResult): string[] {
  return [
    ...(share === null ? [] : [`${share} %`]),
    ...(votes === null ? [] : [`${numberText(votes)} votes`]),
    ...(ofVotes === null ? [] : [`${rangeText(ofVotes)} % of these votes`]),
    ...(eliminated ? ['eliminated'] : []),
  ];
}

function roundCell(told: RoundResult | undefined, round: number) {
  const [first, ...more] = told === undefined ? [] : figureLines(told);
  return html`<td data-label=${`round ${round}`} class="n">
    ${first === undefined ? html`<span class="none">–<span class="hidden"> nothing told</span></span>` : first}
    ${more.map((line) => html`<small>${line}</small>`)}
  </td>`;
}

function roundsTable({ rounds, on, winner }: ResultClaim, names: Names) {
  const candidates = [
    ...new Set(rounds.flatMap(({ results }) => results.map((each) => each.candidate))),
  ];
  return html`<div class="wide"><table class="list">
    <caption>Round by round, ${whenText(on)}</caption>
    <thead><tr>
      <th scope="col">Candidate</th>
      ${rounds.map(({ round }) => html`<th scope="col" class="n">Round ${round}</th>`)}
    </tr></thead>
    <tbody>
      ${candidates.map(
        (candidate) => html`<tr>
          <th scope="row">
            ${candidateCalled(names, candidate)}${
              candidate === winner ? html` <small class="winner">won</small>` : null
            }
          </th>
          ${rounds.map(({ round, results }) =>
            roundCell(
              results.find((each) => each.candidate === candidate),
              round,
            ),
          )}
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

function claimSection(claim: ResultClaim, { answer, names, sight }: Telling) {
  const { entry, on, disputed, winner, turnout, eligible, rounds } = claim;
  const told = [
    ...(turnout === null ? [] : [`turnout ${turnout} %`]),
    ...(eligible === null ? [] : [`${numberText(eligible)} could vote`]),
    ...(disputed ? ['disputed'] : []),
  ];
  return html`<section>
    <h2>
      ${winner === null ? 'No winner is said' : `${candidateCalled(names, winner)} won`}, ${whenText(on)}
    </h2>
    <p>
      ${told.length === 0 ? 'No source says here how many voted.' : `${told.join(', ')}.`}
      ${citedEntries([entry], answer.sources, sight)}
    </p>
    ${
      rounds.length === 0
        ? html`<p class="empty">This source tells of no rounds.</p>`
        : roundsTable(claim, names)
    }
  </section>`;
}

function placeText({ rank, leaders, most }: WinnerInCategory, names: Names): string {
  if (most === 0) return 'nobody had any';
  if (rank === 1) {
    const others = leaders.length - 1;
    return others === 0 ? 'led' : `led with ${others} more: ${candidatesCalled(names, leaders)}`;
  }
  return `number ${rank}, behind ${candidatesCalled(names, leaders)} (${numberText(most)})`;
}

function winnerSection({ winner, day, categories }: WinnerAgainstStandings, telling: Telling) {
  const { answer, names, sight } = telling;
  const name = candidateCalled(names, winner);
  const standings = addressOf(contestPath(answer.contest), sight, { asOf: day });
  return html`<section aria-labelledby="winner">
    <h2 id="winner">${name} beside the last standings</h2>
    <p>How the winner stood among endorsers on <a href=${standings}>${day}</a>:</p>
    <div class="wide"><table class="list">
      <caption>Endorsers of ${name} on ${day}, by category</caption>
      <thead><tr>
        <th scope="col">Endorsers</th>
        <th scope="col" class="n">Count</th>
        <th scope="col">Place</th>
      </tr></thead>
      <tbody>
        ${categories.map(
          (each) => html`<tr>
            <th scope="row">${each.category}</th>
            <td data-label="count" class="n">
              <a
                class="count"
                href=${behindNumber(answer.contest, sight, { candidate: winner, category: each.category }, { asOf: day })}
                >${numberText(each.best)}</a
              >
            </td>
            <td data-label="place">${placeText(each, names)}</td>
          </tr>`,
        )}
      </tbody>
    </table></div>
    <p class="faint">
      The greater of the endorsers by name and the number that a source printed last.
    </p>
  </section>`;
}

/** The page of a contest's result: each source by itself, and the winner beside the last standings. */
export function resultsPage(shown: PartShown<Results>, sight: Sight): PageFrame {
  const { answer, names } = shown;
  const { results, winner, clocks } = answer;
  const telling = { answer, names, sight };
  const differ = new Set(results.flatMap((each) => each.winner ?? [])).size > 1;
  const body = html`${results.map((claim) => claimSection(claim, telling))}
    ${differ ? html`<p class="notice">Sources differ on who won.</p>` : null}
    ${winner === null ? null : winnerSection(winner, telling)}`;
  return partFrame(
    shown,
    {
      part: 'results',
      body: results.length === 0 ? null : body,
      empty: `No source tells of a result by ${clocks.asOf}.`,
    },
    sight,
  );
}
