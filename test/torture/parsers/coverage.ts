import { type Profiler, Session } from 'node:inspector';

/** The code of the product, and the bad parsers by which the hunt itself is tried. */
const OURS = /\/(?:events|projections|src)\/(?!.*node_modules)|\/bad-parsers\.ts/;

/** What ran since it was asked last. */
export interface Ran {
  /** The blocks of the product that never ran before. */
  readonly fresh: readonly Block[];
  /** How often blocks ran, of everything that is written in JavaScript. */
  readonly steps: number;
}

interface Block {
  readonly seen: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Which blocks of the code ran, as V8 counts them. A function's characters are marked: V8 tells those of
 * its blocks alone that ran another number of times than what is around them.
 */
export class Coverage {
  readonly #session = new Session();
  readonly #functions = new Map<string, Uint8Array>();
  /** How many blocks of the product ran so far. */
  blocks = 0;

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Ends the counting. */
  end(): void {
    this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }

  /** What ran since it was asked last. */
  take(): Ran {
    const fresh: Block[] = [];
    let steps = 0;
    for (const { url, functions } of this.#taken()) {
      const ours = OURS.test(url);
      for (const each of functions) {
        const [whole] = each.ranges;
        if (whole === undefined || whole.count === 0) continue;
        for (const { count } of each.ranges) steps += count;
        if (ours) fresh.push(...this.#mark(url, each.ranges, whole));
      }
    }
    this.blocks += fresh.length;
    return { fresh, steps };
  }

  /** Has blocks be new once more. */
  forget(fresh: readonly Block[]): void {
    for (const { seen, from, to } of fresh) seen.fill(0, from, to);
    this.blocks -= fresh.length;
  }

  /** Has blocks be known, whoever ran them. */
  remember(fresh: readonly Block[]): void {
    for (const { seen, from, to } of fresh) {
      if (seen[from] === 0) this.blocks += 1;
      seen.fill(1, from, to);
    }
  }

  #taken(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] = [];
    // In a thread's own session the answer is there when `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error !== null) throw error;
      taken = result;
    });
    return taken;
  }

  #mark(url: string, ranges: readonly Profiler.CoverageRange[], whole: Profiler.CoverageRange) {
    const { startOffset: start, endOffset: end } = whole;
    const key = `${url} ${start} ${end}`;
    const seen = this.#functions.get(key) ?? new Uint8Array(end - start);
    this.#functions.set(key, seen);
    const now = new Uint8Array(end - start);
    // Those within come after what is around them.
    for (const { startOffset, endOffset, count } of ranges) {
      now.fill(count > 0 ? 1 : 0, startOffset - start, endOffset - start);
    }
    const fresh: Block[] = [];
    for (let from = 0; from < now.length; from += 1) {
      if (now[from] === 0 || seen[from] === 1) continue;
      let to = from;
      while (to < now.length && now[to] === 1 && seen[to] === 0) to += 1;
      seen.fill(1, from, to);
      fresh.push({ seen, from, to });
      from = to;
    }
    return fresh;
  }
}
