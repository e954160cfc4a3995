import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StoreErrorCode } from '../../../src/store/store-error.ts';
import type { Change } from './change.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

/** What the process whose disk fails is asked to do. */
export type Wish =
  | { readonly do: 'open'; readonly file: string; readonly logPages: number }
  | { readonly do: 'change'; readonly change: Change }
  | { readonly do: 'sign' | 'read' | 'hold' | 'close' };

/** What came of it. */
export interface Answer {
  readonly value?: number | string | readonly string[];
  readonly error?: {
    readonly code: StoreErrorCode | null;
    readonly message: string;
    readonly stack: string;
  };
  readonly inDoubt: boolean;
}

/** A process whose disk fails; started again when it was killed. */
export class Victim {
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env;
  }

  /** Asks it to do something; undefined: it was killed under way. */
  async ask(wish: Wish): Promise<Answer | undefined> {
    this.#child ??= fork(CHILD, { env: { ...process.env, ...this.#env }, execArgv: [] });
    const child = this.#child;
    const over = new AbortController();
    const { signal } = over;
    child.send(wish);
    const answer = await Promise.race([
      once(child, 'message', { signal }).then(([said]) => said as Answer),
      once(child, 'exit', { signal }).then(() => undefined),
    ]);
    over.abort();
    if (answer === undefined) this.#child = undefined;
    return answer;
  }

  /** Ends it, as a kill does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
