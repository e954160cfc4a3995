import {
  type AllStreamSubscription,
  type JSONEventType,
  jsonEvent,
  KurrentDBClient,
  NO_STREAM,
  START,
  streamNameFilter,
} from '@kurrent/kurrentdb-client';
import { type EventRead, type EventToWrite, PREFIX } from './event.ts';
import { NoAnswer } from './failure.ts';

/** What a subscription hears. */
export interface Hearing {
  event(event: EventRead): void;
  /** All that there was is delivered. */
  caughtUp(): void;
  /** It ended, and delivers nothing more. */
  failed(error: unknown): void;
}

interface Resolved {
  readonly event?:
    | {
        readonly id: string;
        readonly type: string;
        readonly streamId: string;
        readonly revision: bigint;
        readonly data: unknown;
        readonly metadata?: unknown;
        readonly position?: { readonly commit: bigint } | undefined;
      }
    | undefined;
  readonly commitPosition?: bigint | undefined;
}

function read({ event, commitPosition }: Resolved, prefix: string): EventRead | undefined {
  if (event === undefined) return undefined;
  const { id, type, streamId, data, metadata } = event;
  const stream = `${PREFIX}${streamId.slice(prefix.length)}`;
  const position = Number(event.position?.commit ?? commitPosition ?? -1n);
  return { id, type, stream, revision: Number(event.revision), position, data, metadata };
}

const at = (position: number) => ({ commit: BigInt(position), prepare: BigInt(position) });

/** Where the last event lies, or one far on the way to it. */
export interface Latest {
  readonly position: number;
  /** May there be more after it? */
  readonly more: boolean;
}

/** After so many events it is not looked further for the last of them. */
const FAR = 1000;

/** Where a connection leads. */
export interface Target {
  /** `kurrentdb://…`, with the name and password of a user if there are any. */
  readonly address: string;
  /** What the names of streams begin with in the database, in place of `hustings-`. */
  readonly prefix?: string | undefined;
}

/**
 * A connection to a KurrentDB database. Every call ends within the deadline: some of the client's have none
 * of their own. It appends and subscribes, and reads nothing otherwise: the client reads by a second
 * connection, which knows neither deadlines nor passwords with special characters.
 */
export class Remote {
  readonly #client: KurrentDBClient;
  readonly #deadline: number;
  readonly #prefix: string;

  /** `deadline` in milliseconds. Throws where the address cannot be read. */
  constructor({ address, prefix = PREFIX }: Target, deadline: number) {
    this.#client = KurrentDBClient.connectionString(address);
    this.#deadline = deadline;
    this.#prefix = prefix;
  }

  /**
   * Appends events to a stream whose last revision is the one expected (-1: no stream; null: whichever).
   * Answers with the position of the last, or null where the server does not say.
   */
  async append(
    stream: string,
    expected: number | null,
    events: readonly EventToWrite[],
  ): Promise<number | null> {
    const streamState = expected === -1 ? NO_STREAM : BigInt(expected ?? 0);
    const call = this.#client.appendToStream(
      `${this.#prefix}${stream.slice(PREFIX.length)}`,
      events.map((event) => jsonEvent(event as unknown as JSONEventType & { id: string })),
      { ...(expected === null ? {} : { streamState }), deadline: this.#deadline },
    );
    const { position } = await this.#within('append', call);
    return position === undefined ? null : Number(position.commit);
  }

  /** Where the last event lies that there is after a position (null: at all), as far as it was looked. */
  async latest(after: number | null): Promise<Latest | null> {
    let stop: (() => void) | undefined;
    const looking = new Promise<Latest | null>((resolve, reject) => {
      let position: number | undefined;
      let seen = 0;
      stop = this.subscribe(after, {
        event: (event) => {
          position = event.position;
          seen += 1;
          if (seen === FAR) resolve({ position, more: true });
        },
        caughtUp: () => resolve(position === undefined ? null : { position, more: false }),
        failed: reject,
      });
    });
    try {
      return await this.#within('read', looking);
    } finally {
      stop?.();
    }
  }

  /** Delivers what comes after a position (null: everything), until the answer is called. */
  subscribe(after: number | null, hearing: Hearing): () => void {
    const subscription: AllStreamSubscription = this.#client.subscribeToAll({
      fromPosition: after === null ? START : at(after),
      filter: streamNameFilter({ prefixes: [this.#prefix] }),
      requiresLeader: true,
    });
    subscription.on('data', (resolved: Resolved) => {
      const event = read(resolved, this.#prefix);
      if (event !== undefined) hearing.event(event);
    });
    subscription.on('caughtUp', () => hearing.caughtUp());
    subscription.on('error', (error: unknown) => hearing.failed(error));
    for (const end of ['end', 'close'] as const) {
      subscription.on(end, () => hearing.failed(new NoAnswer('the subscription ended')));
    }
    return () => {
      subscription.removeAllListeners('data').removeAllListeners('caughtUp');
      // Without this the call goes on for ever on the server.
      subscription.unsubscribe().catch(() => undefined);
    };
  }

  /** Waits for a call no longer than it may take. */
  async #within<T>(what: string, call: Promise<T>): Promise<T> {
    const milliseconds = this.#deadline;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new NoAnswer(`${what}: no answer within ${milliseconds} ms`);
      timer = setTimeout(() => reject(error), milliseconds);
    });
    // What fails later has been given up on.
    call.catch(() => undefined);
    try {
      return await Promise.race([call, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    await this.#within('close', this.#client.dispose()).catch(() => undefined);
  }
}
