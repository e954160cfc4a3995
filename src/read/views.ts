import { LRUCache } from 'lru-cache';
import { cut, type Sight } from '../../projections/cut.ts';
import type { Policy } from '../../projections/policy.ts';
import { type StandingsTimeline, standings } from '../../projections/standings.ts';
import type { Reader } from './reader.ts';

/** About how many bytes a view takes of which nothing is known. */
const BYTES_OF_NOTHING = 10_000;

/**
 * The standings of contests over all days, built once for each pair of past clocks and policy and
 * kept under a byte budget. A view is keyed by how many rows it saw, so it never goes stale.
 */
export class Views {
  readonly #reader: Reader;
  readonly #kept: LRUCache<string, StandingsTimeline>;
  #generation = -1;

  constructor(reader: Reader, budget: number) {
    this.#reader = reader;
    this.#kept = new LRUCache({
      maxSize: budget,
      sizeCalculation: (view) => BYTES_OF_NOTHING + view.bytes,
    });
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
    let view = this.#kept.get(key);
    if (view === undefined) {
      view = standings(cut(columns, register, sight), policy);
      this.#kept.set(key, view);
    }
    return view;
  }
}
