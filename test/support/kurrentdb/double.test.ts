import { randomUUID } from 'node:crypto';
import { END, KurrentDBClient, START } from '@kurrent/kurrentdb-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  collected,
  eventually,
  failureOf,
  listening,
  OURS,
  something,
  somethings,
} from './clients.ts';
import { KurrentDouble } from './double.ts';

const [a, b, c, d, e] = ['hustings-a', 'hustings-b', 'hustings-c', 'hustings-d', 'hustings-e'];
const none = { expectedState: 'no_stream', actualState: 4n };

describe.each([
  { batchAppend: true, nodes: 1 },
  { batchAppend: false, nodes: 1 },
  { batchAppend: true, nodes: 3 },
  { batchAppend: false, nodes: 3 },
] as const)('the double, with the real client: %o', (options) => {
  let double: KurrentDouble;
  let client: KurrentDBClient;

  beforeAll(async () => {
    double = await KurrentDouble.start({ ...options, maxAppendSize: 600_000 });
    client = KurrentDBClient.connectionString(double.connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await eventually(() => double.openCalls === 0);
    expect(double.openCalls).toBe(0);
    await double.stop();
  });

  it('appends by every kind of expectation and tells a wrong one', async () => {
    const events = somethings(5);
    const write = (streamState: 'any' | 'no_stream' | 'stream_exists' | bigint, to = a) =>
      client.appendToStream(to, somethings(1), { streamState });
    const first = await client.appendToStream(a, events, { streamState: 'no_stream' });
    const last = double.events(a).at(-1);
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 4n });
    expect(first.position).toEqual({ commit: last?.position, prepare: last?.position });
    const wrong = { type: 'wrong-expected-version', streamName: a };
    expect(await failureOf(write('no_stream'))).toMatchObject({ ...wrong, ...none });
    expect(await failureOf(write(2n))).toMatchObject({ expectedState: 2n, actualState: 4n });
    expect(await failureOf(write(9n))).toMatchObject({ expectedState: 9n, actualState: 4n });
    expect(await failureOf(write('stream_exists', 'hustings-none'))).toMatchObject({
      expectedState: 'stream_exists',
      actualState: 'no_stream',
    });
    expect(await write(4n)).toMatchObject({ nextExpectedRevision: 5n });
    expect(await write('stream_exists')).toMatchObject({ nextExpectedRevision: 6n });
    expect(await write('any')).toMatchObject({ nextExpectedRevision: 7n });
    // Sent again with what it expected at first: the answer is the first one.
    expect(await client.appendToStream(a, events, { streamState: 'no_stream' })).toEqual(first);
    expect(double.events(a)).toHaveLength(8);
  });

  it('takes many events at once, many writes at once, and wide events in parts', async () => {
    const many = await client.appendToStream(b, somethings(300), { streamState: 'no_stream' });
    expect(many.nextExpectedRevision).toBe(299n);
    await Promise.all(somethings(200).map((each) => client.appendToStream(c, each)));
    expect(double.events(c).map(({ revision }) => revision)).toEqual([...Array(200).keys()]);
    const big = [something('x'.repeat(300_000)), something('y'.repeat(200_000))];
    await client.appendToStream(d, big, { streamState: 'no_stream', batchAppendSize: 100_000 });
    expect(double.events(d).map(({ data }) => data.length)).toEqual([300_002, 200_002]);
    const above = client.appendToStream(
      d,
      [...big, ...big].map((each) => something(each.data)),
    );
    expect(await failureOf(above)).toMatchObject({ type: 'maximum-append-size-exceeded' });
  });

  it('reads a stream both ways, from anywhere, up to a count, or tells that it is missing', async () => {
    const read = async (how: Parameters<KurrentDBClient['readStream']>[1], name = b) =>
      (await collected(client.readStream(name, how))).map(({ event }) => Number(event?.revision));
    expect(await read({ maxCount: 3 })).toEqual([0, 1, 2]);
    expect(await read({ fromRevision: 298n })).toEqual([298, 299]);
    const back = { direction: 'backwards', maxCount: 2 } as const;
    expect(await read({ ...back, fromRevision: END })).toEqual([299, 298]);
    expect(await read({ ...back, fromRevision: 1n })).toEqual([1, 0]);
    await expect(read({}, 'hustings-none')).rejects.toMatchObject({ type: 'stream-not-found' });
    const id = randomUUID();
    const metadata = { hustings: 1 };
    double.put(e, [{ id, type: 'Odd', data: { a: [1, 'ü'] }, metadata }]);
    const [found] = await collected(client.readStream(e));
    expect(found?.event).toMatchObject({ id, type: 'Odd', data: { a: [1, 'ü'] }, metadata });
  });

  it('reads all: forwards from a position on, backwards up to it, and by prefix', async () => {
    const all = await collected(client.readAll());
    expect(all).toHaveLength(double.events().length);
    expect(all.filter(({ event }) => event?.streamId.startsWith('$'))).not.toEqual([]);
    const ours = await collected(client.readAll({ filter: OURS }));
    expect(ours.map(({ event }) => event?.position?.commit)).toEqual(
      double.events().flatMap(({ stream, position }) => (stream[0] === '$' ? [] : [position])),
    );
    const at = ours[1]?.event?.position ?? { commit: -1n, prepare: -1n };
    const how = { filter: OURS, fromPosition: at };
    const [next] = await collected(client.readAll({ ...how, maxCount: 1 }));
    const [previous] = await collected(client.readAll({ ...how, direction: 'backwards' }));
    expect(next?.event?.position).toEqual(at);
    expect(previous?.event?.position).toEqual(ours[0]?.event?.position);
    const last = { direction: 'backwards', fromPosition: END, maxCount: 1 } as const;
    expect((await collected(client.readAll(last)))[0]?.event?.streamId).toBe(e);
  });

  it('subscribes to all: behind a position, checkpoints, one caught-up, then what comes', async () => {
    double.putStatistics(100);
    const ours = double.events().filter(({ stream }) => stream[0] !== '$');
    const from = ours.at(-3)?.position ?? -1n;
    const heard = listening(client, { from: { commit: from, prepare: from }, window: 10 });
    expect(await eventually(() => heard.caughtUpAt.length === 1)).toBe(true);
    expect(heard.positions).toEqual(ours.slice(-2).map(({ position }) => position));
    expect(heard.caughtUpAt).toEqual([double.events().at(-1)?.position]);
    expect(heard.checkpoints).toHaveLength(10);
    await client.appendToStream(e, somethings(2));
    expect(await eventually(() => heard.revisions.length === 4)).toBe(true);
    expect(heard.caughtUpAt).toHaveLength(1);
    const open = double.openCalls;
    await heard.subscription.unsubscribe();
    expect(await eventually(() => double.openCalls === open - 1)).toBe(true);
    const atEnd = listening(client, { from: END });
    const whole = listening(client, { from: START });
    expect(await eventually(() => atEnd.caughtUpAt.length + whole.caughtUpAt.length === 2)).toBe(
      true,
    );
    expect([atEnd.revisions.length, whole.revisions.length]).toEqual([0, ours.length + 2]);
    await Promise.all([atEnd, whole].map(({ subscription }) => subscription.unsubscribe()));
  });

  it('waits for a slow subscriber, and lets go of one that leaves without a word', async () => {
    double.put(
      'hustings-wide',
      Array.from({ length: 300 }, () => ({ data: 'x'.repeat(20_000) })),
    );
    const from = double.events('hustings-wide')[0]?.position ?? 0n;
    let delivered = 0;
    double.fault = ({ kind, stream }) => {
      if (kind === 'deliver' && stream === 'hustings-wide') delivered += 1;
      return undefined;
    };
    const slow = client.subscribeToAll({ fromPosition: { commit: from, prepare: from } });
    slow.on('error', () => undefined);
    for await (const _ of slow) break;
    expect(delivered).toBeLessThan(150);
    expect(double.openCalls).toBeGreaterThan(0);
    await slow.unsubscribe();
    double.fault = undefined;
  });

  it('subscribes to one stream as well', async () => {
    const revisions: bigint[] = [];
    const subscription = client.subscribeToStream(b, { fromRevision: 297n });
    subscription.on('data', ({ event }) => void revisions.push(event?.revision ?? -1n));
    expect(await eventually(() => revisions.length === 2)).toBe(true);
    expect(revisions).toEqual([298n, 299n]);
    await subscription.unsubscribe();
  });

  it('refuses what nobody may do and what the server cannot', async () => {
    await expect(client.deleteStream(a)).rejects.toMatchObject({ type: 'access-denied' });
    await expect(client.tombstoneStream(a)).rejects.toMatchObject({ type: 'access-denied' });
    const several = client.multiStreamAppend([
      { streamName: a, events: [something()], expectedState: 'any' },
    ]);
    await expect(several).rejects.toMatchObject({ type: 'unsupported' });
  });
});
