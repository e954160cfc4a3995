import { html } from 'htm/preact';
import type { Poll } from '../../projections/ballots.ts';
import type { Ballots, ShownDecision } from '../ledger/queries/ballots.ts';
import type { Names } from '../ledger/queries/names.ts';
import { ballotSection } from './ballot-section.ts';
import { candidateCalled, candidatesCalled, endorserLink } from './called.ts';
import { citedEntries } from './cited-sources.ts';
import { type PartShown, partFrame } from './contest-part.ts';
import type { PageFrame } from './document.ts';
import { numberText } from './numbers.ts';
import type { Sight } from './sight.ts';
import { whenText } from './when.ts';

interface Telling {
  readonly answer: Ballots;
  /** The whole answer, where the other is a part of it. */
  readonly whole: Ballots;
  readonly names: Names;
  readonly sight: Sight;
}

/** The ballots on which a decision rests, each a link to where it stands on the page. */
const restsOn = (ballots: readonly string[], { answer }: Telling) =>
  ballots.map((ballot) => {
    const shown = answer.ballots.some((each) => each.ballot === ballot);
    return html` <small>${shown ? html`<a href=${`#ballot-${ballot}`}>${ballot}</a>` : ballot}</small>`;
  });

function decisionRow(decision: ShownDecision, telling: Telling) {
  const { kind, endorser, category, on, candidates, ballots, decidedBy, entries } = decision;
  const { names, sight, answer } = telling;
  const ways = decidedBy.map((way) => way.replaceAll('-', ' '));
  return html`<tr>
    <th scope="row">${endorserLink(names, endorser, sight, category)}</th>
    <td data-label="when" class="date">${whenText(on)}</td>
    <td data-label="for">
      ${candidatesCalled(names, candidates)}
      <small>${kind === 'shown' ? 'recommendation, not counted' : kind}</small>
    </td>
    <td data-label="decided by">
      ${ways.length === 0 ? 'not said' : ways.join(', another source says ')}${restsOn(ballots, telling)}
    </td>
    <td data-label="source">${citedEntries(entries, answer.sources, sight)}</td>
  </tr>`;
}

function decisionsSection(telling: Telling) {
  const { decisions } = telling.answer;
  if (decisions.length === 0 && telling.whole.decisions.length > 0) return null;
  return html`<section aria-labelledby="decisions">
    <h2 id="decisions">Who decided for each body</h2>
    ${
      decisions.length === 0
        ? html`<p class="empty">No source tells by then how a body came to its decision.</p>`
        : html`<div class="wide"><table class="list">
            <caption>Acts of bodies of which a source says who decided, by day</caption>
            <thead><tr>
              ${['Body', 'When', 'For', 'Decided by', 'Source'].map(
                (head) => html`<th scope="col">${head}</th>`,
              )}
            </tr></thead>
            <tbody>${decisions.map((each) => decisionRow(each, telling))}</tbody>
          </table></div>`
    }
  </section>`;
}

function pollArticle(poll: Poll, { answer, names, sight }: Telling) {
  const { entry, on, disputed, pollster, population, sample, shares } = poll;
  return html`<article>
    <h3>${pollster}, ${whenText(on)}</h3>
    <p>
      Asked: ${sample === null ? '' : `${numberText(sample)} of `}${population}.
      ${disputed ? html`<b> Disputed.</b>` : null} ${citedEntries([entry], answer.sources, sight)}
    </p>
    <ul class="shares">
      ${shares.map(
        ({ candidate, share, rank }) =>
          html`<li>${rank === undefined ? '' : `${rank}. `}${candidateCalled(names, candidate)}: ${share} %</li>`,
      )}
    </ul>
  </article>`;
}

function pollsSection(telling: Telling) {
  const { polls } = telling.answer;
  if (polls.length === 0 && telling.whole.polls.length > 0) return null;
  return html`<section aria-labelledby="polls">
    <h2 id="polls">Polls</h2>
    ${
      polls.length === 0
        ? html`<p class="empty">No source tells of a poll by then.</p>`
        : html`<p class="faint">What some said that they would vote: no body’s vote, and never counted.</p>
            ${polls.map((poll) => pollArticle(poll, telling))}`
    }
  </section>`;
}

function ballotsSection({ answer, whole, names, sight }: Telling) {
  const { ballots } = answer;
  const { decisions } = whole;
  if (ballots.length === 0 && whole.ballots.length > 0) return null;
  return html`<section aria-labelledby="ballots">
    <h2 id="ballots">Ballots</h2>
    ${
      ballots.length === 0
        ? html`<p class="empty">No source tells of a ballot by then.</p>`
        : html`<p class="faint">
              Whoever prints 70 % may have rounded anything from 69.5 to 70.5: “5,140–5,213” are the votes
              that a printed share stands for.
            </p>
            ${ballots.map((ballot) => ballotSection(ballot, { answer, decisions, names, sight }))}`
    }
  </section>`;
}

/** The page of how the bodies of a contest voted and decided, and of its polls. */
export function ballotsPage(shown: PartShown<Ballots>, sight: Sight): PageFrame {
  const { answer, whole = answer, names } = shown;
  const { ballots, decisions, polls } = answer;
  const telling = { answer, whole, names, sight };
  const some = ballots.length + decisions.length + polls.length > 0;
  return partFrame(
    shown,
    {
      part: 'ballots',
      body: some
        ? html`${ballotsSection(telling)}${decisionsSection(telling)}${pollsSection(telling)}`
        : null,
      empty: `No source tells of a ballot, a poll or a decision of a body by ${answer.clocks.asOf}.`,
    },
    sight,
  );
}
