/** Editors who append to one contest at once, over a socket, and try again wherever somebody came first. */
import { CONTEST, enrolled } from '../support/sent.ts';

/** What of an answer must be the same again. */
export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly etag: string | null;
  readonly location: string | null;
}

/** Where the server is now; it may go, and come back at another address. */
export interface Whereabouts {
  address: string;
  /** Resolves when a server is there again. */
  back: Promise<void>;
}

/** Somebody who appends one entry after the other, each under a key of its own. */
export class Editor {
  readonly name: string;
  readonly answers = new Map<string, Answered>();
  conflicts = 0;
  lost = 0;
  replayed = 0;
  readonly #token: string;
  readonly #where: Whereabouts;
  readonly #keys: boolean;
  #tag = '"0"';

  constructor(name: string, token: string, where: Whereabouts, keys: boolean) {
    this.name = name;
    this.#token = token;
    this.#where = where;
    this.#keys = keys;
  }

  /** Sends once, with whatever was last heard of the contest. */
  async post(key: string): Promise<Response> {
    return fetch(`${this.#where.address}/api/v1/contests/${CONTEST}/entries`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        'if-match': this.#tag,
        ...(this.#keys ? { 'idempotency-key': `"${key}"` } : {}),
      },
      body: JSON.stringify(enrolled(key, 'MP')),
    });
  }

  /** Sends until it is accepted. */
  async append(key: string): Promise<void> {
    for (;;) {
      const heard = await this.#heard(key);
      if (heard === undefined) {
        this.lost += 1;
        await this.#where.back;
        continue;
      }
      const { answer, replayed } = heard;
      if (answer.status === 412) {
        this.conflicts += 1;
        this.#tag = `"${JSON.parse(answer.body).revision}"`;
        continue;
      }
      if (answer.status !== 201) throw new Error(`${key}: ${answer.status} ${answer.body}`);
      if (replayed) this.replayed += 1;
      this.#tag = answer.etag ?? this.#tag;
      this.answers.set(key, answer);
      return;
    }
  }

  /** The whole answer; undefined where the server went away before it was heard. */
  async #heard(key: string): Promise<{ answer: Answered; replayed: boolean } | undefined> {
    try {
      const response = await this.post(key);
      const { status, headers } = response;
      const answer = {
        status,
        body: await response.text(),
        etag: headers.get('etag'),
        location: headers.get('location'),
      };
      return { answer, replayed: headers.get('idempotency-replayed') === 'true' };
    } catch {
      return undefined;
    }
  }

  /** Appends so many. */
  async work(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.append(`${this.name}-${at}`);
  }

  /** The same request again: its answer, and whether it is told as a replay. */
  async again(key: string): Promise<{ answer: Answered; replayed: boolean } | undefined> {
    return this.#heard(key);
  }
}
