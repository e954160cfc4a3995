/** Asks about the stages of a bench's contest, and puts the answers in short lines. */
import type { CandidateInStage } from '../../projections/on-day.ts';
import { type AskedStages, askStages, type StageAnswer } from '../../src/ledger/queries/stages.ts';
import { type Bench, CONTEST, tally } from '../support/given.ts';

/** The past clocks of a question, and what narrows it. */
export interface Asked extends AskedStages {
  readonly reportedBy?: string;
  readonly knownAt?: string;
}

/** All stages on a day, with the sources that are cited. */
export function stagesOn(bench: Bench, asOf: string, { stage, rule, ...clocks }: Asked = {}) {
  const { store, reader, views } = bench;
  const sources = { store, reader, views, now: () => bench.clock };
  return askStages(sources, CONTEST, { asOf, ...clocks }, { stage, rule });
}

/** The one stage that is asked for, on a day. */
export async function stageOn(bench: Bench, asOf: string, asked: Asked = {}): Promise<StageAnswer> {
  const { stages } = await stagesOn(bench, asOf, asked);
  const [only, ...others] = stages;
  if (only === undefined || others.length > 0) throw new Error(`${stages.length} stages`);
  return only;
}

/** A candidate under the rule that is used. */
export async function candidateOn(
  bench: Bench,
  asOf: string,
  asked: Asked = {},
  candidate = 'ann',
): Promise<CandidateInStage> {
  const { rules } = await stageOn(bench, asOf, asked);
  const found = rules[0]?.candidates.find((each) => each.candidate === candidate);
  if (found === undefined) throw new Error(`${candidate} is not listed on ${asOf}`);
  return found;
}

/** `qualified since 2010-05-12`, `possibly since 2010-05-12`, or `not`; then what is missing. */
export function lineOf({ verdict, basis, since, possiblySince, ways }: CandidateInStage): string {
  const when = verdict === 'qualified' ? `${since}` : `${possiblySince}`;
  const how = basis === 'printed' ? ' by print' : '';
  const missing = ways.map((way) => way.text).join(' | ');
  return `${verdict}${how}${verdict === 'not' ? '' : ` since ${when}`}${missing && `: ${missing}`}`;
}

/** How one candidate stands on each of these days. */
export async function over(
  bench: Bench,
  days: readonly string[],
  asked: Asked = {},
  candidate = 'ann',
): Promise<string[]> {
  const lines: string[] = [];
  for (const day of days) lines.push(lineOf(await candidateOn(bench, day, asked, candidate)));
  return lines;
}

/** A table of nominations: `{ 'ann MP': 2 }`. */
export const table = (
  cells: Readonly<Record<string, number>>,
  on: string,
  more: Record<string, unknown> = {},
) => tally(cells, on, {}, { of: 'nominations', ...more });
