import { type Day, formatDay } from '../../../src/time/day.ts';
import * as acts from './acts.ts';
import { Cast } from './cast.ts';
import * as figures from './figures.ts';
import { entered, frame } from './frame.ts';
import type { Random } from './random.ts';
import * as records from './records.ts';
import type { Sent } from './sent.ts';
import { sources } from './sources.ts';

/** What a contest is to look like. */
export interface ContestPlan {
  readonly contest: string;
  /** About how many entries tell it; more may be asked for, and happen after its end. */
  readonly size: number;
  readonly candidates: number;
  readonly opening: Day;
  /** How many days it lasts. */
  readonly span: number;
  /**
   * By how much contradictions and printed figures are rarer than in the samples, so that the answers of a
   * contest of very many entries are no longer than those of one of a thousand; 1 where it is not said.
   */
  readonly rarer?: number;
}

/**
 * The entries of one contest in the order in which editors would append them: its frame, then news in
 * bursts, each burst of one day. All of them are accepted by a ledger that holds those before.
 */
export class ContestLoad {
  readonly plan: ContestPlan;
  readonly #cast: Cast;
  readonly #waiting: Sent[];
  readonly #rarer: number;
  readonly #disputed: string[] = [];
  #given = 0;
  #entered = 0;
  #burst = 0;

  constructor(plan: ContestPlan, random: Random, newId: () => string) {
    this.plan = plan;
    this.#rarer = plan.rarer ?? 1;
    this.#cast = new Cast(random, plan.opening, newId, this.#rarer);
    const first = frame(plan.contest, plan.opening, random);
    this.#waiting = first.map((each) => this.#cast.send(each));
    while (this.#entered < 2) this.#enter();
  }

  /** The next entries. */
  take(count: number): Sent[] {
    while (this.#waiting.length < count) this.#tell();
    this.#given += count;
    return this.#waiting.splice(0, count);
  }

  /** How many entries of its size have not been taken. */
  get left(): number {
    return Math.max(0, this.plan.size - this.#given);
  }

  /** Pairs of names that somebody may find to be one endorser: both of one category. */
  merges(count: number): Sent[] {
    const cast = this.#cast;
    return Array.from({ length: count }, (_, index) => {
      const all = cast.endorsers.filter((each) => each.category.category === 'CLP');
      const [one, other] = all.slice(index * 2, index * 2 + 2);
      if (one === undefined || other === undefined) throw new RangeError('nobody left to merge');
      const data = { endorser: one.endorser, into: other.endorser, why: 'Two spellings.' };
      return cast.send({ type: 'EndorserMerged', data });
    });
  }

  #tell(): void {
    const progress = (this.#given + this.#waiting.length) / this.plan.size;
    if (this.#burst === 0) {
      this.#burst = this.#cast.random.heavy(Math.max(3, this.plan.size / 25));
      const day = this.plan.opening + Math.round(this.plan.span * Math.min(progress, 3));
      this.#cast.day = Math.max(this.#cast.day, day);
    }
    this.#burst -= 1;
    if (this.#candidateIsDue(progress)) this.#enter();
    else if (this.#exitIsDue(progress)) this.#exit();
    else this.#waiting.push(...this.#news());
  }

  /** One happening, about as often as the samples tell such. */
  #news(): Sent[] {
    const cast = this.#cast;
    const printed = (weight: number) => weight / this.#rarer;
    return cast.random.weighed<() => Sent[]>([
      [560, () => acts.newcomer(cast)],
      [80, () => acts.another(cast)],
      [130, () => acts.again(cast)],
      [30, () => acts.switched(cast)],
      [16, () => acts.withdrawn(cast)],
      [45, () => acts.stance(cast)],
      [printed(15), () => figures.tally(cast)],
      [printed(12), () => figures.ballot(cast)],
      [printed(6), () => figures.poll(cast)],
      [12, () => figures.expectation(cast)],
      [20, () => records.correction(cast)],
      [3, () => records.strike(cast)],
      [printed(4), () => records.dispute(cast, this.#disputed)],
      [printed(3), () => records.settlement(cast, this.#disputed)],
    ])();
  }

  #candidateIsDue(progress: number): boolean {
    return (
      this.#entered < this.plan.candidates && progress * 3 > this.#entered / this.plan.candidates
    );
  }

  #enter(): void {
    const cast = this.#cast;
    const name = cast.candidateName(this.#entered);
    this.#entered += 1;
    cast.standing.push(name);
    this.#waiting.push(cast.send(entered(name, cast.day, cast.random)));
  }

  /** The weaker half withdraws, one after another, in the second half of the contest. */
  #exitIsDue(progress: number): boolean {
    const gone = this.#entered - this.#cast.standing.length;
    const most = Math.floor(this.plan.candidates / 2);
    return (
      this.#entered === this.plan.candidates && gone < most && progress > 0.5 + (gone / most) * 0.45
    );
  }

  #exit(): void {
    const cast = this.#cast;
    const candidate = cast.standing.pop();
    if (candidate === undefined) return;
    this.#waiting.push(
      cast.send({
        type: 'CandidateWithdrew',
        on: formatDay(cast.day),
        data: { candidate },
        sources: sources(cast.day, cast.random),
      }),
    );
  }
}
