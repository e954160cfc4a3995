import type { Weakness } from '../../../projections/weak.ts';
import { dayOfInstant } from '../../time/day.ts';
import type { AskedClocks } from '../clocks.ts';
import { atOneHead, eachContest, type Sources } from './asking.ts';
import { askWeak } from './weak.ts';

/** How many claims of a contest are in each list of weak provenance. */
export interface ContestWeakness {
  readonly contest: string;
  /** How many claims were looked at. */
  readonly claims: number;
  readonly counts: Readonly<Record<Weakness, number>>;
}

/** Sources that say when they may have changed. */
interface ChangingSources extends Sources {
  readonly store: Sources['store'] & { changes(): number };
}

/**
 * The weak provenance of all contests, by its counts. Each claim is read for it, so the last answer is
 * kept as long as nothing of the ledger changes.
 */
export class WeakCounts {
  readonly #sources: ChangingSources;
  #asked = '';
  #answer: Promise<readonly ContestWeakness[]> = Promise.resolve([]);

  constructor(sources: ChangingSources) {
    this.#sources = sources;
  }

  /** The counts of each contest that was known at some clocks, as askWeak gives them of it alone. */
  ask({ asOf, reportedBy, knownAt }: AskedClocks): Promise<readonly ContestWeakness[]> {
    const clocks = { asOf, reportedBy, knownAt };
    const { store } = this.#sources;
    const asked = JSON.stringify([clocks, store.changes(), dayOfInstant(this.#sources.now())]);
    if (asked === this.#asked) return this.#answer;
    this.#asked = asked;
    this.#answer = this.#count(clocks);
    this.#answer.catch(() => {
      if (this.#asked === asked) this.#asked = '';
    });
    return this.#answer;
  }

  async #count(clocks: AskedClocks): Promise<readonly ContestWeakness[]> {
    const found: ContestWeakness[] = [];
    const pinned = await atOneHead(this.#sources.store, clocks);
    for await (const contest of eachContest(this.#sources.store)) {
      const { claims, counts } = await askWeak(this.#sources, contest, pinned);
      if (claims > 0) found.push({ contest, claims, counts });
    }
    return found;
  }
}
