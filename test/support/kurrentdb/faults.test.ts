import { setTimeout as delay } from 'node:timers/promises';
import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { describe, expect, it } from 'vitest';
import {
  collected,
  connected,
  eventually,
  failureOf,
  given,
  listening,
  something,
  somethings,
} from './clients.ts';
import type { KurrentDouble } from './double.ts';
import type { Fault, FaultCall } from './faults.ts';

const STREAM = 'hustings-contest';
const LATE_MS = 150;
const PATIENCE_MS = 5_000;

/** Lets one call go wrong, the next of its kind, and none after it. */
function once(double: KurrentDouble, kind: FaultCall['kind'], fault: Fault): void {
  double.fault = (call) => {
    if (call.kind !== kind) return undefined;
    double.fault = undefined;
    return fault;
  };
}

/** What came of a call, or 'pending' when nothing did for a while. */
const within = <T>(call: Promise<T>, ms = 2 * LATE_MS): Promise<T | 'pending'> =>
  Promise.race([call, delay(ms, 'pending' as const)]);

describe.each([true, false])('a write that goes wrong, batchAppend %o', (batchAppend) => {
  const begin = async () => {
    const double = await given({ batchAppend });
    return { double, client: connected(double.connectionString) };
  };
  /** Sends one write twice: with the fault, and again as it was. */
  async function twice(
    double: KurrentDouble,
    client: KurrentDBClient,
    fault: Fault,
    deadline = PATIENCE_MS,
  ) {
    const event = something();
    const how = { streamState: 'no_stream' } as const;
    const write = () => client.appendToStream(STREAM, [event], how);
    once(double, 'append', fault);
    const first = failureOf(client.appendToStream(STREAM, [event], { ...how, deadline }));
    const failure = await within(first, 2 * deadline);
    const stored = double.events(STREAM).length;
    const again = await write();
    return { failure, stored, again: again.success, at: double.events(STREAM).length };
  }
  const right = { again: true, at: 1 };

  it.each<[string, Fault, string | undefined, number]>([
    ['cut before', { cut: 'before' }, 'unavailable', 0],
    ['cut after', { cut: 'after' }, 'unavailable', 1],
    ['unavailable', { error: 'unavailable' }, 'unavailable', 0],
    ['timeout', { error: 'timeout' }, undefined, 0],
    ['timeout, but written', { error: 'timeout', written: true }, undefined, 1],
    ['not the leader', { error: 'not-leader' }, 'not-leader', 0],
    ['not allowed', { error: 'access-denied' }, 'access-denied', 0],
  ])('is told, and can be sent again: %s', async (_, fault, type, written) => {
    const { double, client } = await begin();
    const told = await twice(double, client, fault);
    const timeout = batchAppend ? 'deadline-exceeded' : 'unknown';
    expect(told).toMatchObject({ ...right, failure: { type: type ?? timeout }, stored: written });
  });

  it('may not be answered: the shared stream has no deadline, a call of its own has', async () => {
    const { double, client } = await begin();
    const told = await twice(double, client, { error: 'dropped' }, LATE_MS);
    expect(told).toMatchObject({ ...right, stored: 0 });
    if (batchAppend) expect(told.failure).toBe('pending');
    else expect(told.failure).toMatchObject({ type: 'deadline-exceeded' });
  });

  it('may be done, and answered late', async () => {
    const { double, client } = await begin();
    once(double, 'append', { delayMs: LATE_MS });
    const written = client.appendToStream(STREAM, [something()], { deadline: PATIENCE_MS });
    expect(await eventually(() => double.events(STREAM).length === 1)).toBe(true);
    expect(await within(written, LATE_MS / 3)).toBe('pending');
    expect(await written).toMatchObject({ success: true });
  });

  it('may be done long after the client has given up', async () => {
    const { double, client } = await begin();
    const event = something();
    once(double, 'append', { delayMs: 3 * LATE_MS, when: 'after' });
    const how = { streamState: 'no_stream', deadline: LATE_MS } as const;
    const first = failureOf(client.appendToStream(STREAM, event, how));
    expect(await within(first)).toEqual(
      batchAppend ? 'pending' : expect.objectContaining({ type: 'deadline-exceeded' }),
    );
    expect(double.events(STREAM)).toEqual([]);
    expect(await eventually(() => double.events(STREAM).length === 1)).toBe(true);
    const again = await client.appendToStream(STREAM, event, { streamState: 'no_stream' });
    expect([again.nextExpectedRevision, double.events(STREAM).length]).toEqual([0n, 1]);
  });
});

