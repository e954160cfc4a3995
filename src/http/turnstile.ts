import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isHealth, type Limits, overloaded } from './limits.ts';

/**
 * For so long requests are begun in one turn of the event loop, in milliseconds; for longer, up to the most, where
 * other work takes longer, so that it does not starve them.
 */
const BEGINNING = { usual: 10, most: 50 };
/**
 * Node takes one new connection a turn. Those that wait to be taken wait where the server cannot see them, and are cut
 * off before they can be told to come again. So while there are any, so many turns take them and begin nothing.
 */
const MOST_TAKING = 256;
/** Nobody else is let into the line while its first has waited for this part of the longest wait. */
const FULL = 1 / 4;

interface Waiting {
  readonly request: FastifyRequest;
  readonly since: number;
  done(error?: Error): void;
}

/** Where requests wait, first come first served, while those before them are begun. */
class Turnstile {
  readonly #most: number;
  readonly #now: () => number;
  readonly #waiting: Waiting[] = [];
  /** When this turn began, and how much of it went to those that had waited. */
  #began = 0;
  #spent = 0;
  #turning = false;
  /** Was a connection taken in this turn, and how many turns have done nothing else? */
  #taken = false;
  #taking = 0;

  /** Who waits for longer than `most` milliseconds is refused, and while the first waits for long whoever comes. */
  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  /** Begins a request now, or in a later turn, or refuses it there. */
  enter(request: FastifyRequest, done: Waiting['done']): void {
    const now = this.#now();
    if (!this.#turning) {
      this.#turning = true;
      this.#began = now;
      this.#spent = 0;
      setImmediate(() => this.#turn());
    }
    const first = this.#waiting[0];
    if (first !== undefined && now - first.since > FULL * this.#most) {
      done(overloaded());
    } else if (first !== undefined || this.#taken || now - this.#began >= BEGINNING.usual) {
      this.#waiting.push({ request, since: now, done });
    } else done();
  }

  /** Hears that a new connection was taken. */
  connected(): void {
    this.#taken = true;
  }

  #turn(): void {
    const takes = this.#taken && this.#taking < MOST_TAKING && this.#waiting.length > 0;
    this.#taken = false;
    this.#taking = takes ? this.#taking + 1 : 0;
    if (takes) {
      setImmediate(() => this.#turn());
      return;
    }
    const before = this.#began;
    this.#began = this.#now();
    const others = this.#began - before - this.#spent;
    const most = Math.min(Math.max(others, BEGINNING.usual), BEGINNING.most);
    this.#beginNext(this.#began + most);
  }

  /** Begins the first who waits, and then the next, until it is time for a new turn. */
  #beginNext(end: number): void {
    const now = this.#now();
    this.#spent = now - this.#began;
    const next = this.#next(now);
    if (next === undefined) {
      this.#turning = false;
      return;
    }
    next.done();
    // What a request begins with goes on in promises: only after them is it known how long it took.
    const goOn = () =>
      this.#now() < end ? this.#beginNext(end) : setImmediate(() => this.#turn());
    queueMicrotask(() => process.nextTick(goOn));
  }

  /** The first who has not waited for too long, the others being refused. */
  #next(now: number): Waiting | undefined {
    for (;;) {
      const next = this.#waiting.shift();
      if (next === undefined) return undefined;
      // Nobody may be there any more to be answered.
      if (now - next.since <= this.#most && !next.request.raw.destroyed) return next;
      next.done(overloaded());
    }
  }
}

/**
 * Has requests wait in line where more come than can be begun, so that turns of the event loop stay short, and
 * refuses whoever would wait for longer than the server may be late, most of them as soon as they come. Health goes
 * past the line. `now` is a clock in milliseconds.
 */
export function waitsInLine(
  server: FastifyInstance,
  { lateMilliseconds }: Pick<Limits, 'lateMilliseconds'>,
  now: () => number,
): void {
  if (lateMilliseconds === 0) return;
  const turnstile = new Turnstile(lateMilliseconds, now);
  server.server.on('connection', () => turnstile.connected());
  server.addHook('onRequest', (request, _, done) => {
    if (isHealth(request)) done();
    else turnstile.enter(request, done);
  });
}
