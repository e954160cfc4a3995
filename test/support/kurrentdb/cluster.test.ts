import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { describe, expect, it } from 'vitest';
import { selfSigned } from './certificate.ts';
import {
  collected,
  connected,
  eventually,
  failureOf,
  given,
  listening,
  something,
} from './clients.ts';

const STREAM = 'hustings-contest';
const write = (client: KurrentDBClient) => failureOf(client.appendToStream(STREAM, something()));

describe.each([true, false])('a cluster, batchAppend %o', (batchAppend) => {
  it('has one leader: others send writes there, and it can move', async () => {
    const double = await given({ nodes: 3, batchAppend });
    const client = connected(double.connectionString);
    const astray = connected(double.address('', { node: 2 }));
    expect(await write(client)).toMatchObject({ type: 'success' });
    expect(await write(astray)).toMatchObject({ type: 'not-leader', leader: {} });
    expect(await write(astray)).toMatchObject({ type: 'success' });
    double.moveLeader(1);
    expect(await write(client)).toMatchObject({ type: 'not-leader', leader: {} });
    expect(await write(client)).toMatchObject({ type: 'success' });
    expect(double.leader).toBe(1);
    expect(await write(connected(double.connectionString))).toMatchObject({ type: 'success' });
    const nodes = double.seen
      .filter(({ method }) => /Append$/.test(method))
      .map(({ node }) => node);
    expect(new Set(nodes)).toEqual(new Set([0, 1, 2]));
    expect(double.events(STREAM)).toHaveLength(4);
  });

  it('goes on with another leader when one is down, as clients find by gossip', async () => {
    const double = await given({ nodes: 3, batchAppend });
    const client = connected(double.connectionString);
    expect(await write(client)).toMatchObject({ type: 'success' });
    await double.down(0);
    double.moveLeader(2);
    await eventually(() => double.openCalls === 0);
    // What the client knows of the dead connection may cost it a call or two.
    let tries = 0;
    while ((await write(client)).type !== 'success' && tries < 3) tries += 1;
    expect(double.events(STREAM)).toHaveLength(2);
    await double.up(0);
    expect(await write(connected(double.address('', { node: 0 })))).toMatchObject({
      type: 'not-leader',
    });
  });

  it('starts again with what was written, at the same address', async () => {
    const double = await given({ batchAppend });
    const client = connected(double.connectionString);
    const heard = listening(client);
    expect(await write(client)).toMatchObject({ type: 'success' });
    expect(await eventually(() => heard.revisions.length === 1)).toBe(true);
    await double.down();
    expect(await eventually(() => heard.errors.length === 1)).toBe(true);
    expect(await write(client)).toMatchObject({ code: 14 });
    await double.restart();
    expect(await write(client)).toMatchObject({ type: 'success' });
    expect(await collected(client.readStream(STREAM))).toHaveLength(2);
    expect(double.connectionString).toBe(double.address());
  });
});

describe('another history', () => {
  it('is one that was put back to an older state, or a fork', async () => {
    const double = await given();
    double.put(STREAM, [{ data: 'first' }, { data: 'second' }, { data: 'third' }]);
    const [first, second, third] = double.events(STREAM).map(({ position }) => position);
    const fork = await double.fork(first);
    fork.put(STREAM, [{ data: 'another, and a longer one' }]);
    double.truncateTo(second ?? -1n);
    const from = { commit: third ?? -1n, prepare: third ?? -1n };
    const ahead = listening(connected(double.connectionString), { from });
    expect(await eventually(() => ahead.caughtUpAt.length === 1)).toBe(true);
    expect([ahead.revisions, ahead.errors]).toEqual([[], []]);
    fork.put(STREAM, [{ data: 'and more' }]);
    const astray = listening(connected(fork.connectionString), { from });
    expect(await eventually(() => astray.errors.length === 1)).toBe(true);
    expect(astray.errors[0]).toMatchObject({ code: 3 });
    expect(fork.events(STREAM)[1]).toMatchObject({ position: second, revision: 1 });
    await fork.stop();
  });
});

describe('users', () => {
  const users = {
    plain: { password: 'secret' },
    app: { password: 'p:w' },
    reader: { password: 'r', rights: ['read'] },
  } as const;

  it('are told by their passwords, over TLS, and do what they may', async () => {
    const double = await given({ tls: selfSigned(), users });
    const as = (user: string) => connected(double.address('', { user }));
    const read = (client: KurrentDBClient) => collected(client.readAll());
    const app = as('plain:secret');
    expect(await write(app)).toMatchObject({ type: 'success' });
    expect(double.seen.at(-1)?.authorization).toBe(`Basic ${btoa('plain:secret')}`);
    expect((await read(app)).length).toBeGreaterThan(0);
    expect(await write(as('reader:r'))).toMatchObject({ type: 'access-denied' });
    expect(await write(as('plain:other'))).toMatchObject({ type: 'access-denied' });
    const nobody = connected(double.connectionString);
    expect(await write(nobody)).toMatchObject({ type: 'access-denied' });
    await expect(read(nobody)).rejects.toMatchObject({ type: 'access-denied' });
  });

  it('send percent signs as they stand in the address when the client reads', async () => {
    const double = await given({ tls: selfSigned(), users });
    const client = connected(double.address('', { user: 'app:p%3Aw' }));
    expect(await write(client)).toMatchObject({ type: 'success' });
    await expect(collected(client.readAll())).rejects.toMatchObject({ type: 'access-denied' });
    expect(double.seen.at(-1)?.authorization).toBe(`Basic ${btoa('app:p%3Aw')}`);
    const credentials = { username: 'app', password: 'p:w' };
    expect((await collected(client.readAll({ credentials }))).length).toBeGreaterThan(0);
  });
});
