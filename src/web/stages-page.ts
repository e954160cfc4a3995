import { html } from 'htm/preact';
import { otherwiseIn } from '../interchange/rows/stages.ts';
import type { RuleAnswer, StageAnswer, Stages } from '../ledger/queries/stages.ts';
import { citedEntries } from './cited-sources.ts';
import { type PartShown, partFrame } from './contest-part.ts';
import type { PageFrame } from './document.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { stageCandidates, verdictText } from './stage-candidates.ts';
import { whenText } from './when.ts';

/** Another statement of the rule: who says so, who fares otherwise by it, and the page that uses it. */
function otherRule(used: RuleAnswer, other: RuleAnswer, answer: Stages, sight: Sight) {
  const differing = otherwiseIn(used, other);
  const rule = other.entries[0]?.slice(0, 8);
  const use = addressOf(contestPath(answer.contest, 'stages'), sight, { rule });
  return html`<li>
    <b>${other.text}</b> <a href=${use}>Use this rule</a>
    ${citedEntries(other.entries, answer.sources, sight)}
    ${
      differing.length === 0
        ? html`<p>By this, nobody fares otherwise.</p>`
        : html`<p>By this:</p>
            <ul>
              ${differing.map((each) => html`<li>${each.name}: ${verdictText(each)}</li>`)}
            </ul>`
    }
  </li>`;
}

function otherRules(used: RuleAnswer, others: readonly RuleAnswer[], answer: Stages, sight: Sight) {
  if (others.length === 0) return null;
  return html`<h3>Sources state the rule otherwise</h3>
    <p class="faint">
      Used is the rule that most of them state, of several the latest published, unless you choose one.
    </p>
    <ul class="rules">${others.map((other) => otherRule(used, other, answer, sight))}</ul>`;
}

function stageSection(stage: StageAnswer, answer: Stages, sight: Sight) {
  const { name, opens, closes, status, rules } = stage;
  const [used, ...others] = rules;
  const dates =
    closes === null ? `opens ${whenText(opens)}` : `${whenText(opens)} to ${whenText(closes)}`;
  return html`<section class="stage">
    <h2>${name}</h2>
    <p>Stage ${stage.stage}, ${status.replace('-', ' ')}: ${dates}.</p>
    ${
      used === undefined
        ? html`<p class="empty">No source says what it takes to pass this stage.</p>`
        : html`<p class="rule">
              It takes <b>${used.text}</b>${others.length === 0 ? '.' : ' by the rule that is used here.'}
              ${citedEntries(used.entries, answer.sources, sight)}
            </p>
            ${stageCandidates(stage, answer, sight)}
            ${otherRules(used, others, answer, sight)}`
    }
  </section>`;
}

const EXPLAINED = html`<p class="faint">
  “Qualified” rests on endorsers by name or on numbers that a source printed; “possibly” hangs on uncertain
  dates, or on how many members a union has where no source says so; “not” means that nothing in the ledger
  shows it. “31 more CLP (perhaps 4)”: 31 by what is certain, and 4 if all that is possible is so.
</p>`;

/** The page of a contest's stages: what each asks for, who has it, and what is missing. */
export function stagesPage(shown: PartShown<Stages>, sight: Sight): PageFrame {
  const { answer } = shown;
  const { stages } = answer;
  return partFrame(
    shown,
    {
      part: 'stages',
      body:
        stages.length === 0
          ? null
          : html`${stages.map((stage) => stageSection(stage, answer, sight))} ${EXPLAINED}`,
      empty: 'No source that counts here tells of a stage of this contest.',
    },
    sight,
  );
}
