import { Random } from '../../laws/random.ts';
import type { Coverage } from './coverage.ts';
import { faultOf } from './judge.ts';
import { mutated } from './mutate.ts';
import type { Parser } from './parser.ts';
import { shrunk } from './shrink.ts';

/** How many inputs run before it is looked whether any of them reached new code. */
const AT_ONCE = 64;
/** How many inputs are kept to make others from. */
const MOST_KEPT = 1000;
/** After so many faults a parser is left: they mostly are one. */
const MOST_FAULTS = 3;

/** What a hunt saw of one parser. */
export interface Hunted {
  readonly cases: number;
  /** How many of them were accepted inputs or others that reached something new. */
  readonly kept: readonly string[];
  readonly faults: readonly string[];
}

/** What a hunt is given beside its parser. */
export interface Hunting {
  readonly cases: number;
  readonly seed: number;
  readonly coverage: Coverage;
  /** Told of each input before it is read. */
  begins(parser: string, input: string): void;
  readonly signal: AbortSignal;
}

/** A fault as whoever mends it needs it: the parser, what is wrong, and the input as a string of JavaScript. */
const line = (parser: Parser, fault: string, input: string): string =>
  `${parser.name}: ${fault}; input ${input.length > 3000 ? `${JSON.stringify(input.slice(0, 3000))} and ${input.length - 3000} more` : JSON.stringify(input)}`;

/** Reads good inputs and what becomes of them by chance, and goes on from those that reach code that none reached before. */
class Hunt {
  readonly #parser: Parser;
  readonly #hunting: Hunting;
  readonly #random: Random;
  readonly kept: string[];
  readonly faults: string[] = [];
  readonly #words: readonly string[];

  constructor(parser: Parser, hunting: Hunting) {
    this.#parser = parser;
    this.#hunting = hunting;
    this.#random = new Random(hunting.seed);
    this.kept = [...parser.samples];
    this.#words = [...(parser.words ?? []), ...parser.samples.filter((each) => each.length < 100)];
    if (this.#words.length === 0) this.#words = [''];
  }

  make(): string {
    const { longest = Number.POSITIVE_INFINITY } = this.#parser;
    const random = this.#random;
    // Half of them from what was found last, which was changed least so far.
    const recent = random.oneIn(2) ? this.kept.slice(-8) : this.kept;
    const kit = { random, words: this.#words, other: random.of(this.kept) };
    return mutated(random.of(recent), kit).slice(0, longest);
  }

  /** Reads an input, and notes what does not hold. */
  async judge(input: string): Promise<void> {
    this.#hunting.begins(this.#parser.name, input);
    const fault = await faultOf(this.#parser, input);
    if (fault === undefined || this.faults.length >= MOST_FAULTS) return;
    const least = await shrunk(
      input,
      async (each) => (await faultOf(this.#parser, each))?.slice(0, 20) === fault.slice(0, 20),
    );
    this.faults.push(line(this.#parser, (await faultOf(this.#parser, least)) ?? fault, least));
  }

  /** Keeps one of some inputs, which were read, where some reached what none did before. */
  async keep(inputs: readonly string[]): Promise<void> {
    const { coverage } = this.#hunting;
    const { fresh } = coverage.take();
    if (fresh.length === 0) return;
    coverage.forget(fresh);
    const found = await this.#find(inputs.filter((each) => !this.kept.includes(each)));
    if (found !== undefined && this.kept.length < MOST_KEPT) this.kept.push(found);
    coverage.remember(fresh);
  }

  /** The one of some inputs that reaches what is new, or one of several: half of them run again, and half of these. */
  async #find(inputs: readonly string[]): Promise<string | undefined> {
    if (inputs.length <= 1) return inputs[0];
    const { coverage } = this.#hunting;
    const half = inputs.slice(0, inputs.length >> 1);
    for (const input of half) await faultOf(this.#parser, input);
    const { fresh } = coverage.take();
    coverage.forget(fresh);
    return this.#find(fresh.length > 0 ? half : inputs.slice(half.length));
  }
}

/** Hunts one parser for faults. The same seed makes the same inputs. */
export async function hunt(parser: Parser, hunting: Hunting): Promise<Hunted> {
  const here = new Hunt(parser, hunting);
  const { cases, signal, coverage } = hunting;
  coverage.take();
  let done = 0;
  while (done < cases && !signal.aborted && here.faults.length < MOST_FAULTS) {
    const count = Math.min(AT_ONCE, cases - done);
    const inputs = Array.from(
      { length: count },
      (_, at) => parser.samples[done + at] ?? here.make(),
    );
    for (const input of inputs) await here.judge(input);
    await here.keep(inputs);
    done += count;
  }
  return { cases: done, kept: here.kept, faults: here.faults };
}
