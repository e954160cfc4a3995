/** Standings, counted by the laws' oracle from the model's lists, beside those that the ledger gives. */
import { type State, standingsOn } from '../../../projections/on-day.ts';
import type { Policy } from '../../../projections/policy.ts';
import type { Service } from '../../../src/ledger/service.ts';
import { FOREVER } from '../../../src/time/day.ts';
import { DAY_ZERO } from '../../laws/dates.ts';
import { Figures } from '../../laws/figures-law.ts';
import { worked, wrongOn } from '../../laws/formula-law.ts';
import { CircleError } from '../../laws/oracle.ts';
import { type Formula, formulas } from '../../laws/oracle-bounds.ts';
import { rangeOf } from '../../laws/oracle-dates.ts';
import { type Story, storyOf } from '../../laws/oracle-story.ts';
import { saidOn } from '../../laws/said.ts';
import { demand, demandSame } from './demand.ts';
import type { Asked, Model } from './model.ts';

/** A story that some world can have; undefined where claims of the past go round in a circle. */
function storyAt(model: Model, { contest, seq, reportedBy }: Question) {
  const by = reportedBy === null ? null : rangeOf(reportedBy).to;
  try {
    const story = storyOf(model.plainOf(contest), seq, by);
    return { story, acts: formulas(story) };
  } catch (error) {
    if (error instanceof CircleError) return undefined;
    throw error;
  }
}

/** A question with its clocks resolved. */
export type Question = Pick<Asked, 'contest' | 'asOf' | 'reportedBy' | 'seq' | 'counts'>;

/** The cells whose counts are not those of the endorsers that the formulas name. */
function miscounted(
  story: Story,
  acts: readonly Formula[],
  state: State,
  policy: Policy,
  day: number,
) {
  const pairs = worked(acts, story.seats, policy, day);
  for (const [category, parts] of story.categories) {
    const count = (keys: ReadonlySet<string>, candidate: string) =>
      [...keys].filter((each) => {
        const [endorser = '', whom] = each.split(' ');
        return whom === candidate && parts.includes(story.categoryOf.get(endorser) ?? '');
      }).length;
    for (const { candidate, cells } of state.candidates) {
      const certain = count(pairs.certain, candidate);
      const either = new Set([...pairs.certain, ...pairs.possible]);
      const counted = [certain, count(either, candidate) - certain].join();
      const told = [cells[category]?.certain, cells[category]?.possible].join();
      if (counted !== told) return `${candidate} has ${counted} of ${category}, not ${told}`;
    }
  }
  return undefined;
}

/** Demands that an answer is what the model counts for its question. */
export async function demandCounted(
  model: Model,
  service: Service,
  question: Question,
  answer: State,
): Promise<void> {
  const { contest, seq, counts, reportedBy } = question;
  const lost = model.held.filter(
    (each) => each.erased && each.seq <= seq && [contest, null].includes(each.contest),
  );
  demandSame('how many are erased', lost.length, answer.erased);
  const found = storyAt(model, question);
  if (found === undefined) return;
  const { story, acts } = found;
  const policy = counts as Policy;
  const day = rangeOf(question.asOf).from;
  const sight = {
    knownAt: seq,
    reportedBy: reportedBy === null ? FOREVER : rangeOf(reportedBy).to,
  };
  const timeline = await service.views.timeline(contest, sight, policy);
  const state = standingsOn(timeline, contest, day);
  const { candidates } = answer;
  demandSame('one state', JSON.stringify(state.candidates), JSON.stringify(candidates));
  const said = saidOn(timeline, day - DAY_ZERO);
  const wrong =
    wrongOn(story, acts, said, state, { policy, day }) ??
    miscounted(story, acts, state, policy, day) ??
    new Figures(story, timeline).wrong(day);
  demand(wrong === undefined, () => `${JSON.stringify(question)}: by the design ${wrong}`);
}
