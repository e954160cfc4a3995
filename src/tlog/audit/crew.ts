import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AuditStore } from '../../store/audit-store.ts';
import type { PageFindings } from './page-findings.ts';
import type { Answer, Request } from './worker.ts';

/** Who checks pages, one after the other or several at a time. */
export interface Checkers {
  /** The findings on a page. */
  check(from: number, to: number): Promise<PageFindings>;
  /** What the store finds wrong with itself. */
  problems(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The worker's file: beside this one, and in the same place as seen from a bundle (bin/build.js). */
const WORKER = new URL(`../audit/worker${extname(import.meta.url)}`, import.meta.url);

/** A page whose arrays came from another thread: buffers come over as plain arrays. */
const revived = (found: PageFindings): PageFindings => ({
  ...found,
  hashes: Buffer.from(found.hashes.buffer as ArrayBuffer),
  roots: Buffer.from(found.roots.buffer as ArrayBuffer),
});

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** One thread that checks what it is asked to, in turn. */
class Hand {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];

  constructor(elsewhere: NonNullable<AuditStore['elsewhere']>) {
    this.#worker = new Worker(WORKER, { workerData: elsewhere });
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a thread of the audit ended early')));
  }

  /** How much it has yet to do. */
  get load(): number {
    return this.#waiting.length;
  }

  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
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

/** So many threads, each with the store open for itself. */
export function crew(elsewhere: NonNullable<AuditStore['elsewhere']>, threads: number): Checkers {
  const hands = Array.from({ length: threads }, () => new Hand(elsewhere));
  // The store's own check takes as long as many pages, which would all wait for it.
  const other = new Hand(elsewhere);
  const ask = async <T>(request: Request): Promise<T> => {
    const least = hands.reduce((one, other) => (other.load < one.load ? other : one));
    return (await least.ask(request)) as T;
  };
  return {
    check: async (from, to) => revived(await ask<PageFindings>({ from, to })),
    problems: async () => (await other.ask('problems')) as readonly string[],
    close: async () => {
      await Promise.all([other, ...hands].map((hand) => hand.stop()));
    },
  };
}
