import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Service } from '../ledger/service.ts';
import { dayOfInstant } from '../time/day.ts';
import { AskedBefore } from './asked-before.ts';
import { isKnown } from './caching.ts';
import { compressed, takesGzip } from './compressed.ts';
import { STATUS } from './status.ts';

/** An answer as it is sent. */
export interface Sent {
  /** Its media type. */
  readonly type: string;
  readonly tag: string;
  /** Header fields that a 304 says as well. */
  readonly fields: Readonly<Record<string, string>>;
  readonly text: string | Buffer;
  /** How the text is compressed; not, where it is not said. */
  readonly coding?: 'gzip';
  /** Is it made again as fast as it is found? Then it is kept for those only who ask a second time. */
  readonly isReady?: boolean;
}

/** Sends an answer, or says that the client has it already. */
export function give(request: FastifyRequest, reply: FastifyReply, answer: Sent): FastifyReply {
  const { type, tag, fields, text, coding } = answer;
  reply.headers(fields);
  if (isKnown(request.headers['if-none-match'], tag)) {
    return reply.code(STATUS.notModified).send();
  }
  if (coding !== undefined) reply.header('content-encoding', coding);
  return reply.type(type).send(text);
}

/** About how much memory an answer takes beside its text, in bytes. */
const OVERHEAD = 1000;

/** What of a request its answer is kept by. */
export interface Keyed extends Pick<IncomingMessage, 'url' | 'headers'> {
  /** Since when the ledger may have more than the answer, where the answer says so; null: it says nothing. */
  readonly stale?: string | null;
}

/**
 * What answers depend on beside their question: the ledger, and the day, since an answer may be about today.
 */
export class AnswersState {
  readonly #service: Pick<Service, 'now' | 'store'>;
  readonly #forget: () => void;
  #changes = -1;
  #day = 0;
  #state = 0;

  /** `forget` drops the answers of another state, before one of the new state can be asked for. */
  constructor(service: Pick<Service, 'now' | 'store'>, forget: () => void) {
    this.#service = service;
    this.#forget = forget;
  }

  /** A number that is another one as soon as anything of it may have changed. */
  now(): number {
    const changes = this.#service.store.changes();
    const day = dayOfInstant(this.#service.now());
    if (changes !== this.#changes || day !== this.#day) {
      this.#changes = changes;
      this.#day = day;
      this.#state += 1;
      this.#forget();
    }
    return this.#state;
  }
}

/**
 * Answers that were given, ready to be given again to the same question: by address and Accept, as Vary
 * says (RFC 9111 section 4.1). All are forgotten as soon as anything of the ledger may have changed, and
 * with the day, since an answer may be about today.
 */
export class KeptAnswers {
  readonly #state: AnswersState;
  readonly #answers: LRUCache<string, Sent>;
  readonly #compresses: boolean;
  readonly #asked = new AskedBefore();

  /** `budget`: about how many bytes of answers are kept; `compresses`: also as a client takes them compressed. */
  constructor(service: Pick<Service, 'now' | 'store'>, budget: number, compresses = false) {
    this.#compresses = compresses;
    this.#state = new AnswersState(service, () => this.#answers.clear());
    this.#answers = new LRUCache({
      maxSize: budget,
      sizeCalculation: ({ text }, key) => text.length + key.length + OVERHEAD,
    });
  }

  /** Does a request take its answer compressed, where that is done? */
  #isCompressed(request: Keyed): boolean {
    return this.#compresses && takesGzip(request);
  }

  #keyOf(request: Keyed): string | undefined {
    const asked = keyOf(request);
    const { stale = null } = request;
    const key = asked === undefined || stale === null ? asked : `stale ${stale} ${asked}`;
    return key !== undefined && this.#isCompressed(request) ? `gzip ${key}` : key;
  }

  /** The answer to a request, where it was given before and is still right. */
  find(request: Keyed): Sent | undefined {
    const key = this.#keyOf(request);
    this.#state.now();
    return key === undefined ? undefined : this.#answers.get(key);
  }

  /** Makes the answer to a request, and keeps it, unless anything has changed since it was begun. */
  async made(request: Keyed, make: () => Promise<Sent>): Promise<Sent> {
    const key = this.#keyOf(request);
    const begun = this.#state.now();
    const made = await make();
    const answer = this.#isCompressed(request) ? await compressed(made) : made;
    if (key !== undefined && this.#isWorth(key, answer) && this.#state.now() === begun) {
      this.#answers.set(key, answer);
    }
    return answer;
  }

  /**
   * Is an answer worth keeping? What lives a while costs more to clear away than what is made and sent, so that
   * keeping answers that nobody asks for again would take as long as making them.
   */
  #isWorth(key: string, { isReady = false }: Sent): boolean {
    return !isReady || this.#asked.again(key);
  }
}

/** What Vary says that an answer depends on; nothing where it depends on when it was asked. */
function keyOf({ url, headers }: Keyed): string | undefined {
  const { accept, 'accept-datetime': time } = headers;
  if (time !== undefined) return undefined;
  return accept === undefined || accept === '*/*' ? url : `${url} ${accept}`;
}
