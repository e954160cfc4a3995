/** Entries by themselves: page by page, and all of them to a reader who takes his time. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { EXPORT_PAGE } from '../../src/http/export-routes.ts';
import { Bench, CONTEST, enrolled, FRAME, id, nominated, told } from '../support/given.ts';
import { expectProblem } from './problem-details.ts';
import { benchServed, type Served } from './served.ts';

interface Page {
  readonly contest: string;
  readonly knownAt: number;
  readonly entries: readonly {
    readonly id: string;
    readonly seq: number;
    readonly note?: string;
  }[];
  readonly next: string | null;
}

const AT = `/api/v1/contests/${CONTEST}/entries`;
const page = async (server: Served, query = ''): Promise<Page> =>
  (await server.json(`${AT}${query}`)) as unknown as Page;
const cursorOf = (what: unknown) => Buffer.from(JSON.stringify(what)).toString('base64url');

/** All pages from the first, with something done between each two. */
async function allPages(server: Served, query: string, between = async () => {}) {
  const pages = [await page(server, query)];
  for (let next = pages[0]?.next; typeof next === 'string'; next = pages.at(-1)?.next) {
    await between();
    pages.push(await page(server, `${query}&cursor=${encodeURIComponent(next)}`));
  }
  return pages;
}

describe('pages of entries', () => {
  test('hold every entry once, in order, whatever the size of a page', async () => {
    const server = await benchServed(await told());
    for (const limit of [1, 2, 3, 7, FRAME.length, FRAME.length + 1, 1000]) {
      const pages = await allPages(server, `?limit=${limit}`);
      const seqs = pages.flatMap(({ entries }) => entries.map(({ seq }) => seq));
      expect(seqs).toEqual(FRAME.map((_, seq) => seq));
      expect(pages).toHaveLength(Math.ceil(FRAME.length / limit));
      expect(pages.at(-1)?.next).toBeNull();
    }
    expect((await page(server)).entries).toHaveLength(FRAME.length);
  });

  test('come as a line of JSON each, and as CSV with JSON in its cells', async () => {
    const server = await benchServed(await told());
    const { entries } = await page(server);
    const lines = (await server.get(`${AT}.ndjson`)).body.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      entries.map((entry) => {
        const { id: own, seq, data, sources } = entry as unknown as Record<string, unknown>;
        return { id: own, seq, data, sources };
      }),
    );
    const [, first = ''] = (await server.get(`${AT}.csv`)).body.split('\n');
    expect(first).toContain(',"{""categories"":');
  });

  test('do not shift or grow under appends, here and elsewhere', async () => {
    const bench = await told();
    const server = await benchServed(bench);
    let appended = 0;
    const append = async () => {
      appended += 1;
      await bench.accept([enrolled(`late-${appended}`, 'MP')]);
      await bench.accept(
        FRAME.slice(0, 1).map((each) => ({ ...each, id: id(`${appended}`) })),
        {
          contest: `other-${appended}`,
        },
      );
    };
    const pages = await allPages(server, '?limit=4', append);
    expect(appended).toBe(3);
    expect(pages.flatMap(({ entries }) => entries.map(({ seq }) => seq))).toEqual(
      FRAME.map((_, seq) => seq),
    );
    expect(new Set(pages.map(({ knownAt }) => knownAt))).toEqual(new Set([FRAME.length - 1]));
    expect((await page(server)).entries).toHaveLength(FRAME.length + 3);
  });

  test('go as far as is asked for', async () => {
    const server = await benchServed(await told());
    const { entries, knownAt, next } = await page(server, '?knownAt=4');
    expect([entries.length, knownAt, next]).toEqual([5, 4, null]);
    expect((await page(server, '?knownAt=2000-01-01T00:00:00Z')).entries).toEqual([]);
  });

  test.each([
    '',
    'abc',
    '!!',
    'e30',
    cursorOf(null),
    cursorOf([0, 1]),
    cursorOf({ from: 0 }),
    cursorOf({ from: -1, known: 3 }),
    cursorOf({ from: 1.5, known: 3 }),
    cursorOf({ from: 0, known: 3, more: 1 }),
    cursorOf({ from: '0', known: '3' }),
    cursorOf({ from: 0, known: 99_999 }),
    cursorOf({ from: 1e15, known: 1e15 }),
  ])('refuse the cursor "%s", which no page gave', async (cursor) => {
    const server = await benchServed(await told());
    const got = await server.get(`${AT}?cursor=${encodeURIComponent(cursor)}`);
    expectProblem(got, 400, 'bad-parameter', /cursor/);
  });
});

describe('the proof of an entry', () => {
  test('is not there before a checkpoint covers it', async () => {
    const server = await benchServed(await told());
    const got = await server.get(`/api/v1/entries/${id('opened')}/proof`);
    expectProblem(got, 404, 'not-found', /No checkpoint covers this entry yet/);
  });
});

describe('the export', () => {
  const LONG = 6000;

  async function large(): Promise<{ bench: Bench; server: Served }> {
    const bench = new Bench();
    await bench.accept(FRAME);
    const note = 'n'.repeat(2000);
    for (let from = 0; from < LONG; from += 1000) {
      const names = Array.from({ length: 1000 }, (_, index) => `mp-${from + index}`);
      await bench.accept(names.map((name) => ({ ...enrolled(name, 'MP'), note })));
    }
    return { bench, server: await benchServed(bench) };
  }

  test('is read from the ledger no faster than it is taken, and others are answered meanwhile', async () => {
    const { bench, server } = await large();
    let read = 0;
    const { readAll } = bench.store;
    bench.store.readAll = (from, limit) => {
      if (limit > 1) read += 1;
      return readAll.call(bench.store, from, limit);
    };
    const address = await server.server.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect(Number(new globalThis.URL(address).port), '127.0.0.1');
    socket.pause();
    socket.write('GET /api/v1/export HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    while (read === 0) await pause(5);
    await pause(300);
    const pages = Math.ceil((FRAME.length + LONG) / EXPORT_PAGE) + 1;
    expect(read).toBeLessThan(pages);
    const other = await fetch(`${address}/api/v1/contests`);
    expect(other.status).toBe(200);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.resume();
    await once(socket, 'close');
    expect(read).toBe(pages);
    const text = Buffer.concat(chunks).toString('latin1');
    expect(text.match(/"type":"EndorserEnrolled"/g)?.length).toBeGreaterThan(LONG);
    await server.server.close();
  }, 20_000);

  test('goes on with what is appended while it is read, and ends', async () => {
    const bench = await told();
    const server = await benchServed(bench);
    await bench.accept([nominated('m1', 'ann', '2010-06-01')]);
    const { body } = await server.get('/api/v1/export');
    expect(body.trimEnd().split('\n')).toHaveLength(FRAME.length + 1);
  });
});
