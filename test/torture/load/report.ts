/** What a load saw. */
export interface Report {
  /** How many requests were made, and how many had the answer that is right for them. */
  readonly asked: number;
  readonly right: number;
  /** How many were told to come again: 429, and 503 with how long to wait. */
  readonly later: number;
  /** What was neither, each with how often. */
  readonly wrong: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Of right answers, in milliseconds since they were due. */
  readonly median: number;
  readonly p99: number;
  /** Of all answers. */
  readonly most: number;
  /** The ids of what was stored. */
  readonly stored: readonly string[];
}

/** Gathers what a load sees. */
export class Seen {
  readonly #latencies: number[] = [];
  readonly #wrong = new Map<string, number>();
  readonly #stored: string[] = [];
  #asked = 0;
  #later = 0;
  #most = 0;

  /** An answer, or none, so many milliseconds after it was due. */
  heard(milliseconds: number, outcome: 'right' | 'later' | { readonly wrong: string }): void {
    this.#asked += 1;
    this.#most = Math.max(this.#most, milliseconds);
    if (outcome === 'right') this.#latencies.push(milliseconds);
    else if (outcome === 'later') this.#later += 1;
    else this.#wrong.set(outcome.wrong, (this.#wrong.get(outcome.wrong) ?? 0) + 1);
  }

  stored(ids: readonly string[]): void {
    this.#stored.push(...ids);
  }

  /** All of it, after so many seconds. */
  report(seconds: number): Report {
    const latencies = this.#latencies.toSorted((one, other) => one - other);
    const at = (part: number) => latencies[Math.ceil(latencies.length * part) - 1] ?? 0;
    return {
      ...{ asked: this.#asked, right: latencies.length, later: this.#later, seconds },
      ...{ wrong: Object.fromEntries(this.#wrong), stored: this.#stored },
      ...{ median: at(0.5), p99: at(0.99), most: this.#most },
    };
  }
}
