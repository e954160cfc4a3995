import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CONTEST, enrolled, ndjson, opened } from './entries.ts';
import { folder, hustings, printed, sampleLedger } from './harness.ts';
import { expectSentence, main } from './processes.ts';
import { serverOf } from './servers.ts';

const ledger = sampleLedger();
const { file } = folder();

const serving = (path: string) => serverOf(['serve', '--ledger', path], /API (http:\S+)\/docs/);

let made: Promise<string> | undefined;

/** A ledger of more megabytes than the buffers of a connection hold, made once. */
function large(): Promise<string> {
  const path = file('large.db');
  const names = Array.from({ length: 6000 }, (_, index) => enrolled(`mp-${index}`, 'MP'));
  const long = names.map((each) => ({ ...each, note: 'n'.repeat(2000) }));
  const stdin = ndjson([opened(), ...long]);
  made ??= printed(['import', '-', '--ledger', path], { stdin }).then(() => path);
  return made;
}

/** The lines of a log that are JSON: what was asked. */
const logged = (err: string): Record<string, unknown>[] =>
  err
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

describe('hustings serve', () => {
  test('answers as the command prints, logs each request on stderr, and says where it is', async () => {
    const { address, stop } = await serving(ledger.path);
    const path = '/api/v1/contests/labour-leader-2010/standings.csv?asOf=2010-07-14';
    const got = await fetch(`${address}${path}`);
    const args = ['standings', 'labour-leader-2010', '--as-of', '2010-07-14', '-f', 'csv'];
    expect(await got.text()).toBe(await printed([...args, '--ledger', ledger.path]));
    const refused = await fetch(`${address}/api/v1/contests?nosuch=1`);
    const { requestId } = (await refused.json()) as { requestId: string };
    const { code, signal, out, err } = await stop('SIGTERM');
    expect([code, signal, out]).toEqual([0, null, '']);
    expect(err).toContain(`${ledger.path} at ${address}`);
    expect(err).not.toMatch(/ {4}at |Warning/);
    // What was read well is of no interest in a log; what was refused is.
    const lines = logged(err).filter(({ route }) => route !== undefined);
    expect(lines).toMatchObject([
      { requestId, method: 'GET', route: '/api/v1/contests', status: 400, actor: 'anonymous' },
    ]);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends an idle one, kept connections and all',
    async (signal) => {
      const { address, stop } = await serving(ledger.path);
      // fetch keeps its connection for the next request.
      await (await fetch(`${address}/health/live`)).text();
      expect(await stop(signal)).toMatchObject({ code: 0, signal: null });
    },
    20_000,
  );

  test('takes no new requests once it is told to end, and finishes the one under way', async () => {
    const { port, stop } = await serving(await large());
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    socket.write('GET /api/v1/export HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    await pause(700);
    const ended = stop('SIGTERM');
    await pause(300);
    const late = connect(port, '127.0.0.1');
    expect(await once(late, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.resume();
    await once(socket, 'close');
    expect(text.match(/"contest":"leader"/g)?.length).toBe(6001);
    expect(await ended).toMatchObject({ code: 0, signal: null });
  }, 40_000);

  test('does not wait for ever for a reader who takes nothing', async () => {
    const { port, stop } = await serving(await large());
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.pause();
    socket.write('GET /api/v1/export HTTP/1.1\r\nHost: a\r\n\r\n');
    await pause(700);
    const ended = await Promise.race([stop('SIGTERM'), pause(12_000)]);
    expect(ended).toMatchObject({ signal: null });
    socket.destroy();
  }, 40_000);

  test('goes on while another process appends, and answers with what it appended', async () => {
    const path = ledger.copy('growing.db');
    cpSync(`${ledger.path}.key`, `${path}.key`);
    const { address, stop } = await serving(path);
    const head = async () => {
      const { clocks } = (await (await fetch(`${address}/api/v1/contests`)).json()) as {
        clocks: { knownAt: { seq: number } };
      };
      return clocks.knownAt.seq;
    };
    expect(await head()).toBe(871);
    await printed(['import', '-', '--ledger', path], { stdin: ndjson([opened()]) });
    expect(await head()).toBe(872);
    const list = await fetch(`${address}/api/v1/contests/${CONTEST}/entries`);
    expect(((await list.json()) as { entries: unknown[] }).entries).toHaveLength(1);
    expect(await stop('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('a server that cannot be', () => {
  test.each(['-1', '65536', '99999', 'http', '80.5', '', '0x50', ' 80'])(
    '--port %j is wrong use',
    async (port) => {
      const { status, out, err } = await hustings([
        'serve',
        `--port=${port}`,
        '--ledger',
        ledger.path,
      ]);
      expect([status, out]).toEqual([2, '']);
      expect(err).toBe(
        `hustings: --port must be a number from 0 to 65535 (got ${JSON.stringify(port)}).\n`,
      );
    },
  );

  test('says in one sentence that its port is in use, or that there is no such address', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const inUse = await main(['serve', '--port', `${port}`, '--ledger', ledger.path]);
    other.close();
    expect(inUse.code).toBe(1);
    const other1 = `--port ${port + 1} or HUSTINGS_PORT=${port + 1}`;
    expectSentence(
      inUse,
      new RegExp(`port ${port}\\b.*in use; name another with ${other1}, or stop`),
    );
    for (const host of ['192.0.2.1', 'nosuch.invalid']) {
      const nowhere = await main(['serve', '--port', '0', '--host', host, '--ledger', ledger.path]);
      expect(nowhere.code).toBe(1);
      expectSentence(nowhere, new RegExp(host.replaceAll('.', '\\.')));
      expect(nowhere.err).not.toMatch(/should not have happened/);
    }
    expect(inUse.err).not.toMatch(/should not have happened/);
  });
});

test('a ledger that is not there yet is made, and said to be new and empty', async () => {
  const path = file('new.db');
  const { address, stop } = await serving(path);
  const { contests } = (await (await fetch(`${address}/api/v1/contests`)).json()) as {
    contests: unknown[];
  };
  expect(contests).toEqual([]);
  expect((await (await fetch(`${address}/log/checkpoint`)).text()).split('\n')[1]).toBe('0');
  const { err } = await stop('SIGTERM');
  expect(err).toContain(`${path} at ${address} (new, and empty)`);
});
