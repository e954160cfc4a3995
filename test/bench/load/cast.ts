import type { Day } from '../../../src/time/day.ts';
import { CATEGORIES, type Category } from './frame.ts';
import type { Random } from './random.ts';
import type { Sent } from './sent.ts';
import { sources } from './sources.ts';

export type Kind = 'EndorsementMade' | 'NominationMade';

/** An act that was told: enough to tell it again, end it, replace it or correct it. */
export interface ToldAct {
  readonly id: string;
  readonly kind: Kind;
  readonly endorser: Endorser;
  readonly candidate: string;
  /** The true day, which every date of it but a mistaken one admits. */
  readonly day: Day;
  readonly data: Readonly<Record<string, unknown>>;
  ended: boolean;
  /** The claims that tell it again, by id. */
  readonly again: string[];
}

export interface Endorser {
  readonly endorser: string;
  readonly category: Category;
  readonly acts: ToldAct[];
}

/** So many acts and endorsers of the latest are remembered at least: memory must not grow with the contest. */
const REMEMBERED = 20_000;

/** Keeps the latest of a list that grows for ever. */
function remember<T>(all: T[], one: T): void {
  all.push(one);
  if (all.length > 2 * REMEMBERED) all.splice(0, REMEMBERED);
}

const NAMES = ['adams', 'baker', 'clarke', 'davies', 'evans', 'foster', 'green', 'hughes'];

/** Who is in a contest so far, and what day it is there. */
export class Cast {
  readonly random: Random;
  readonly opening: Day;
  /** The last day of the news told so far. */
  day: Day;
  /** The latest who enrolled, and the latest acts. */
  readonly endorsers: Endorser[] = [];
  readonly acts: ToldAct[] = [];
  /** How many acts were told in all. */
  told = 0;
  /** Those who have entered and not withdrawn, the strongest first. */
  readonly standing: string[] = [];
  readonly #enrolled = new Map<string, number>();
  readonly #offset: number;
  readonly #newId: () => string;
  readonly #rarer: number;

  /** `rarer`: by how much contradictions are rarer than in the samples. */
  constructor(random: Random, opening: Day, newId: () => string, rarer: number) {
    this.#rarer = rarer;
    this.random = random;
    this.opening = opening;
    this.day = opening;
    this.#newId = newId;
    this.#offset = random.below(2000);
  }

  /** Does somebody contradict what was told, as happens `percent` times in a hundred? */
  contradicts(percent: number): boolean {
    return this.random.percent(percent / this.#rarer);
  }

  /** Takes note of an act that was told for the first time. */
  tell(act: ToldAct): void {
    this.told += 1;
    act.endorser.acts.push(act);
    remember(this.acts, act);
  }

  /** An entry with an id of its own. */
  send(plain: Omit<Sent, 'id'>): Sent {
    const note = this.random.percent(8) ? { note: 'Read against the printed list.' } : {};
    return { id: this.#newId(), ...plain, ...note };
  }

  /** The day of some news: today mostly, an earlier one where it is told late. */
  newsDay(notBefore = this.opening): Day {
    const late = this.random.percent(7) && this.day > notBefore;
    return late
      ? notBefore + this.random.below(this.day - notBefore)
      : Math.max(notBefore, this.day);
  }

  /** The name of a candidate by rank: the same people stand again and again. */
  candidateName(rank: number): string {
    return `${NAMES[rank % NAMES.length]}${rank < NAMES.length ? '' : `-${rank}`}`;
  }

  /** A candidate who stands, the strongest most often. */
  candidate(): string {
    return this.random.ranked(this.standing);
  }

  /** An endorser whom nobody has heard of in this contest; many act in other contests too. */
  enrol(): { readonly endorser: Endorser; readonly entry: Sent } {
    const category = this.random.weighed(CATEGORIES.map((each) => [each.share, each] as const));
    const number = this.#enrolled.get(category.category) ?? 0;
    this.#enrolled.set(category.category, number + 1);
    const name = `${category.category.toLowerCase()}-${this.#offset + number}`;
    const endorser: Endorser = { endorser: name, category, acts: [] };
    remember(this.endorsers, endorser);
    const entry = this.send({
      type: 'EndorserEnrolled',
      data: {
        endorser: name,
        name: name.toUpperCase(),
        category: category.category,
        nominates: category.nominates,
      },
      sources: sources(this.day, this.random).slice(0, 1),
    });
    return { endorser, entry };
  }
}
