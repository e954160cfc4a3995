/** More requests than can be begun in a turn of the event loop. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { operated, portOf, raw } from './operated.ts';

const MILLISECONDS = 30;
const REQUESTS = 30;

function busy(): void {
  const end = performance.now() + MILLISECONDS;
  while (performance.now() < end);
}

/** Counts turns of the event loop until it is stopped. */
function turns(): { now(): number; stop(): void } {
  let [count, goesOn] = [0, true];
  const turn = (): void => {
    count += 1;
    if (goesOn) setImmediate(turn);
  };
  turn();
  return {
    now: () => count,
    stop: () => {
      goesOn = false;
    },
  };
}

const SLOW = 'GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

/** A server whose answers take long, and what of it is known each time that it begins one. */
async function slow(lateMilliseconds: number, known: () => number) {
  const begun: number[] = [];
  const { server } = await operated({
    limits: { lateMilliseconds },
    routes: (into) => {
      into.get('/slow', async () => {
        begun.push(known());
        busy();
        return {};
      });
    },
  });
  return { server, begun, port: await portOf(server) };
}

/** Sends many requests at once; in which turns are they begun, how answered? */
async function crowd(lateMilliseconds: number) {
  const counted = turns();
  const { server, begun, port } = await slow(lateMilliseconds, counted.now);
  const readers = Array.from({ length: REQUESTS }, () => raw(port, ''));
  await Promise.all(readers.map(({ socket }) => once(socket, 'connect')));
  await fetch(`http://127.0.0.1:${port}/health/live`);
  for (const { socket } of readers) socket.write(SLOW);
  const answers = await Promise.all(readers.map(({ closed }) => closed));
  counted.stop();
  return { server, begun, answers, statuses: answers.map((text) => text.slice(9, 12)) };
}

describe('requests that come faster than they can be begun', () => {
  it('are begun over many turns, between which others are served', async () => {
    const { begun, statuses } = await crowd(60_000);
    expect(statuses).toEqual(statuses.map(() => '200'));
    expect(begun).toHaveLength(REQUESTS);
    expect(new Set(begun).size).toBeGreaterThanOrEqual(REQUESTS / 5);
  });

  it('keep nobody from being connected: all are, before many were begun', async () => {
    let connected = 0;
    const { server, begun, port } = await slow(60_000, () => connected);
    server.server.on('connection', () => {
      connected += 1;
    });
    const readers = Array.from({ length: REQUESTS }, () => raw(port, SLOW));
    await Promise.all(readers.map(({ closed }) => closed));
    expect(begun).toHaveLength(REQUESTS);
    expect(begun[REQUESTS / 3]).toBe(REQUESTS);
  });

  it('are told to come again at once while others have waited for long', async () => {
    const { port } = await slow(8000, () => 0);
    const early = Array.from({ length: 4 * REQUESTS }, () => raw(port, SLOW));
    // A quarter of the longest wait has passed, and the line is not done.
    await pause(2300);
    const late = await fetch(`http://127.0.0.1:${port}/slow`);
    expect(late.status).toBe(503);
    const answers = await Promise.all(early.map(({ closed }) => closed));
    expect(new Set(answers.map((text) => text.slice(9, 12)))).toEqual(new Set(['200']));
  });

  it('are told to come again where they would wait for longer than the server may be late', async () => {
    const { server, begun, answers, statuses } = await crowd(100);
    const refused = answers.filter((text) => text.startsWith('HTTP/1.1 503'));
    expect(statuses.filter((status) => status === '200')).toHaveLength(begun.length);
    expect(refused).toHaveLength(REQUESTS - begun.length);
    expect(refused.length).toBeGreaterThan(0);
    for (const text of refused) {
      expect(text).toMatch(/^retry-after: [1-9]/im);
      expect(text).toContain('"/problems/overloaded"');
    }
    expect((await server.inject('/slow')).statusCode).toBe(200);
  });
});
