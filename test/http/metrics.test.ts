import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entered, FRAME } from '../support/given.ts';
import { logged, SIGNER } from '../support/logged.ts';
import { operated } from './operated.ts';

/** The samples of an exposition: each name with its labels, and its value. */
const samplesIn = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))] as const;
      }),
  );

const asked = async (server: Awaited<ReturnType<typeof operated>>['server']) => {
  const { statusCode, headers, body } = await server.inject('/metrics');
  expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  return { body, samples: samplesIn(body) };
};

const COUNT = 'http_request_duration_seconds_count';

describe('the metrics', () => {
  it('count requests by route, method and class of status, and problems by code', async () => {
    const { server } = await operated();
    for (const id of ['1', '2', '3']) await server.inject(`/things/${id}`);
    await server.inject({ method: 'POST', url: '/things', payload: {} });
    await server.inject('/fails');
    await server.inject('/%E0%A4%A');
    const { samples } = await asked(server);
    const of = (method: string, route: string, status: string) =>
      samples.get(`${COUNT}{method="${method}",route="${route}",status="${status}"}`);
    expect(of('GET', '/things/:id', '2xx')).toBe(3);
    expect(of('POST', '/things', '2xx')).toBe(1);
    expect(of('GET', '/fails', '5xx')).toBe(1);
    expect(of('GET', 'none', '4xx')).toBe(1);
    expect(samples.get('hustings_problems_total{code="failed"}')).toBe(1);
    expect(samples.get('hustings_problems_total{code="bad-address"}')).toBe(1);
  });

  it('grow by nothing that a client makes up', async () => {
    const { server } = await operated();
    // The process has series for whatever it is about at a moment, such as kinds of garbage collection.
    const ours = (samples: ReadonlyMap<string, number>) =>
      [...samples.keys()].filter((name) => !/^(?:nodejs|process)_/.test(name));
    const series = async () => ours((await asked(server)).samples);
    await server.inject('/nothing/0');
    await server.inject('/things/0');
    await server.inject({ method: 'DELETE', url: '/things/0' });
    await series();
    const before = await series();
    for (let count = 1; count < 100; count += 1) {
      await server.inject(`/nothing/${count}?secret=${count}`);
      await server.inject(`/things/${count}`);
      await server.inject({ method: 'DELETE', url: `/things/${count}` });
    }
    const { body, samples } = await asked(server);
    expect(ours(samples)).toEqual(before);
    expect(body).not.toMatch(/secret|nothing/);
    expect(samples.get(`${COUNT}{method="GET",route="none",status="4xx"}`)).toBe(100);
  });

  it('count what the routes tell', async () => {
    const { server, operation } = await operated();
    const { meters } = operation;
    meters.appended(3);
    meters.appended(0);
    meters.refused('unknown-act');
    meters.replayed();
    const [end, drop] = [meters.feedOpened(), meters.feedOpened()];
    meters.feedOpened();
    drop('dropped');
    end('ended');
    end('ended');
    const { samples } = await asked(server);
    expect(Object.fromEntries(samples)).toMatchObject({
      hustings_appends_total: 2,
      hustings_entries_appended_total: 3,
      'hustings_refusals_total{code="unknown-act"}': 1,
      hustings_receipts_replayed_total: 1,
      hustings_feeds_open: 1,
      'hustings_feeds_ended_total{why="dropped"}': 1,
      'hustings_feeds_ended_total{why="ended"}': 1,
    });
  });

  it('say how far the ledger, its log and its checkpoints have come', async () => {
    const { server, bench } = await operated();
    expect(Object.fromEntries((await asked(server)).samples)).toMatchObject({
      hustings_ledger_readable: 1,
      hustings_ledger_entries: 0,
      hustings_log_lag_entries: 0,
      hustings_log_checkpoint_size: 0,
    });
    await bench.accept(FRAME);
    // Another process signs; this one has not looked since.
    await logged(bench).log.sign([SIGNER]);
    const at = bench.clock / 1000;
    await bench.accept([entered('late-comer')]);
    const { samples } = await asked(server);
    expect(Object.fromEntries(samples)).toMatchObject({
      hustings_ledger_entries: FRAME.length + 1,
      hustings_log_tree_size: FRAME.length,
      hustings_log_lag_entries: 1,
      hustings_log_checkpoint_size: FRAME.length,
      hustings_log_unsigned_entries: 1,
      hustings_log_checkpoint_timestamp_seconds: at,
    });
  });

  it('tell the process, and the rest, where the ledger cannot be read', async () => {
    let gone = false;
    const { server } = await operated({
      state: (state) => ({
        ...state,
        read: () => (gone ? Promise.reject(new Error('gone')) : state.read()),
      }),
    });
    expect((await asked(server)).samples.get('hustings_ledger_readable')).toBe(1);
    gone = true;
    const { samples } = await asked(server);
    expect(samples.get('hustings_ledger_readable')).toBe(0);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(samples.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
  });

  it('are of one server each, and of the process once', async () => {
    const [one, other] = [await operated(), await operated()];
    one.operation.meters.appended(1);
    expect((await asked(other.server)).samples.get('hustings_appends_total')).toBe(0);
    const { body } = await asked(one.server);
    expect(body.match(/# TYPE process_cpu_user_seconds_total /g)).toHaveLength(1);
  });

  it('are those that the page for operators tells', async () => {
    const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
    const told = [...page.matchAll(/^\| `((?:http|hustings)_\w+)` \|/gm)].map(([, name]) => name);
    const { operation } = await operated();
    const names = operation.meters.registry.getMetricsAsArray().map(({ name }) => name);
    expect(told.toSorted()).toEqual(names.toSorted());
  });
});
