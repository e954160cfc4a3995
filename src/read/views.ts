import { LRUCache } from 'lru-cache';
import { cut, type Sight } from '../../projections/cut.ts';
import type { Policy } from '../../projections/policy.ts';
import { type StandingsTimeline, standings } from '../../projections/standings.ts';
import type { Reader } from './reader.ts';

/** About how many bytes a view takes of which nothing is known. */
const BYTES_OF_NOTHING = 10_000;

/** About how many bytes a claim takes in a view's workings, and in what is kept with them once it is told. */
const BYTES_PER_WORKED_CLAIM = 2200;

const sizeOf = ({ bytes, isWorked, known }: StandingsTimeline): number =>
  BYTES_OF_NOTHING + bytes + (isWorked ? known * BYTES_PER_WORKED_CLAIM : 0);

interface Kept {
  readonly view: StandingsTimeline;
  readonly size: number;
}

/**
 * The standings of contests over all days, built once for each pair of past clocks and policy and
 * kept under a byte budget. A view is keyed by how many rows it saw, so it never goes stale.
 */
export class Views {
  readonly #reader: Reader;
  readonly #budget: number;
  readonly #kept: LRUCache<string, Kept>;
  #generation = -1;

  constructor(reader: Reader, budget: number) {
    this.#reader = reader;
    this.#budget = budget;
    this.#kept = new LRUCache({ maxSize: budget, sizeCalculation: ({ size }) => size });
  }

  /** A contest's columns and the register's, of one generation: none was erased from between the two. */
  async #columns(contest: string) {
    for (;;) {
      const generation = this.#reader.generation();
      const columns = await this.#reader.contest(contest);
      const register = await this.#reader.register();
      if (this.#reader.generation() === generation) return { columns, register, generation };
    }
  }

  /** The standings of a contest over all days, as seen at a knownAt and a reportedBy. */
  async timeline(contest: string, sight: Sight, policy: Policy): Promise<StandingsTimeline> {
    const { columns, register, generation } = await this.#columns(contest);
    const seen = [columns.upTo(sight.knownAt), register.upTo(sight.knownAt)];
    if (generation !== this.#generation) this.#kept.clear();
    this.#generation = generation;
    const key = [contest, ...seen, sight.reportedBy, policy].join(' ');
    const kept = this.#kept.get(key);
    const view = kept?.view ?? standings(cut(columns, register, sight), policy);
    // Its workings may have been asked for since it was kept.
    if (kept?.size !== sizeOf(view)) this.#keep(key, view);
    return view;
  }

  /** Of a view that would be too large with its workings at least the standings are kept. */
  #keep(key: string, view: StandingsTimeline): void {
    const fits = sizeOf(view) <= this.#budget;
    const kept = fits ? view : view.plain();
    this.#kept.set(key, { view: kept, size: sizeOf(kept) });
  }
}
