import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Service } from '../ledger/service.ts';
import { dayOfInstant } from '../time/day.ts';
import { isKnown } from './caching.ts';
import { STATUS } from './status.ts';

/** An answer as it is sent. */
export interface Sent {
  /** Its media type. */
  readonly type: string;
  readonly tag: string;
  /** Header fields that a 304 says as well. */
  readonly fields: Readonly<Record<string, string>>;
  readonly text: string | Buffer;
}

/** Sends an answer, or says that the client has it already. */
export function give(request: FastifyRequest, reply: FastifyReply, answer: Sent): FastifyReply {
  const { type, tag, fields, text } = answer;
  reply.headers(fields);
  return isKnown(request.headers['if-none-match'], tag)
    ? reply.code(STATUS.notModified).send()
    : reply.type(type).send(text);
}

/** About how much memory an answer takes beside its text, in bytes. */
const OVERHEAD = 1000;

/**
 * Answers that were given, ready to be given again to the same question: by address and Accept, as Vary
 * says (RFC 9111 section 4.1). All are forgotten as soon as anything of the ledger may have changed, and
 * with the day, since an answer may be about today.
 */
export class KeptAnswers {
  readonly #service: Pick<Service, 'now' | 'store'>;
  readonly #answers: LRUCache<string, Sent>;
  #changes = -1;
  #day = 0;
  #state = 0;

  /** `budget`: about how many bytes of answers are kept. */
  constructor(service: Pick<Service, 'now' | 'store'>, budget: number) {
    this.#service = service;
    this.#answers = new LRUCache({
      maxSize: budget,
      sizeCalculation: ({ text }, key) => text.length + key.length + OVERHEAD,
    });
  }

  /** A number for all that answers depend on beside their question; forgets those of another. */
  #now(): number {
    const changes = this.#service.store.changes();
    const day = dayOfInstant(this.#service.now());
    if (changes !== this.#changes || day !== this.#day) {
      this.#answers.clear();
      this.#changes = changes;
      this.#day = day;
      this.#state += 1;
    }
    return this.#state;
  }

  /** The answer to a request, where it was given before and is still right. */
  find(request: IncomingMessage): Sent | undefined {
    const key = keyOf(request);
    this.#now();
    return key === undefined ? undefined : this.#answers.get(key);
  }

  /** Makes the answer to a request, and keeps it, unless anything has changed since it was begun. */
  async made(request: IncomingMessage, make: () => Promise<Sent>): Promise<Sent> {
    const key = keyOf(request);
    const begun = this.#now();
    const answer = await make();
    if (key !== undefined && this.#now() === begun) this.#answers.set(key, answer);
    return answer;
  }
}

/** What Vary says that an answer depends on; nothing where it depends on when it was asked. */
function keyOf({ url, headers }: IncomingMessage): string | undefined {
  const { accept, 'accept-datetime': time } = headers;
  if (time !== undefined) return undefined;
  return accept === undefined || accept === '*/*' ? url : `${url} ${accept}`;
}
