import { Worker } from 'node:worker_threads';

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** One thread of a module's, which answers each message with one, in turn. */
export class Hand {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];

  /** `given` is what the module finds as its `workerData`. */
  constructor(module: URL, given: unknown) {
    this.#worker = new Worker(module, { workerData: given });
    this.#worker.on('message', (answer: unknown) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a thread ended early')));
  }

  /** How much it has yet to do. */
  get load(): number {
    return this.#waiting.length;
  }

  /** What it answers to a request; the caller vouches for what it is. */
  ask<Answer>(request: unknown): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve: (answer) => resolve(answer as Answer), reject });
      this.#worker.postMessage(request);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
