interface Run<T, Step> {
  readonly outcome: Promise<T>;
  readonly stop: AbortController;
  /** How many wait for it. */
  waiting: number;
  /** How far it is, by its own last word. */
  readonly told: { step?: Step };
}

/** Long work: it says how far it is, and ends early where the signal aborts. */
export type LongWork<T, Step> = (signal: AbortSignal, tell: (step: Step) => void) => Promise<T>;

/**
 * Long work that many may ask for at once: one run at a time, whose outcome all that wait for it share.
 * Who leaves hears nothing more; when the last has left, the run is told to stop.
 */
export class SharedRun<T, Step = never> {
  readonly #work: LongWork<T, Step>;
  #running: Run<T, Step> | undefined;

  constructor(work: LongWork<T, Step>) {
    this.#work = work;
  }

  /** How far the run is that is under way; undefined where none is, and before its first word. */
  get step(): Step | undefined {
    return this.#running?.told.step;
  }

  /** The outcome of the run that is under way, or of a new one; rejects where `left` aborts first. */
  async outcome(left: AbortSignal): Promise<T> {
    left.throwIfAborted();
    const run = this.#running ?? this.#start();
    run.waiting += 1;
    const leave = Promise.withResolvers<never>();
    const onLeft = (): void => leave.reject(left.reason);
    left.addEventListener('abort', onLeft, { once: true });
    try {
      return await Promise.race([run.outcome, leave.promise]);
    } finally {
      left.removeEventListener('abort', onLeft);
      run.waiting -= 1;
      if (run.waiting === 0) this.#end(run);
    }
  }

  #start(): Run<T, Step> {
    const stop = new AbortController();
    const told: { step?: Step } = {};
    const outcome = this.#work(stop.signal, (step) => {
      told.step = step;
    });
    const run: Run<T, Step> = { outcome, stop, waiting: 0, told };
    this.#running = run;
    // Nobody may be there any more to hear that it was stopped.
    run.outcome.catch(() => undefined).finally(() => this.#forget(run));
    return run;
  }

  /** Stops a run that nobody waits for; who asks from now on has one of their own. */
  #end(run: Run<T, Step>): void {
    run.stop.abort();
    this.#forget(run);
  }

  #forget(run: Run<T, Step>): void {
    if (this.#running === run) this.#running = undefined;
  }
}
