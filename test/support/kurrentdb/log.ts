/** An event as it is proposed to the database. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event of the log. */
export interface LoggedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  /** Where it lies in the log, in bytes: commit and prepare position are the same. */
  readonly position: bigint;
  /** When it was written, in 100 ns since 1970. */
  readonly created: bigint;
}

/** The stream's last revision that a write demands (-1: no stream), or less than that. */
export type Expected = number | 'any' | 'exists';

/** What became of a write; `current` is the stream's last revision, -1 where there is none. */
export type Written =
  | { readonly ok: true; readonly revision: number; readonly position: bigint | undefined }
  | { readonly ok: false; readonly current: number };

const HEADER_BYTES = 96;
const FIRST_POSITION = 1_024n;
const TICKS_PER_MS = 10_000n;

/** The bytes that an event takes in a write. */
export const sizeOf = (event: ProposedEvent): number =>
  event.data.length + event.metadata.length + event.type.length;

/**
 * The database's log: one for all nodes. Positions are byte offsets, so sparse. It keeps to the
 * server's rules of expected revisions and of writes that are sent again.
 */
export class Log {
  readonly #all: LoggedEvent[] = [];
  readonly #streams = new Map<string, LoggedEvent[]>();
  /** The ids that the server still has in memory: the weak idempotency of `any` rests on them. */
  readonly #recent = new Map<string, LoggedEvent>();
  readonly #waiting = new Set<() => void>();
  readonly #recentIds: number;
  #next = FIRST_POSITION;

  constructor(recentIds: number) {
    this.#recentIds = recentIds;
  }

  get events(): readonly LoggedEvent[] {
    return this.#all;
  }

  /** The position of the last event; -1 in an empty log. */
  get head(): bigint {
    return this.#all.at(-1)?.position ?? -1n;
  }

  stream(name: string): readonly LoggedEvent[] {
    return this.#streams.get(name) ?? [];
  }

  /** The index of the first event at a position or after it. */
  indexFrom(position: bigint): number {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = this.#all[middle]?.position ?? 0n;
      if (here < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Writes events, or finds that they are written, or that the stream is at another revision. */
  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): Written {
    const lane = this.stream(stream);
    const current = lane.length - 1;
    const exists = lane.length > 0 || this.#streams.has(`$$${stream}`);
    if (expected === 'exists' && !exists) return { ok: false, current };
    if (typeof expected === 'string') return this.#weak(stream, current, events);
    if (expected > current) return { ok: false, current };
    if (expected === current) return this.put(stream, events);
    const before = lane.slice(expected + 1, expected + 1 + events.length);
    const same = before.length === events.length && before.every((e, i) => e.id === events[i]?.id);
    return same ? writtenAs(before, current) : { ok: false, current };
  }

  /** With no revision to go by: the ids still in memory tell a write that is sent again. */
  #weak(stream: string, current: number, events: readonly ProposedEvent[]): Written {
    const known = events.map(({ id }) => {
      const found = this.#recent.get(id);
      return found?.stream === stream ? found : undefined;
    });
    if (events.length === 0 || known[0] === undefined) return this.put(stream, events);
    const before = known.filter((each) => each !== undefined);
    return before.length === events.length ? writtenAs(before, current) : { ok: false, current };
  }

  /** Writes events whatever is there. */
  put(stream: string, events: readonly ProposedEvent[]): Written {
    const lane = this.#streams.get(stream) ?? [];
    if (events.length > 0) this.#streams.set(stream, lane);
    for (const proposed of events) {
      const created = BigInt(Date.now()) * TICKS_PER_MS;
      const place = { stream, revision: lane.length, position: this.#next, created };
      const event: LoggedEvent = { ...proposed, ...place };
      lane.push(event);
      this.#all.push(event);
      this.#remember(event);
      this.#next += BigInt(HEADER_BYTES + stream.length + sizeOf(event));
    }
    this.#wake();
    return writtenAs(lane, -1);
  }

  #remember(event: LoggedEvent): void {
    this.#recent.set(event.id, event);
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > this.#recentIds && oldest !== undefined) this.#recent.delete(oldest);
  }

  /** Empties the memory of recent ids, as a start of the server does. */
  forgetIds(): void {
    this.#recent.clear();
  }

  /** Takes away all that lies behind a position: the database is put back to an older state. */
  truncateTo(position: bigint): void {
    this.#all.length = this.indexFrom(position + 1n);
    for (const [name, lane] of this.#streams) {
      lane.length = lane.filter((event) => event.position <= position).length;
      if (lane.length === 0) this.#streams.delete(name);
    }
    const last = this.#all.at(-1);
    const size = last === undefined ? 0 : HEADER_BYTES + last.stream.length + sizeOf(last);
    this.#next = last === undefined ? FIRST_POSITION : last.position + BigInt(size);
    this.forgetIds();
    this.#wake();
  }

  /** Another log with the same events at the same positions. */
  copy(): Log {
    const copy = new Log(this.#recentIds);
    for (const event of this.#all) {
      copy.#all.push(event);
      const lane = copy.#streams.get(event.stream) ?? [];
      lane.push(event);
      copy.#streams.set(event.stream, lane);
    }
    copy.#next = this.#next;
    return copy;
  }

  /** Calls back once, at the next change; the answer takes that back. */
  onChange(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}

function writtenAs(events: readonly LoggedEvent[], current: number): Written {
  const last = events.at(-1);
  return { ok: true, revision: last?.revision ?? current, position: last?.position };
}
