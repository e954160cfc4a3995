/** How a live feed ends: clients that leave and come back, that read nothing, or one too many; a stop. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { Bench, CONTEST, FRAME } from '../support/given.ts';
import { FeedClient, feeding, more, PATIENT, refusal, serviceOf } from './feeding.ts';
import { expectProblem } from './problem-details.ts';

const last = FRAME.length - 1;

async function framed() {
  const bench = new Bench();
  await bench.accept(FRAME);
  return bench;
}

/** Asks for a feed and reads nothing of it; gives the server's side of it too. */
async function deaf(feeds: Awaited<ReturnType<typeof feeding>>) {
  const asked = once(feeds.server.server, 'request');
  const socket = connect(feeds.port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => undefined);
  socket.write('GET /feed?after=-1 HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [, answer] = (await asked) as [IncomingMessage, ServerResponse];
  return { socket, answer };
}

test('of 500 entries each comes once, in order, through 50 broken connections', async () => {
  const bench = await framed();
  const { port, count } = await feeding(serviceOf(bench));
  let writing = true;
  const written = (async () => {
    for (let times = 0; times < 500; times += 1) {
      await more(bench);
      if (times % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    writing = false;
  })();
  const seqs: number[] = [];
  let id: string | undefined = `${last}`;
  let broken = 0;
  while (writing || broken < 50) {
    const client: FeedClient = new FeedClient(port, '', id);
    // Of an odd length, so that a break falls anywhere: at once, within an event, after some.
    const length = (broken * 7919) % 3000;
    await client.until(() => client.text.length >= length || !writing);
    await client.close();
    seqs.push(...client.seqs);
    id = client.seqs.length === 0 ? id : `${client.seqs.at(-1)}`;
    broken += 1;
  }
  await written;
  const rest = new FeedClient(port, '', id);
  await rest.until(() => seqs.length + rest.events.length >= 500);
  seqs.push(...rest.seqs);
  expect(seqs).toEqual(Array.from({ length: 500 }, (_, index) => last + 1 + index));
  await rest.close();
  await expect.poll(() => count('hustings_feeds_open'), PATIENT).toBe(0);
});

test('who reads nothing is dropped; meanwhile little is held for it, and others read on', async () => {
  const bench = await framed();
  // More than what the two ends' systems take before anybody reads: it depends on them.
  for (let times = 0; times < 600; times += 1) await more(bench, CONTEST, 25);
  const feeds = await feeding(serviceOf(bench), { stall: 300, heartbeat: 50 });
  const { socket, answer } = await deaf(feeds);
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, answer.writableLength);
  }, 1);
  const client = await new FeedClient(feeds.port).opened();
  const others = [await more(bench)];
  await once(answer, 'close');
  clearInterval(looking);
  expect(answer.writableFinished).toBe(false);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(300_000);
  others.push(await more(bench));
  await client.until(() => client.events.length === 2);
  expect(client.seqs).toEqual(others);
  expect(client.ended).toBe(false);
  expect(await feeds.count('hustings_feeds_ended_total{why="dropped"}')).toBe(1);
  expect(await feeds.count('hustings_feeds_open')).toBe(1);
  await client.close();
  socket.destroy();
});

test('who leaves is followed no more, at once', async () => {
  const bench = await framed();
  const service = serviceOf(bench);
  let followed = 0;
  async function* subscribe(from: number, signal: AbortSignal) {
    followed += 1;
    try {
      yield* bench.store.subscribe(from, signal);
    } finally {
      followed -= 1;
    }
  }
  const store = new Proxy(bench.store, {
    get(target, name) {
      const found: unknown = name === 'subscribe' ? subscribe : Reflect.get(target, name, target);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
  const { port } = await feeding({ ...service, store }, { heartbeat: 600_000 });
  const client = await new FeedClient(port).opened();
  await expect.poll(() => followed, PATIENT).toBe(1);
  await client.close();
  await expect.poll(() => followed, PATIENT).toBe(0);
});

test('a feed too many is refused for now, and taken when another has ended', async () => {
  const { port, count } = await feeding(serviceOf(await framed()), { feeds: 2 });
  const open = await Promise.all([new FeedClient(port).opened(), new FeedClient(port).opened()]);
  const got = await refusal(port);
  expectProblem({ ...got, bytes: Buffer.alloc(0) }, 503, 'overloaded', /All 2 live feeds/);
  expect(Number(got.headers['retry-after'])).toBeGreaterThan(0);
  await open[0]?.close();
  await expect.poll(() => count('hustings_feeds_open'), PATIENT).toBe(1);
  const next = await new FeedClient(port).opened();
  expect(next.answer?.statusCode).toBe(200);
  await Promise.all([...open, next].map((each) => each.close()));
});

test('a stop ends every feed at a whole event, and keeps nobody from closing', async () => {
  const bench = await framed();
  for (let times = 0; times < 600; times += 1) await more(bench, CONTEST, 25);
  const feeds = await feeding(serviceOf(bench), { ending: 2000 });
  const idle = await new FeedClient(feeds.port).opened();
  const busy = await new FeedClient(feeds.port, '?after=-1').opened();
  const { socket, answer } = await deaf(feeds);
  await expect.poll(() => answer.writableNeedDrain, PATIENT).toBe(true);
  await feeds.server.close();
  for (const client of [idle, busy]) {
    await client.until(() => client.ended);
    expect(client.text.slice(-2)).toBe('\n\n');
    expect(client.answer?.complete).toBe(true);
  }
  await expect.poll(() => answer.closed, PATIENT).toBe(true);
  socket.destroy();
});

test('what is said to be stopping ends the feeds, and opens none', async () => {
  const { port, stopping } = await feeding(serviceOf(await framed()));
  const client = await new FeedClient(port).opened();
  stopping.abort();
  await client.until(() => client.ended);
  expect(client.answer?.complete).toBe(true);
  const got = await refusal(port);
  expectProblem({ ...got, bytes: Buffer.alloc(0) }, 503, 'stopping', /stopping/);
});

test('a quiet feed beats, and ends with the right to read', async () => {
  let may = true;
  const bench = await framed();
  const { port } = await feeding(serviceOf(bench), { heartbeat: 10, stillMay: () => may });
  const client = await new FeedClient(port).opened();
  await client.until(() => client.text.endsWith(':\n\n:\n\n:\n\n'));
  const seq = await more(bench);
  await client.until(() => client.text.endsWith('}\n\n:\n\n:\n\n'));
  expect(client.seqs).toEqual([seq]);
  may = false;
  await client.until(() => client.ended);
  await more(bench);
  expect(client.seqs).toEqual([seq]);
});

test('a ledger that can be read no more ends the feed, in the middle of an answer', async () => {
  const bench = await framed();
  const { port, count } = await feeding(serviceOf(bench), { heartbeat: 10 });
  const client = await new FeedClient(port).opened();
  await bench.store.close();
  await client.until(() => client.ended);
  expect(client.answer?.complete).toBe(false);
  await expect.poll(() => count('hustings_feeds_open'), PATIENT).toBe(0);
});
