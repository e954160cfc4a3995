/** A part of the torture: one way to harm a ledger, over and over, from a seed that replays it. */
export interface Part {
  /** Its folder below test/torture, and its name on the command line. */
  readonly name: string;
  /** What it does and what must hold, in one sentence. */
  readonly about: string;
  /** What its runs count: kills, histories, cases, … */
  readonly unit: string;
  /** How many of them an ordinary run of the tests makes, in some seconds, and how many the long run. */
  readonly runs: { readonly short: number; readonly long: number };
  torture(course: Course): Promise<Outcome>;
}

/** How far a part goes, and from which seed. */
export interface Course {
  readonly runs: number;
  readonly seed: number;
  /** Told now and then how many runs are done. */
  progress(done: number): void;
  /** Aborts when whoever watches has seen enough: the part ends with what it has. */
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface Outcome {
  /** How many runs were made. */
  readonly runs: number;
  /** What was done and seen, in figures: one sentence for docs/reliability.md. */
  readonly told: string;
  /** What did not hold, each with what replays it; none where all is well. */
  readonly faults: readonly string[];
}
