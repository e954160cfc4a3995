/** A server with the live feed alone, on a real socket, and clients of it. */
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { onTestFinished } from 'vitest';
import { Arrivals } from '../../src/http/arrival.ts';
import {
  FEED_LIMITS,
  type FeedLimits,
  type FeedOptions,
  feedRoutes,
} from '../../src/http/feed-routes.ts';
import { Meters } from '../../src/http/meter.ts';
import { withProblems } from '../../src/http/problem.ts';
import type { Service } from '../../src/ledger/service.ts';
import type { SqliteStore } from '../../src/store/sqlite/store.ts';
import { type Bench, CONTEST, source, tell } from '../support/given.ts';
import { logged } from '../support/logged.ts';

/** A service over a bench, whose ledger can go on. */
export const serviceOf = (bench: Bench, store: SqliteStore = bench.store): Service => ({
  ...logged(bench),
  ledger: bench.ledger,
  store,
});

/** Waits as long as a busy machine may take. */
export const PATIENT = { timeout: 30_000 };

type Chosen = Partial<FeedLimits> & Pick<Partial<FeedOptions>, 'stillMay'>;

/** Serves feeds, and closes the server with the test. */
export async function feeding(service: Service, { stillMay, ...limits }: Chosen = {}) {
  const meter = new Meters();
  const stopping = new AbortController();
  let asked = 0;
  const server = fastify({ genReqId: () => `request-${++asked}` });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  withProblems(server);
  server.addHook('preClose', async () => stopping.abort());
  feedRoutes(server, {
    arrivals: new Arrivals(service, stopping.signal),
    service,
    meter,
    stopping: stopping.signal,
    limits: { ...FEED_LIMITS, ...limits },
    ...(stillMay === undefined ? {} : { stillMay }),
  });
  await server.listen({ port: 0 });
  onTestFinished(async () => {
    await server.close();
  });
  const { port } = server.server.address() as AddressInfo;
  const count = async (name: string): Promise<number> => {
    const text = await meter.registry.metrics();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1) ?? 0);
  };
  return { server, port, stopping, count };
}

/** An answer that is no feed. */
export async function refusal(port: number, query = '', headers: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${port}/feed${query}`, { headers });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: await answer.text(),
  };
}

/** A client of a feed, as a browser is one, but for connecting again by itself. */
export class FeedClient {
  readonly events: EventSourceMessage[] = [];
  /** Everything that came, as it was sent. */
  text = '';
  ended = false;
  answer: IncomingMessage | undefined;
  readonly #request: ClientRequest;
  #heard: () => void = () => undefined;

  constructor(port: number, query = '', lastEventId?: string) {
    const headers = {
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    };
    this.#request = request({ port, path: `/feed${query}`, headers, agent: false });
    const over = () => {
      this.ended = true;
      this.#heard();
    };
    this.#request.on('error', over);
    this.#request.on('response', (answer) => {
      this.answer = answer;
      const parser = createParser({ onEvent: (event) => this.events.push(event) });
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        this.text += text;
        parser.feed(text);
        this.#heard();
      });
      answer.on('error', over);
      answer.on('close', over);
    });
    this.#request.end();
  }

  /** Waits until something holds of what came. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  /** Waits until the feed is open: the server has said from where it goes on. */
  async opened(): Promise<this> {
    await this.until(() => this.text.includes('\n\n') || this.ended);
    return this;
  }

  get seqs(): number[] {
    return this.events.map(({ id }) => Number(id));
  }

  /** The id that a browser would send when it connects again: set by every block that has one. */
  get lastEventId(): string | undefined {
    const whole = this.text.slice(0, this.text.lastIndexOf('\n\n') + 2);
    return [...whole.matchAll(/^id: (.*)$/gm)].at(-1)?.[1];
  }

  async close(): Promise<void> {
    if (this.ended) return;
    const closed = new Promise((resolve) => this.#request.once('close', resolve));
    this.#request.destroy();
    await closed;
  }
}

/** Appends one more claim to a contest; `sources` make it large, about a kilobyte each. */
export async function more(bench: Bench, contest = CONTEST, sources = 1): Promise<number> {
  const quotes = Array.from({ length: sources }, (_, index) =>
    source('2010-06-02', { title: `${index} ${'x'.repeat(490)}`, quote: 'y'.repeat(300) }),
  );
  const claim = tell('ElectorateStated', { category: 'TU', size: sources }, '2010-06-01');
  const [stored] = await bench.accept([{ ...claim, sources: quotes }], { contest });
  if (stored === undefined) throw new Error('nothing was stored');
  return stored.seq;
}
