import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * The file of a thread by its folder and its name without its ending, as seen from a module in a folder beside that
 * one: in the sources, and in the same place as seen from a bundle (bin/build.js).
 */
export const threadFile = (near: string, place: string): URL =>
  new URL(`../${place}${extname(near)}`, near);

/** One thread that does what it is asked to, in turn: each message to it is answered by one of its own. */
export class Hand<Request, Answer> {
  readonly #worker: Worker;
  readonly #name: string;
  readonly #waiting: Waiting<Answer>[] = [];
  #ended = false;

  /** `file` is what the thread runs, with `given` as its workerData; `name` is what it is called where it fails. */
  constructor(file: URL, name: string, given?: unknown) {
    this.#name = name;
    this.#worker = new Worker(file, { workerData: given });
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(this.#early()));
  }

  #early(): Error {
    return new Error(`${this.#name} ended early`);
  }

  /** How much it has yet to do. */
  get load(): number {
    return this.#waiting.length;
  }

  /** Has it failed or been stopped? Then it takes nothing more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The answer to a request; rejects where the thread fails or is stopped before it. */
  async ask(request: Request): Promise<Answer> {
    if (this.#ended) throw this.#early();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  /** Does not keep the process alive by itself. */
  idles(): this {
    this.#worker.unref();
    return this;
  }

  /** Ends the thread at once. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

/** Several threads of a kind: each request goes to the one that has the least to do. */
export class Hands<Request, Answer> {
  readonly #hands: readonly Hand<Request, Answer>[];

  /** `hire` makes one of them; of none nothing may be asked. */
  constructor(count: number, hire: () => Hand<Request, Answer>) {
    this.#hands = Array.from({ length: count }, hire);
  }

  /** The answer to a request; rejects where its thread fails or is stopped before it. */
  ask(request: Request): Promise<Answer> {
    const least = this.#hands.reduce((one, other) => (other.load < one.load ? other : one));
    return least.ask(request);
  }

  /** Ends them all at once. */
  async stop(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => hand.stop()));
  }
}
