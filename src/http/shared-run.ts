interface Run<T> {
  readonly outcome: Promise<T>;
  readonly stop: AbortController;
  /** How many wait for it. */
  waiting: number;
}

/**
 * Long work that many may ask for at once: one run at a time, whose outcome all that wait for it share.
 * Who leaves hears nothing more; when the last has left, the run is told to stop.
 */
export class SharedRun<T> {
  readonly #work: (signal: AbortSignal) => Promise<T>;
  #running: Run<T> | undefined;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work;
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

  #start(): Run<T> {
    const stop = new AbortController();
    const run: Run<T> = { outcome: this.#work(stop.signal), stop, waiting: 0 };
    this.#running = run;
    // Nobody may be there any more to hear that it was stopped.
    run.outcome.catch(() => undefined).finally(() => this.#forget(run));
    return run;
  }

  /** Stops a run that nobody waits for; who asks from now on has one of their own. */
  #end(run: Run<T>): void {
    run.stop.abort();
    this.#forget(run);
  }

  #forget(run: Run<T>): void {
    if (this.#running === run) this.#running = undefined;
  }
}
