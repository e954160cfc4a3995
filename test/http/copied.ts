/** Two copies of the whole service on one double of a database, each with its own way there. */
import { randomBytes } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createParser } from 'eventsource-parser';
import type { ServeSettings } from '../../src/config.ts';
import { serviceOver } from '../../src/ledger/service.ts';
import type { KurrentStore } from '../../src/store/kurrentdb/store.ts';
import type { Tempo } from '../../src/store/kurrentdb/tempo.ts';
import { Copies, HURRIED } from '../store/kurrentdb/opened.ts';
import { KurrentDouble } from '../support/kurrentdb/double.ts';
import { SIGNER } from '../support/logged.ts';
import { CONTEST, FRAME } from '../support/sent.ts';
import type { Got, Headers } from './served.ts';
import { type SignedIn, signedInOver } from './signed-in.ts';

/** Gives up on the database soon, so that what waits for it is answered soon. */
const IMPATIENT: Tempo = { ...HURRIED, deadline: 300, patience: 600 };

/** Where entries of the contest of these tests are appended. */
export const ENTRIES = `/api/v1/contests/${CONTEST}/entries`;

/** The way of one copy to the database: what comes along it can be held up. */
class Way {
  readonly #target: number;
  readonly #server: Server;
  readonly #back = new Set<Socket>();
  #held = false;

  constructor(target: number) {
    this.#target = target;
    this.#server = createServer((here) => {
      const there = connect(this.#target, '127.0.0.1');
      const end = () => {
        this.#back.delete(there);
        here.destroy();
        there.destroy();
      };
      for (const each of [here, there]) each.on('error', end).on('close', end);
      here.pipe(there);
      there.on('data', (bytes) => here.write(bytes));
      if (this.#held) there.pause();
      this.#back.add(there);
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `kurrentdb://127.0.0.1:${(this.#server.address() as AddressInfo).port}?tls=false`;
  }

  /** Delivers nothing until it is let through. */
  hold(): void {
    this.#held = true;
    for (const each of this.#back) each.pause();
  }

  through(): void {
    this.#held = false;
    for (const each of this.#back) each.resume();
  }

  async close(): Promise<void> {
    for (const each of this.#back) each.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One copy of the service. */
export interface Copy {
  readonly served: SignedIn;
  readonly store: KurrentStore;
  readonly way: Way;
  /** Appends as Ada. */
  append(sent: unknown, headers?: Headers): Promise<Got>;
  /** The sequence number of its last entry. */
  head(): Promise<number>;
}

/** Copies on one double. */
export interface Copied {
  readonly double: KurrentDouble;
  readonly a: Copy;
  readonly b: Copy;
  /** Waits until both hold all that is in the database. */
  level(): Promise<void>;
  close(): Promise<void>;
}

async function copyOn(
  address: string,
  way: Way,
  settings: Partial<ServeSettings>,
): Promise<Copy & { remove(): Promise<void> }> {
  const copies = new Copies(address);
  const store = await copies.open({ tempo: IMPATIENT });
  const service = serviceOver(store, {
    now: Date.now,
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
  });
  const served = await signedInOver(service, [SIGNER], settings);
  const ada = { authorization: `Bearer ${served.token('Ada', 'editor')}` };
  const append: Copy['append'] = async (sent, headers = { 'if-match': '*' }) => {
    const answer = await served.server.inject({
      method: 'POST',
      url: ENTRIES,
      headers: { 'content-type': 'application/json', ...ada, ...headers },
      payload: JSON.stringify(sent),
    });
    const named = Object.entries(answer.headers).map(([name, value]) => [name, `${value}`]);
    const { statusCode: status, body, rawPayload: bytes } = answer;
    return { status, headers: Object.fromEntries(named), body, bytes };
  };
  const head = async () => (await store.head()).seq;
  return { served, store, way, append, head, remove: () => copies.remove() };
}

/** Begins two copies on a double, with the frame of a contest in it. */
export async function copied(settings: Partial<ServeSettings> = {}): Promise<Copied> {
  const double = await KurrentDouble.start();
  const port = Number(/:(\d+)\?/.exec(double.connectionString)?.[1]);
  const ways = [new Way(port), new Way(port)];
  const open = ways.map(async (way) => copyOn(await way.open(), way, settings));
  const [a, b] = (await Promise.all(open)) as [
    Awaited<(typeof open)[0]>,
    Awaited<(typeof open)[0]>,
  ];
  const begun = await a.append(FRAME, { 'if-none-match': '*' });
  if (begun.status !== 201) throw new Error(begun.body);
  return {
    double,
    a,
    b,
    level: async () => void (await Promise.all([a.store.refresh(), b.store.refresh()])),
    close: async () => {
      for (const each of [a, b]) {
        each.way.through();
        await each.served.server.close();
        await each.remove();
        await each.way.close();
      }
      await double.stop();
    },
  };
}

/** The sequence numbers that a feed tells, in its order, until there are so many. */
export async function followed(feed: string, count: number): Promise<number[]> {
  const over = new AbortController();
  const seqs: number[] = [];
  const parser = createParser({ onEvent: ({ id }) => void seqs.push(Number(id)) });
  const { body, status } = await fetch(feed, { signal: over.signal });
  if (status !== 200 || body === null) throw new Error(`${feed}: ${status}`);
  const text = new TextDecoder();
  for await (const bytes of body) {
    parser.feed(text.decode(bytes as Uint8Array, { stream: true }));
    if (seqs.length >= count) break;
  }
  over.abort();
  return seqs;
}
