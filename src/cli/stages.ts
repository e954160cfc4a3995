import type { Command } from 'commander';
import type { CandidateInStage } from '../../projections/on-day.ts';
import { otherwiseIn, STAGES_COLUMNS, stagesRows } from '../interchange/rows/stages.ts';
import { askStages, type RuleAnswer, type StageAnswer } from '../ledger/queries/stages.ts';
import { brief } from './citations.ts';
import { type Context, clocksIn, type ReadFlags } from './context.ts';
import { readingCommand } from './reading.ts';
import type { Drawing } from './table.ts';
import { say } from './terminal.ts';

interface StageFlags extends ReadFlags {
  readonly stage?: string;
  readonly rule?: string;
}

const EXAMPLES = `
Examples:
  hustings stages labour-leader-2020 --as-of 2020-01-14 \\
    --reported-by 2020-01-14
  hustings stages labour-leader-2020 --stage clp-affiliate --as-of 2020-01-28
  hustings stages labour-leader-2020 --rule e90d93c5

Where sources state a rule differently, the one that most of them state is used,
of several the latest published; --rule takes the one that an entry states, and
rows (csv, tsv, ndjson) and json hold all. "qualified" rests on endorsers by
name or on numbers that a source printed; "possibly" hangs on uncertain dates,
or on how many members a union has where no source says so; "not" means that
nothing in the ledger shows it. "31 more CLP (perhaps 4)": 31 by what is
certain, and 4 if all that is possible is so.`;

function verdictText({ verdict, basis, since, possiblySince }: CandidateInStage): string {
  if (verdict === 'qualified') {
    return `qualified${since === null ? '' : ` ${since}`}${basis === 'printed' ? '\nas printed' : ''}`;
  }
  return verdict === 'possibly' ? `possibly since ${possiblySince}` : 'not';
}

function tableRow(stage: string, each: CandidateInStage): string[] {
  const left = each.status === 'withdrawn' ? `\nwithdrawn ${each.statusOn ?? ''}` : '';
  const ways = each.ways.map((way) => way.text).join('\nor ');
  return [stage, `${each.name}${left}`, verdictText(each), ways];
}

function tableOf(stages: readonly StageAnswer[]): Drawing {
  const rows = stages.flatMap((stage) =>
    (stage.rules[0]?.candidates ?? []).map((each) => tableRow(stage.stage, each)),
  );
  return { head: ['stage', 'candidate', 'has what it takes', 'still missing'], rows, ruled: true };
}

/** Who fares otherwise under another statement of the rule, and how. */
const otherwise = (used: RuleAnswer, other: RuleAnswer): string[] =>
  otherwiseIn(used, other).map((each) => `${each.name} ${verdictText(each).replace('\n', ' ')}`);

function sayRules(context: Context, { stage, opens, closes, status, rules }: StageAnswer): void {
  const { terminal } = context;
  const dates = closes === null ? `opens ${opens}` : `${opens} to ${closes}`;
  say(terminal, `stage ${stage}: ${status.replace('-', ' ')}, ${dates}`, 'bold');
  const [used] = rules;
  for (const rule of rules) {
    const entries = rule.entries.map(brief).join(', ');
    say(terminal, `  ${rule.used ? 'rule used' : 'stated otherwise'}: ${rule.text} (${entries})`);
    const differing = used === undefined || rule.used ? [] : otherwise(used, rule);
    if (differing.length > 0) say(terminal, `    by this: ${differing.join(', ')}`, 'yellow');
  }
}

/** `hustings stages C`. */
export function stagesCommand(program: Command, context: Context): void {
  readingCommand(program, context, {
    name: 'stages',
    description: 'who has what it takes to pass each stage, since when, and what is missing',
    examples: EXAMPLES,
    flags: (command) =>
      command
        .option('--stage <stage>', 'this stage only')
        .option('--rule <entry>', 'use the rule that this entry states'),
    ask: (service, contest, flags: StageFlags) =>
      askStages(service, contest, clocksIn(flags), flags),
    columns: STAGES_COLUMNS,
    rows: stagesRows,
    table: ({ stages }) => tableOf(stages),
    nothing: 'No source tells of a stage, or no candidate had entered by then.',
    talk: (_, { stages }) => {
      for (const stage of stages) sayRules(context, stage);
    },
  });
}
