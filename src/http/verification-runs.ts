import type { Examined, VerifyingStep } from '../interchange/verification.ts';
import { messageOf } from '../tlog/audit/fault.ts';
import type { RunShown, RunState } from '../web/run-shown.ts';
import type { SharedRun } from './shared-run.ts';

/** How long a run that has ended can be looked at, in milliseconds, and how many such there are at most. */
const KEPT = { milliseconds: 3_600_000, runs: 20 };

interface Runs {
  of(since: string | undefined): SharedRun<Examined, VerifyingStep>;
}

interface World {
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
}

/** What a verification is begun with. */
export interface Beginning {
  /** Who begins it. */
  readonly by: string;
  /** A kept checkpoint. */
  readonly since?: string | undefined;
}

/** One verification that was begun on a page. */
class Run {
  readonly id: string;
  readonly by: string;
  readonly since: string | undefined;
  readonly begun: number;
  readonly #run: SharedRun<Examined, VerifyingStep>;
  readonly #left = new AbortController();
  readonly #now: () => number;
  #ended: Exclude<RunState, { is: 'running' }> | undefined;

  constructor({ by, since }: Beginning, runs: Runs, world: World) {
    this.id = world.newId();
    this.by = by;
    this.since = since;
    this.begun = world.now();
    this.#now = () => world.now();
    this.#run = runs.of(since);
    void this.#follow();
  }

  async #follow(): Promise<void> {
    try {
      const report = await this.#run.outcome(this.#left.signal);
      this.#ended ??= { is: 'done', report, ended: this.#now() };
    } catch (error) {
      // One that was stopped has ended already, and breaks off for that.
      this.#ended ??= { is: 'failed', problem: messageOf(error), ended: this.#now() };
    }
  }

  /** Stops it, unless it has ended. */
  stop(by: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = { is: 'stopped', by, step: this.#run.step, ended: this.#now() };
    this.#left.abort();
  }

  get ended(): number | undefined {
    return this.#ended?.ended;
  }

  shown(): RunShown {
    const { id, by, begun, since } = this;
    const state: RunState = this.#ended ?? { is: 'running', step: this.#run.step };
    return { id, by, begun, since, state };
  }
}

/**
 * The verifications that are begun on pages: one at a time, which all who begin one meanwhile share. They
 * lie in memory, those that have ended for an hour.
 */
export class VerificationRuns {
  readonly #runs: Runs;
  readonly #world: World;
  #kept: readonly Run[] = [];

  constructor(runs: Runs, world: World) {
    this.#runs = runs;
    this.#world = world;
  }

  #known(): readonly Run[] {
    const oldest = this.#world.now() - KEPT.milliseconds;
    this.#kept = this.#kept
      .filter(({ ended }) => ended === undefined || ended > oldest)
      .slice(-KEPT.runs);
    return this.#kept;
  }

  /** The run that is under way. */
  underWay(): RunShown | undefined {
    return this.#known()
      .find(({ ended }) => ended === undefined)
      ?.shown();
  }

  /**
   * Begins a run, or answers with the one under way where that is begun with the same; undefined where one
   * is under way with another checkpoint.
   */
  begin(beginning: Beginning): RunShown | undefined {
    const before = this.#known().find(({ ended }) => ended === undefined);
    if (before !== undefined) {
      return before.since === beginning.since ? before.shown() : undefined;
    }
    const run = new Run(beginning, this.#runs, this.#world);
    this.#kept = [...this.#kept, run];
    return run.shown();
  }

  /** A run; undefined where it is not known, or no longer. */
  find(id: string): RunShown | undefined {
    return this.#known()
      .find((run) => run.id === id)
      ?.shown();
  }

  /** Those that are known, the last begun first. */
  recent(): RunShown[] {
    return this.#known()
      .map((run) => run.shown())
      .reverse();
  }

  /** Stops a run that is under way; `by` says who does. */
  stop(id: string, by: string): void {
    this.#known()
      .find((run) => run.id === id)
      ?.stop(by);
  }

  /** Stops whatever is under way, since the server stops. */
  end(): void {
    for (const run of this.#kept) run.stop('the server, which stops');
  }
}
