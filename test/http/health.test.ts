import { describe, expect, it } from 'vitest';
import type { ServiceState } from '../../src/http/service-state.ts';
import { FRAME } from '../support/given.ts';
import { operated, until } from './operated.ts';

describe('the health of a server', () => {
  it('is ready where the ledger is read, and says its head and the lag of its log', async () => {
    const { server, bench } = await operated();
    const ready = async () => (await server.inject('/health/ready')).json();
    expect(await ready()).toEqual({ status: 'ready', head: { seq: -1, recordedAt: null }, lag: 0 });
    await bench.accept(FRAME);
    expect(await ready()).toMatchObject({ status: 'ready', head: { seq: FRAME.length - 1 } });
    await expect.poll(async () => (await ready()).lag, { timeout: 4500 }).toBe(0);
    const { headers } = await server.inject('/health/ready');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is not ready where the ledger cannot be read, and says nothing of why', async () => {
    const read = () => Promise.reject(new Error('no such table: entries in /srv/ledger.db'));
    const { server, lines } = await operated({ state: (state) => ({ ...state, read }) });
    const { statusCode, headers, json, body } = await server.inject('/health/ready');
    expect([statusCode, json().type]).toEqual([503, '/problems/unavailable']);
    expect(headers['retry-after']).toBeDefined();
    expect(body).not.toMatch(/table|srv/);
    expect(lines.some(({ msg }) => msg === 'not ready')).toBe(true);
    expect((await server.inject('/health/live')).json()).toEqual({ status: 'live' });
  });

  it('is not ready while the log is far behind, and catches up since it was asked', async () => {
    let treeSize = 0;
    let caught = 0;
    const state = (real: ServiceState): ServiceState => ({
      ...real,
      read: async () => {
        const head = { seq: 10_000, recordedAt: 0 };
        return { head, entries: 10_001, treeSize, lag: 10_001 - treeSize };
      },
      catchUp: async () => {
        caught += 1;
        treeSize += 1;
      },
    });
    const { server } = await operated({ state });
    const { statusCode, json } = await server.inject('/health/ready');
    expect([statusCode, json()]).toMatchObject([
      503,
      { type: '/problems/behind', lag: 10_001, head: { seq: 10_000 } },
    ]);
    await until(() => caught === 1);
    const after = await server.inject('/health/ready');
    expect(after.json()).toMatchObject({ status: 'ready', lag: 10_000 });
  });

  it('survives a log that cannot catch up', async () => {
    const { server, lines } = await operated({
      state: (real) => ({
        ...real,
        read: async () => {
          const head = { seq: 0, recordedAt: 0 };
          return { head, entries: 1, treeSize: 0, lag: 1 };
        },
        catchUp: () => Promise.reject(new Error('entries are lost')),
      }),
    });
    expect((await server.inject('/health/ready')).statusCode).toBe(200);
    await until(() => lines.some(({ msg }) => msg === 'the log cannot catch up'));
  });
});
