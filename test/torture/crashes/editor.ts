import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answered } from '../../http/two-editors.ts';
import type { Model, Request } from './model.ts';
import type { Desk } from './requests.ts';

/** Nobody comes first, and no server is busy, so often. */
const MOST_TRIES = 500;

/** What an answer says, and whether as a replay. */
export interface Heard {
  readonly answered: Answered;
  readonly replayed: boolean;
  /** In how many milliseconds to ask again, where it says that. */
  readonly retry: number | undefined;
}

/** Where a ledger is served now, and where its log of writes lies. */
export interface Served {
  readonly address: string;
  readonly wal: string;
}

/** What all that ask the same ledger know together. */
export interface Known {
  readonly model: Model;
  readonly faults: string[];
  /** How long SQLite's log was at most when something was answered: whatever was answered for lies before that. */
  safe: number;
}

/** How long a file is; 0 where there is none. */
export const sizeOf = (file: string): number =>
  statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Notes that something was answered for. */
export function answeredFor(known: Known, { wal }: Served): void {
  known.safe = Math.max(known.safe, sizeOf(wal));
}

/** Asks; undefined where the server went away before its answer was whole. */
export async function ask(
  address: string,
  path: string,
  init: RequestInit = {},
): Promise<Heard | undefined> {
  try {
    const response = await fetch(`${address}${path}`, init);
    const { status, headers } = response;
    const answered = {
      status,
      body: await response.text(),
      etag: headers.get('etag'),
      location: headers.get('location'),
    };
    const retry = headers.get('retry-after');
    return {
      answered,
      replayed: headers.get('idempotency-replayed') === 'true',
      retry: retry === null ? undefined : Number(retry) * 1000,
    };
  } catch {
    return undefined;
  }
}

/** Somebody who appends until the server is gone, and sends again what was not answered. */
export class Editor {
  readonly desk: Desk;
  readonly #token: string;
  readonly #known: Known;
  #tag = '"0"';
  heavy = false;
  /** Answers that said that somebody had come first. */
  stale = 0;

  constructor(desk: Desk, token: string, known: Known) {
    this.desk = desk;
    this.#token = token;
    this.#known = known;
  }

  /** Sends once; who is impatient hangs up after some milliseconds. */
  async post(address: string, request: Request, impatience?: number): Promise<Heard | undefined> {
    const { contest, key, exact, isList, entries } = request;
    const opens = entries[0]?.type === 'ContestOpened';
    return ask(address, `/api/v1/contests/${contest}/entries`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        'idempotency-key': `"${key}"`,
        ...(opens ? { 'if-none-match': '*' } : { 'if-match': exact ? this.#tag : '*' }),
      },
      body: JSON.stringify(isList ? entries : entries[0]),
      ...(impatience === undefined ? {} : { signal: AbortSignal.timeout(impatience) }),
    });
  }

  /** Sends a request until it is stored; false where the server went away before. */
  async append(served: Served, request: Request): Promise<boolean> {
    const { model, faults } = this.#known;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      model.sends(request);
      const heard = await this.post(served.address, request);
      if (heard === undefined) return false;
      const { answered, retry } = heard;
      if (answered.status === 201) {
        this.#tag = answered.etag ?? this.#tag;
        this.desk.stored(model.hears(request, answered));
        answeredFor(this.#known, served);
        return true;
      }
      if (answered.status === 412) {
        this.stale += 1;
        this.#tag = `"${JSON.parse(answered.body).revision}"`;
      } else if (answered.status === 503 && retry !== undefined) {
        if (answered.body.includes('"/problems/stopping"')) return false;
        await pause(20);
      } else {
        faults.push(`${request.key} was answered ${answered.status}: ${answered.body}`);
        return false;
      }
    }
    faults.push(`${request.key} was sent ${MOST_TRIES} times, and is not accepted`);
    return false;
  }

  /** Sends a request, and hangs up before it can know what became of it. */
  async #hangUp({ address }: Served, request: Request, impatience: number): Promise<void> {
    this.#known.model.sends(request);
    await this.post(address, request, impatience);
  }

  /** Appends one request after the other until the server is gone, and does not hear every answer. */
  async work(served: Served): Promise<void> {
    for (let goesOn = true; goesOn; ) {
      const request = this.desk.next(this.heavy);
      const impatience = this.desk.impatience();
      if (impatience !== undefined) await this.#hangUp(served, request, impatience);
      else goesOn = await this.append(served, request);
    }
  }

  /** Sends again what was not answered; whatever was stored the first time is not stored twice. */
  async settle(served: Served, requests: readonly Request[]): Promise<boolean> {
    for (const request of requests) {
      if (request.editor !== this.desk.editor) continue;
      if (!(await this.append(served, request))) return false;
    }
    return true;
  }
}
