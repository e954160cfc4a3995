import type { CandidateInStage } from '../../../projections/on-day.ts';
import type { RuleAnswer, StageAnswer, Stages } from '../../ledger/queries/stages.ts';
import type { Value } from './row.ts';

/** The columns of stages as rows. */
export const STAGES_COLUMNS = [
  'stage',
  'stageStatus',
  'used',
  'rule',
  'ruleEntries',
  'candidate',
  'name',
  'status',
  'verdict',
  'basis',
  'since',
  'possiblySince',
  'missing',
];

const missing = ({ ways }: CandidateInStage): string => ways.map((way) => way.text).join('; or ');

/** The candidates who fare otherwise under another statement of a rule than under the one that is used. */
export const otherwiseIn = (used: RuleAnswer, other: RuleAnswer): readonly CandidateInStage[] =>
  other.candidates.filter((each) => {
    const here = used.candidates.find(({ candidate }) => candidate === each.candidate);
    return here !== undefined && here.verdict !== each.verdict;
  });

function stageRows(stage: StageAnswer, rule: RuleAnswer): Value[][] {
  return rule.candidates.map((each) => [
    stage.stage,
    stage.status,
    rule.used,
    rule.text,
    rule.entries.join(' '),
    each.candidate,
    each.name,
    each.status,
    each.verdict,
    each.basis,
    each.since,
    each.possiblySince,
    missing(each),
  ]);
}

/** How the candidates stand in each stage under each statement of its rule, as rows. */
export const stagesRows = ({ stages }: Stages): Value[][] =>
  stages.flatMap((stage) => stage.rules.flatMap((rule) => stageRows(stage, rule)));
