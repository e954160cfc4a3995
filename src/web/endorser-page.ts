import { html } from 'htm/preact';
import type { EndorserInContest, EndorserRecord } from '../ledger/queries/endorser.ts';
import { nameIn } from '../ledger/queries/names.ts';
import { FOREVER } from '../time/day.ts';
import { edtfBounds } from '../time/edtf.ts';
import { clocksText } from './clocks.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { entryLinks } from './entry-links.ts';
import { ActMenu, ClaimMenu } from './row-menu.ts';
import { addressOf, contestPath, endorserPath, type Sight } from './sight.ts';
import { sourceBrief } from './source-list.ts';
import { whenText } from './when.ts';

/** What the page of an endorser shows. */
export interface EndorserShown {
  readonly record: EndorserRecord;
  /** What the candidates of each of its contests are called, by slug. */
  readonly candidates: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Something that an endorser did, or that was said of it. */
interface Step {
  readonly on: string | null;
  readonly did: string;
  readonly candidate: string | null;
  readonly more: string;
  readonly entries: readonly string[];
  /** Is it an act, which can be switched and withdrawn? */
  readonly isAct: boolean;
}

const until = (ended: string | null, how: string | null): string =>
  how === null ? '' : `${how} ${whenText(ended)}`;

/** The steps of an endorser in a contest, in order of day. */
function stepsIn({ acts, choices, stances, expectations }: EndorserInContest): Step[] {
  const steps: Step[] = [
    ...acts.map(({ kind, stage, begun, ended, how, candidate, entries }) => ({
      on: begun,
      did: kind === 'nomination' ? 'nominated' : 'endorsed',
      candidate,
      more: [stage === null ? '' : `stage ${stage}`, until(ended, how)]
        .filter((each) => each !== '')
        .join('; '),
      entries,
      isAct: true,
    })),
    ...choices.map(({ on, form, candidate, rank, entry }) => ({
      on,
      did: form === 'recommendation' ? 'recommended' : `made choice ${rank}`,
      candidate,
      more: 'shown, not counted',
      entries: [entry],
      isAct: false,
    })),
    ...stances.map(({ on, stance, entry }) => ({
      on,
      did: stance,
      candidate: null,
      more: '',
      entries: [entry],
      isAct: false,
    })),
    ...expectations.map(({ on, likelihood, candidate, entry }) => ({
      on,
      did: `was ${likelihood} to back`,
      candidate,
      more: 'an expectation, not counted',
      entries: [entry],
      isAct: false,
    })),
  ];
  const first = ({ on }: Step) => (on === null ? FOREVER : edtfBounds(on).latest);
  return steps.sort((one, other) => first(one) - first(other));
}

const didOf = ({ did, candidate, more }: Step, names: Readonly<Record<string, string>>) => html`
  <b>${did}</b>${candidate === null ? '' : ` ${nameIn(names, candidate)}`}
  ${more === '' ? null : html`<small>${more}</small>`}`;

/** What an editor may do about a step. */
function menuOf({ isAct, entries, did }: Step, name: string) {
  const [entry] = entries;
  if (entry === undefined) return null;
  const about = `${name} ${did}`;
  if (!isAct) return html`${' '}<${ClaimMenu} entry=${entry} about=${about} />`;
  return html`${' '}<${ActMenu} entry=${entry} about=${about} several=${entries.length > 1} />`;
}

function contestPart(part: EndorserInContest, { record, candidates }: EndorserShown, sight: Sight) {
  const { contest, title, name, category, sources } = part;
  const steps = stepsIn(part);
  const other = name === record.name ? '' : `, as ${name}`;
  return html`<section aria-labelledby=${`in-${contest}`}>
    <h2 id=${`in-${contest}`}><a href=${addressOf(contestPath(contest), sight)}>${title ?? contest}</a></h2>
    <p class="faint">${category === null ? 'in no category' : `counts in ${category}`}${other}</p>
    ${
      steps.length === 0
        ? html`<p>Enrolled; nothing that it did is recorded by this day.</p>`
        : html`<div class="wide"><table class="list">
            <caption>${steps.length} ${steps.length === 1 ? 'step' : 'steps'}</caption>
            <thead><tr>
              ${['When', 'What', 'Sources', 'Entries'].map((head) => html`<th scope="col">${head}</th>`)}
            </tr></thead>
            <tbody>${steps.map(
              (step) => html`<tr>
                <th scope="row" class="date">${whenText(step.on)}</th>
                <td>${didOf(step, candidates[contest] ?? {})}</td>
                <td data-label="by">${step.entries.flatMap((id) => sources[id] ?? []).map(sourceBrief)}</td>
                <td data-label="entries">${entryLinks(step.entries, sight)}${menuOf(step, record.name)}</td>
              </tr>`,
            )}</tbody>
          </table></div>`
    }
  </section>`;
}

/** The page of an endorser: what it did in all contests and years, each step with its entries. */
export function endorserPage(shown: EndorserShown, sight: Sight): PageFrame {
  const { endorser, name, names, clocks, contests } = shown.record;
  const others = names.filter((each) => each !== endorser);
  return {
    title: name,
    trail: [{ name, at: addressOf(endorserPath(endorser), sight) }],
    main: html`<h1>${name}</h1>
      <p class="clocks" role="status">${clocksText(clocks)}</p>
      ${
        others.length === 0
          ? null
          : html`<p>Also recorded as ${others.map(
              (each, index) =>
                html`${index > 0 ? ', ' : ''}<a href=${addressOf(endorserPath(each), sight)}>${each}</a>`,
            )}.</p>`
      }
      <${DataLinks} />
      ${contests.map((part) => contestPart(part, shown, sight))}`,
  };
}
