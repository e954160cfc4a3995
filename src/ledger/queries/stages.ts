import type { Rule } from '../../../events/rule.ts';
import { formatBounds } from '../../../projections/bounds.ts';
import {
  type CandidateInStage,
  qualificationsOn,
  type StageStatus,
  stageStatusOn,
} from '../../../projections/on-day.ts';
import { judgeOf, type StageJudge } from '../../../projections/qualification.ts';
import { policyOfStage, type RuleVersion, stagesOf } from '../../../projections/stages.ts';
import { ruleText } from '../../../projections/ways.ts';
import { type AskedClocks, BadQuestion, type PrintedClocks } from '../clocks.ts';
import { type AskedMoment, momentAt, nearest, requireContest, type Sources } from './asking.ts';
import { type Cited, citedBy } from './citing.ts';

/** A rule as some sources state it, and what comes of it. */
export interface RuleAnswer {
  readonly rule: Rule;
  readonly text: string;
  /** Is it the one that is used unless another is asked for? Others are shown beside it. */
  readonly used: boolean;
  /** The entries that state it. */
  readonly entries: readonly string[];
  readonly candidates: readonly CandidateInStage[];
}

/** A stage on a day: what it asks, as each source states it, and who has what it takes. */
export interface StageAnswer {
  readonly stage: string;
  readonly name: string;
  readonly opens: string | null;
  readonly closes: string | null;
  readonly status: StageStatus;
  readonly rules: readonly RuleAnswer[];
}

export interface Stages {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  /** The digest of the standings of that moment. */
  readonly digest: string;
  readonly stages: readonly StageAnswer[];
  readonly sources: Cited;
}

/** Puts the version that an entry states first, where one is asked for. */
function chosen(versions: readonly RuleVersion[], entry: string | undefined): RuleVersion[] {
  const states = (version: RuleVersion) =>
    entry !== undefined && version.claims.some((claim) => claim.id.startsWith(entry));
  return [...versions.filter(states), ...versions.filter((version) => !states(version))];
}

function answerOf(
  moment: AskedMoment,
  judge: StageJudge,
  versions: readonly RuleVersion[],
): StageAnswer {
  const { asOf } = moment.clocks;
  const { stage, name, opens, closes } = judge.stage;
  return {
    stage,
    name,
    opens: formatBounds(opens.bounds),
    closes: closes === null ? null : formatBounds(closes.bounds),
    status: stageStatusOn(judge.stage, asOf),
    rules: versions.map(({ rule, claims }, index) => ({
      rule,
      text: ruleText(rule),
      used: index === 0,
      entries: claims.map((claim) => claim.id),
      candidates: qualificationsOn(judge, rule, moment.state.candidates, asOf),
    })),
  };
}

/** Refuses, as BadQuestion, a rule that none of these claims states, and less of an id than four digits. */
function requireRule(
  contest: string,
  claims: readonly { readonly id: string }[],
  rule: string | undefined,
): void {
  if (rule === undefined) return;
  if (rule.length >= 4 && claims.some((claim) => claim.id.startsWith(rule))) return;
  const stated = claims.map((claim) => claim.id.slice(0, 8)).join(', ');
  const otherwise = stated === '' ? 'none does.' : `these do: ${stated}.`;
  throw new BadQuestion('rule', `rule: no entry ${rule} states a rule of ${contest}; ${otherwise}`);
}

/** What narrows a question about stages. */
export interface AskedStages {
  /** One stage only. */
  readonly stage?: string | undefined;
  /** The rule that this entry states, by its id or the first eight digits of it. */
  readonly rule?: string | undefined;
}

/** The stages of a contest of which sources tell at its clocks. Refuses an unknown contest or clock. */
export async function askStageNames(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
): Promise<string[]> {
  await requireContest(sources, contest);
  const { timeline } = await momentAt(sources, contest, asked, 'acts');
  return stagesOf(timeline.view).map(({ stage }) => stage);
}

/**
 * Who has what it takes to pass each stage of a contest, at three clocks. Refuses an unknown contest,
 * clock or stage, and a rule that no entry of these stages states.
 */
export async function askStages(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  only: AskedStages = {},
): Promise<Stages> {
  await requireContest(sources, contest);
  const moment = await momentAt(sources, contest, asked, 'acts');
  const { view } = moment.timeline;
  const all = stagesOf(view);
  const names = all.map((each) => each.stage);
  if (only.stage !== undefined && !names.includes(only.stage)) {
    const otherwise = names.length === 0 ? 'It has none.' : `It has ${names.join(', ')}.`;
    const hint = nearest(only.stage, names, otherwise);
    throw new BadQuestion('stage', `stage: ${contest} has no stage ${only.stage}. ${hint}`);
  }
  const stages = all.filter((each) => only.stage === undefined || each.stage === only.stage);
  const claims = stages.flatMap((each) => each.versions.flatMap((version) => version.claims));
  requireRule(contest, claims, only.rule);
  const answers: StageAnswer[] = [];
  for (const stage of stages) {
    const policy = policyOfStage(all, stage.stage);
    const timeline = await sources.views.timeline(contest, moment.clocks, policy);
    const judge = judgeOf(stage, timeline);
    answers.push(answerOf(moment, judge, chosen(stage.versions, only.rule)));
  }
  const rows = claims.map((claim) => claim.row);
  return {
    contest,
    title: moment.state.title,
    clocks: moment.printed,
    digest: moment.digest,
    stages: answers,
    sources: await citedBy(sources.store, contest, view, rows),
  };
}
