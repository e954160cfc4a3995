import { html } from 'htm/preact';
import type { CandidateInStage } from '../../projections/on-day.ts';
import { policyOfStage } from '../../projections/stages.ts';
import { type Need, thresholdText } from '../../projections/ways.ts';
import type { StageAnswer, Stages } from '../ledger/queries/stages.ts';
import { behindNumber, lastDayOf } from './behind-number.ts';
import type { Sight } from './sight.ts';
import { whenText } from './when.ts';

/** Where the numbers of a stage are proven: what counts in it, on the last day that decides. */
interface Proving {
  readonly contest: string;
  readonly sight: Sight;
}

function sinceText(since: string | null): string {
  if (since === null) return '';
  const when = whenText(since);
  if (when.startsWith('by ')) return ` since ${when.slice(3)} at the latest`;
  return when.startsWith('between ') ? ` since a day ${when}` : ` since ${when}`;
}

/** Has a candidate what it takes, in words. */
export function verdictText({ verdict, basis, since, possiblySince }: CandidateInStage): string {
  if (verdict === 'not') return 'not';
  if (verdict === 'possibly') return `possibly since ${possiblySince}`;
  return `qualified${sinceText(since)}, ${basis === 'printed' ? 'as printed' : 'by name'}`;
}

/** What of a need a candidate has: by name, as printed, at most. */
function hasOf({ has, threshold }: Need, candidate: string, { contest, sight }: Proving) {
  const of = thresholdText(threshold);
  if (has === null) return html`<small>of ${of}: how many there are, no source says</small>`;
  const { certain, printed, possible } = has;
  const [category = '', ...others] = threshold.of;
  const named = `${certain} by name`;
  const link =
    others.length > 0
      ? named
      : html`<a href=${behindNumber(contest, sight, { candidate, category })}>${named}</a>`;
  const more = [
    ...(printed > certain ? [`, ${printed} as printed`] : []),
    ...(possible > Math.max(certain, printed) ? [`, up to ${possible} possibly`] : []),
  ];
  return html`<small>of ${of}: has ${link}${more}</small>`;
}

function missingOf({ candidate, ways, verdict, status }: CandidateInStage, proving: Proving) {
  if (ways.length === 0) {
    if (verdict === 'qualified') return html`<span class="none">nothing</span>`;
    return html`<span class="none">${status === 'withdrawn' ? 'has left' : 'not said'}</span>`;
  }
  return html`<ul class="ways">
    ${ways.map(
      ({ text, needs }, index) => html`<li>
        ${index > 0 ? 'or ' : ''}${text}
        ${needs.map((need) => hasOf(need, candidate, proving))}
      </li>`,
    )}
  </ul>`;
}

function candidateRow(each: CandidateInStage, proving: Proving) {
  const left = each.status === 'standing' ? null : each.status.replaceAll('-', ' ');
  return html`<tr class=${each.status}>
    <th scope="row">
      ${each.name}
      ${left === null ? null : html`<small>${left} ${each.statusOn ?? ''}</small>`}
    </th>
    <td data-label="has what it takes">
      <span class=${each.verdict === 'possibly' ? 'verdict possible' : `verdict ${each.verdict}`}>
        ${verdictText(each)}
      </span>
    </td>
    <td data-label="still missing">${missingOf(each, proving)}</td>
  </tr>`;
}

/** Who has what it takes to pass a stage under the rule that is used, and what is missing. */
export function stageCandidates(stage: StageAnswer, answer: Stages, sight: Sight) {
  const { contest, clocks, stages } = answer;
  const candidates = stage.rules[0]?.candidates ?? [];
  if (candidates.length === 0) {
    return html`<p class="empty">No candidate had entered by ${clocks.asOf}.</p>`;
  }
  const close = lastDayOf(stage.closes) ?? clocks.asOf;
  const asOf = close < clocks.asOf ? close : clocks.asOf;
  const counts = policyOfStage(stages, stage.stage);
  const proving = { contest, sight: { ...sight, asOf, counts } };
  return html`<div class="wide"><table class="list">
    <caption>Who has what it takes to pass stage ${stage.stage} on ${clocks.asOf}</caption>
    <thead><tr>
      <th scope="col">Candidate</th>
      <th scope="col">Has what it takes</th>
      <th scope="col">Still missing</th>
    </tr></thead>
    <tbody>${candidates.map((each) => candidateRow(each, proving))}</tbody>
  </table></div>`;
}
