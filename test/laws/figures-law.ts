/** Law (j): what is reported, best to think and yet to declare follows the words of the design. */
import type { State } from '../../projections/on-day.ts';
import { type Policy, parsePolicy } from '../../projections/policy.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import { storyAt, tellingDays, twoSights } from './bounds-law.ts';
import { LawBroken, printDay } from './broken.ts';
import { DAY_ZERO } from './dates.ts';
import { worked } from './formula-law.ts';
import { build, type History } from './histories.ts';
import { type Law, untried } from './law.ts';
import { type Formula, formulas } from './oracle-bounds.ts';
import { admitted, best, cellOf, type Doers, inForce, undeclared } from './oracle-figures.ts';
import type { Story } from './oracle-story.ts';
import { Random } from './random.ts';
import { saidOn } from './said.ts';
import { stateOn } from './world.ts';

const policyOf = (view: string): Policy => parsePolicy(view) ?? 'acts';

/** Looks at one sight of a history, figure by figure. */
export class Figures {
  readonly story: Story;
  readonly timeline: StandingsTimeline;
  readonly #acts: readonly Formula[];

  constructor(story: Story, timeline: StandingsTimeline) {
    this.story = story;
    this.timeline = timeline;
    this.#acts = formulas(story);
  }

  #members(keys: ReadonlySet<string>, category: string): string[][] {
    const parts = this.story.categories.get(category) ?? [];
    return [...keys]
      .map((each) => each.split(' '))
      .filter(([endorser = '']) => parts.includes(this.story.categoryOf.get(endorser) ?? ''));
  }

  /** Those of a category who back a candidate. */
  backers(candidate: string, category: string): Doers {
    const those = (how: 'certain' | 'possible') => (view: string, day: number) =>
      new Set(
        this.#members(worked(this.#acts, this.story.seats, policyOf(view), day)[how], category)
          .filter(([, whom]) => whom === candidate)
          .map(([endorser = '']) => endorser),
      );
    return { certain: those('certain'), possible: those('possible') };
  }

  /** Those of a category who declared: for anybody, or that they back nobody. */
  declarers(category: string): Doers {
    const settled = (keys: ReadonlySet<string>) =>
      this.#members(keys, category).filter(([, stance]) => stance !== 'undecided');
    const those = (how: 'certain' | 'possible') => (view: string, day: number) => {
      const backing = this.#members(
        worked(this.#acts, this.story.seats, policyOf(view), day)[how],
        category,
      );
      const said = saidOn(this.timeline, day - DAY_ZERO);
      const stances = settled(how === 'certain' ? said.stanceCertain : said.stancePossible);
      return new Set([...backing, ...stances].map(([endorser = '']) => endorser));
    };
    return { certain: those('certain'), possible: those('possible') };
  }

  /** What is wrong with a candidate's cell. */
  cell(state: State['candidates'][number], category: string, day: number): string | undefined {
    const { policy } = this.timeline;
    const { candidate, status } = state;
    const cell = state.cells[category];
    const tallies = this.story.tallies.filter((tally) => admitted(policy, tally));
    const reported = inForce(tallies, day, cellOf(candidate, category));
    const others = cell?.reported?.others.map((each) => each.entry) ?? [];
    const told = [reported?.value, reported?.figure.id, ...(reported?.others ?? [])].join();
    const printed = [cell?.reported?.value, cell?.reported?.entry, ...others].join();
    if (told !== printed) return `${candidate} ${category}: ${told} is reported, not ${printed}`;
    const backers = this.backers(candidate, category);
    const wanted = best(reported, policy, day, backers, status === 'withdrawn');
    return wanted === cell?.best
      ? undefined
      : `${candidate} ${category}: ${wanted} is best, not ${cell?.best}`;
  }

  /** What is wrong with a category. */
  left(state: State, category: string, day: number): string | undefined {
    const { policy } = this.timeline;
    const wanted = undeclared(this.story, category, policy, day, this.declarers(category));
    const value = state.undeclared[category]?.value ?? null;
    return wanted === value ? undefined : `${wanted} of ${category} are undeclared, not ${value}`;
  }

  /** The first thing wrong on a day. */
  wrong(day: number): string | undefined {
    const state = stateOn(this.timeline, day - DAY_ZERO);
    for (const category of this.story.categories.keys()) {
      const cells = state.candidates.map((each) => this.cell(each, category, day));
      const found = cells.find((each) => each !== undefined) ?? this.left(state, category, day);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

async function demandFigures(history: History, random: Random, effort: number): Promise<void> {
  for (const sight of twoSights(history, random)) {
    const story = storyAt(history, sight);
    tried.all += 1;
    if (story === undefined) continue;
    tried.compared += 1;
    const figures = new Figures(story, await history.bench.eyes.timeline(sight));
    const printed = [...story.tallies, ...story.electorates].map(({ day }) => day - DAY_ZERO);
    const days = [
      ...tellingDays(story, random, 4 * effort),
      ...random.shuffled(printed).slice(0, 4),
    ];
    for (const day of days) {
      const wrong = figures.wrong(DAY_ZERO + day);
      if (wrong === undefined) continue;
      const what = `On ${printDay(DAY_ZERO + day)} by the design ${wrong}`;
      throw new LawBroken(what, history.entries, sight);
    }
  }
}

const tried = untried();

export const FIGURES: Law = {
  name: 'j',
  tried,
  statement: 'reported, best and undeclared are what the words of the design give',
  async check(source, seed, effort, census) {
    const history = await build(source, census === undefined ? {} : { census });
    await demandFigures(history, new Random(seed), effort);
  },
};