describe('a read that goes wrong', () => {
  it('is told, breaks off, or comes late', async () => {
    const double = await given();
    const client = connected(double.connectionString);
    const read = () => collected(client.readStream(STREAM));
    double.put(STREAM, [{}, {}]);
    expect(await read()).toHaveLength(2);
    once(double, 'read', { error: 'access-denied' });
    await expect(read()).rejects.toMatchObject({ type: 'access-denied' });
    once(double, 'read', { delayMs: LATE_MS });
    expect(await within(read(), LATE_MS / 3)).toBe('pending');
    once(double, 'read', { error: 'dropped' });
    expect(await within(read())).toBe('pending');
    once(double, 'read', { cut: 'after' });
    await expect(read()).rejects.toBeInstanceOf(Error);
    expect(await read()).toHaveLength(2);
    expect(double.reads).toBeGreaterThanOrEqual(6);
  });
});

describe('a subscription that goes wrong', () => {
  const begin = async (fault?: FaultCall['kind'], what?: Fault, nth = 1) => {
    const double = await given();
    const client = connected(double.connectionString);
    double.put(STREAM, [{}, {}, {}]);
    double.fault = ({ kind, attempt }) => (kind === fault && attempt === nth ? what : undefined);
    return { double, client, heard: listening(client) };
  };

  it.each<[string, FaultCall['kind'], Fault, string]>([
    ['at once', 'subscribe', { cut: 'before' }, 'unavailable'],
    ['when it is confirmed', 'subscribe', { cut: 'after' }, 'unavailable'],
    ['when the server shuts down', 'subscribe', { error: 'cancelled' }, 'cancelled'],
    ['by a refusal', 'subscribe', { error: 'access-denied' }, 'access-denied'],
  ])('ends %s', async (_, kind, fault, type) => {
    const { double, client, heard } = await begin(kind, fault);
    expect(await eventually(() => heard.errors.length === 1)).toBe(true);
    expect(heard.errors).toMatchObject([{ type }]);
    expect(heard.revisions).toEqual([]);
    expect(await eventually(() => double.openCalls === 0)).toBe(true);
    const again = listening(client);
    expect(await eventually(() => again.revisions.length === 3)).toBe(true);
    expect(double.subscriptions).toBe(2);
  });

  it('ends on the way, and goes on from where it was', async () => {
    const { double, client, heard } = await begin('deliver', { cut: 'before' }, 3);
    expect(await eventually(() => heard.errors.length === 1)).toBe(true);
    expect(heard.revisions).toEqual([0, 1]);
    const commit = heard.positions.at(-1) ?? -1n;
    const rest = listening(client, { from: { commit, prepare: commit } });
    expect(await eventually(() => rest.caughtUpAt.length === 1)).toBe(true);
    expect(rest.revisions).toEqual([2]);
    double.cutAll();
    expect(await eventually(() => rest.errors.length === 1)).toBe(true);
  });

  it('delivers the last events again', async () => {
    const { heard } = await begin('deliver', { duplicate: 2 }, 3);
    expect(await eventually(() => heard.caughtUpAt.length === 1)).toBe(true);
    expect(heard.revisions).toEqual([0, 1, 0, 1, 2]);
  });

  it('is late with an event, and with all behind it', async () => {
    const { heard } = await begin('deliver', { delayMs: LATE_MS }, 2);
    expect(await eventually(() => heard.revisions.length === 1)).toBe(true);
    await delay(LATE_MS / 3);
    expect(heard.revisions).toEqual([0]);
    expect(await eventually(() => heard.revisions.length === 3)).toBe(true);
  });

  it('says nothing while the server is silent, and takes up again', async () => {
    const { double, client, heard } = await begin();
    expect(await eventually(() => heard.caughtUpAt.length === 1)).toBe(true);
    double.pause();
    const late = { credentials: { username: 'a', password: 'b' }, deadline: LATE_MS };
    // Clients of one process share a connection unless they are to keep it alive differently.
    for (const each of [client, connected(double.address('keepAliveInterval=20000'))]) {
      const write = each.appendToStream(STREAM, somethings(1), late);
      expect(await failureOf(write)).toMatchObject({ type: 'deadline-exceeded' });
    }
    double.put(STREAM, [{}]);
    await delay(LATE_MS / 3);
    expect([heard.revisions.length, heard.errors.length]).toEqual([3, 0]);
    double.resume();
    expect(await eventually(() => heard.revisions.length >= 4)).toBe(true);
    expect(heard.errors).toEqual([]);
  });
});
