import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { decodeEntry } from '../store/decode.ts';
import type { EventStore, StoredEntry } from '../store/event-store.ts';

/** How patient a feed is, in milliseconds. */
export interface FeedTimes {
  /** How often something is sent even where nothing happens, so that proxies keep the feed open. */
  readonly heartbeat: number;
  /** How long a reader may take nothing of what waits for it. */
  readonly stall: number;
  /** How long a reader may take over the last event when its feed is ended. */
  readonly ending: number;
  /** How long a client waits before it connects again. */
  readonly retry: number;
}

/** What a feed tells, from where, and for how long. */
export interface Following {
  readonly store: Pick<EventStore, 'subscribe'>;
  /** The last sequence number that the client has. */
  readonly after: number;
  readonly times: FeedTimes;
  /** Does the client want this entry? */
  wants(stored: StoredEntry): boolean;
  /** Asked at each heartbeat: may the client still read? */
  stillMay(): boolean;
}

/** An entry as a server-sent event; its JSON holds no line break. */
const eventOf = (stored: StoredEntry): string =>
  `id: ${stored.seq}\nevent: entry\ndata: ${JSON.stringify(decodeEntry(stored))}\n\n`;

/** A signal that aborts with another, or after some time; `settle` has it wait for neither any more. */
function within(milliseconds: number, ending: AbortSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, milliseconds);
  ending.addEventListener('abort', abort);
  if (ending.aborted) abort();
  const settle = () => {
    clearTimeout(timer);
    ending.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, settle };
}

/**
 * The events of a feed, as they are asked for, until the signal aborts (WHATWG HTML section 9.2). An `id` without
 * data moves the client's Last-Event-ID on and is no event to it: at first, so that a client that has
 * had nothing yet resumes from there, and with a heartbeat, past what the client does not want. From one
 * heartbeat to the next the store is followed anew, so that nothing is sent that was read, and then
 * erased, longer ago.
 */
async function* eventsOf(
  { store, after, times, wants, stillMay }: Following,
  ending: AbortSignal,
): AsyncGenerator<string, void> {
  yield `retry: ${times.retry}\nid: ${after}\n\n`;
  let next = after + 1;
  let told = after;
  while (!ending.aborted) {
    const beat = within(times.heartbeat, ending);
    try {
      for await (const stored of store.subscribe(next, beat.signal)) {
        next = stored.seq + 1;
        if (!wants(stored)) continue;
        told = stored.seq;
        yield eventOf(stored);
      }
    } finally {
      beat.settle();
    }
    if (ending.aborted || !stillMay()) return;
    yield told === next - 1 ? ':\n\n' : `id: ${next - 1}\n\n`;
    told = next - 1;
  }
}

/** Hands events on one by one, and gives up on whoever leaves one waiting for too long. */
async function* taken(
  events: AsyncIterable<string>,
  milliseconds: number,
  giveUp: () => void,
): AsyncGenerator<string, void> {
  for await (const event of events) {
    const timer = setTimeout(giveUp, milliseconds);
    try {
      yield event;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** One client's feed: a stream that never holds more than one event, and how to end it. */
export class Feed {
  /** The events as bytes. The next is asked for once the client's connection has room again. */
  readonly stream: Readable;
  readonly #ending = new AbortController();
  readonly #raw: ServerResponse;
  readonly #times: FeedTimes;
  #cut: NodeJS.Timeout | undefined;

  /** `dropped` hears that the client was too slow; `closed`, in any case, that the feed is over. */
  constructor(
    following: Following,
    raw: ServerResponse,
    { dropped, closed }: { dropped(): void; closed(): void },
  ) {
    this.#raw = raw;
    this.#times = following.times;
    const giveUp = () => {
      dropped();
      raw.destroy();
    };
    const events = eventsOf(following, this.#ending.signal);
    this.stream = Readable.from(taken(events, following.times.stall, giveUp), {
      objectMode: false,
      highWaterMark: 1,
    });
    raw.once('close', () => {
      this.#ending.abort();
      clearTimeout(this.#cut);
      closed();
    });
  }

  /** Ends the feed after a whole event; who does not take that soon enough is cut off. */
  end(): void {
    this.#ending.abort();
    this.#cut ??= setTimeout(() => this.#raw.destroy(), this.#times.ending);
  }
}
