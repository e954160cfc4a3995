import { once } from 'node:events';
import { get } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { closeWithin } from '../../src/http/graceful.ts';
import type { AppendOutcome } from '../../src/store/event-store.ts';
import { entered, FRAME } from '../support/given.ts';
import { operated, portOf, raw, until } from './operated.ts';

const LONG = 60_000;
const KEPT = 'Host: a\r\nConnection: keep-alive\r\n\r\n';

describe('a server that stops', () => {
  it('answers the append whose commit is under way, then closes its connection', async () => {
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { server, bench } = await operated({
      routes: (into) =>
        into.post('/appends', async (_, reply) => {
          const done = await bench.append([entered('late-comer')]);
          return reply.code(done.ok ? 201 : 422).send({ ok: done.ok });
        }),
    });
    await bench.accept(FRAME);
    const { store } = bench;
    const commit = store.append.bind(store);
    store.append = async (...asked): Promise<AppendOutcome> => {
      begun.resolve();
      await held.promise;
      return commit(...asked);
    };
    const port = await portOf(server);
    const client = raw(port, `POST /appends HTTP/1.1\r\nContent-Length: 0\r\n${KEPT}`);
    await begun.promise;
    const closing = closeWithin(server, LONG);
    held.resolve();
    expect(await closing).toBe(true);
    expect(await client.closed).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect((await bench.store.head()).seq).toBe(FRAME.length);
  });

  it('ends feeds at once, whole', async () => {
    let stop: AbortSignal | undefined;
    const begun = Promise.withResolvers<void>();
    const feed = (into: FastifyInstance) =>
      into.get('/feed', async (_, reply) => {
        const stream = new Readable({ read: () => begun.resolve() });
        stream.push(': open\n\n');
        stop?.addEventListener('abort', () => stream.push(null));
        return reply.send(stream);
      });
    const { server, stopping } = await operated({ routes: feed });
    stop = stopping;
    const client = raw(await portOf(server), `GET /feed HTTP/1.1\r\n${KEPT}`);
    await begun.promise;
    expect(await closeWithin(server, LONG)).toBe(true);
    expect(await client.closed).toMatch(/: open\n\n\r\n0\r\n\r\n$/);
  });

  it('closes what is idle, and does not wait for a hung client beyond the bound', async () => {
    const { server } = await operated();
    const port = await portOf(server);
    const idle = raw(port, `GET /things/1 HTTP/1.1\r\n${KEPT}`);
    await until(() => idle.text().includes('thing'));
    expect(await closeWithin(server, LONG)).toBe(true);
    await idle.closed;

    const other = await operated();
    const otherPort = await portOf(other.server);
    const taken = once(other.server.server, 'connection');
    const hung = raw(otherPort, 'POST /things HTTP/1.1\r\nHost: a\r\nContent-');
    await taken;
    expect(await closeWithin(other.server, 20)).toBe(false);
    await hung.closed;
  });

  it('refuses what comes meanwhile as stopping, health/ready too; health/live says that it lives', async () => {
    const held = Promise.withResolvers<void>();
    let under = 0;
    const { server } = await operated({
      routes: (into) =>
        into.get('/held', async () => {
          under += 1;
          await held.promise;
          return 'done';
        }),
    });
    const port = await portOf(server);
    const ask = `GET /held HTTP/1.1\r\nHost: a\r\n\r\n`;
    const clients = [raw(port, ask), raw(port, ask), raw(port, ask)];
    await until(() => under === 3);
    const closing = closeWithin(server, LONG);
    const paths = ['/health/ready', '/things/1', '/health/live'];
    // On connections with a request under way: no other is taken any more.
    for (const [index, { socket }] of clients.entries()) {
      socket.write(`GET ${paths[index]} HTTP/1.1\r\n${KEPT}`);
    }
    await until(() => !server.server.listening);
    const refused = once(get({ port, host: '127.0.0.1' }), 'error');
    expect((await refused)[0]).toMatchObject({ code: 'ECONNREFUSED' });
    held.resolve();
    await closing;
    const [ready, thing, live] = await Promise.all(clients.map(({ closed }) => closed));
    for (const text of [ready, thing]) {
      expect(text).toMatch(/HTTP\/1\.1 503 [\s\S]*"type":"\/problems\/stopping"/);
      expect(text).toMatch(/connection: close/i);
    }
    expect(live).toMatch(/\{"status":"live"\}$/);
  });
});
