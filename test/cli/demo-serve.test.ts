import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MILLISECONDS_A_DAY } from '../../src/time/day.ts';
import { nominated } from './entries.ts';
import { folder, hustings, printed, rowsOf, sampleLedger } from './harness.ts';
import { MAIN, main, ROOT } from './processes.ts';
import { type Server, serverOf } from './servers.ts';

const ledger = sampleLedger();
const { file } = folder();

const READY = /serves \S+ at (http:\S+)[\s\S]*Ctrl\+C ends it/;
const CONTEST = 'labour-leader-2010';

const demo = (path: string) => serverOf(['demo', '--serve', '--ledger', path], READY);

const tokenIn = (said: string): string => /hst_\w{12}_[\w-]{43}/.exec(said)?.[0] ?? '';
const idIn = (said: string): string => tokenIn(said).slice(4, 16);

/** The tokens as `hustings token list` shows them. */
const tokensOf = async (path: string) => rowsOf(await printed(['token', 'list', '--ledger', path]));

const statesOf = async (path: string) =>
  Object.fromEntries((await tokensOf(path)).map(({ id, state }) => [id, state]));

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Appends a nomination over HTTP. */
const appended = ({ address }: Server, token: string): Promise<Response> =>
  fetch(`${address}/api/v1/contests/${CONTEST}/entries`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify(nominated('gmb', 'ed-miliband', '2010-07-20', { anew: true })),
  });

describe('hustings demo --serve', () => {
  test('replays on stdout as the demo does, and says on stderr where it is', async () => {
    const path = file('new.db');
    const { address, said, stop } = await demo(path);
    const { code, signal, out } = await stop('SIGTERM');
    expect([code, signal]).toEqual([0, null]);
    expect(out).toBe(await printed(['demo', '--ledger', path]));
    expect(said()).toContain('5 contests, 872 entries, 872 of them new.');
    expect(said()).toContain(`Pages  ${address}/contests/${CONTEST}?asOf=2010-06-26\n`);
    for (const place of ['docs', 'audit', 'log/checkpoint']) {
      expect(said()).toContain(`${address}/${place}`);
    }
    expect(said()).not.toMatch(/ {4}at |Warning/);
  });

  test('opens on the day when USDAW alone had declared', async () => {
    const { said } = await demo(ledger.copy('opens.db'));
    const [page = ''] = /http\S+asOf=\S+/.exec(said()) ?? [];
    const html = await (await fetch(page)).text();
    expect([html.includes('2010-06-26'), html.includes('Usdaw')]).toEqual([true, true]);
    const api = page.replace('/contests/', '/api/v1/contests/').replace('?', '/standings?');
    const { candidates, undeclared } = (await (await fetch(api)).json()) as {
      candidates: { candidate: string; cells: { TU?: { certain: number; possible: number } } }[];
      undeclared: { TU: { value: number } };
    };
    const declared = candidates.flatMap(({ candidate, cells: { TU } }) =>
      TU === undefined || TU.certain + TU.possible === 0 ? [] : [[candidate, TU.certain]],
    );
    expect([declared, undeclared.TU.value]).toEqual([[['david-miliband', 1]], 13]);
  });

  test('answers at every address that it says, and to every command', async () => {
    const path = ledger.copy('tried.db');
    const { said } = await demo(path);
    const headers = bearer(tokenIn(said()));
    const [, talk = ''] = said().split('serves ');
    const addresses = [...new Set(talk.match(/http:[^\s)]+/g))];
    expect(addresses.length).toBeGreaterThan(7);
    for (const each of addresses)
      expect([each, (await fetch(each, { headers })).status]).toEqual([each, 200]);
    const commands = talk.match(/(?<=^ +npx hustings ).*$/gm) ?? [];
    expect(commands).toHaveLength(1);
    for (const line of commands) expect((await hustings(line.split(' '))).status).toBe(0);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'lends a token that appends until %s, and for a day at most',
    async (signal) => {
      const path = ledger.copy(`${signal}.db`);
      const server = await demo(path);
      const token = tokenIn(server.said());
      const [row] = await tokensOf(path);
      expect(row).toMatchObject({
        id: idIn(server.said()),
        name: 'you (demo)',
        roles: 'editor auditor',
        state: 'valid',
      });
      const life = Date.parse(row?.expires ?? '') - Date.parse(row?.created ?? '');
      expect(life).toBeGreaterThan(0);
      expect(life).toBeLessThanOrEqual(MILLISECONDS_A_DAY);
      const answer = await appended(server, token);
      expect(answer.status).toBe(201);
      const { entries } = (await answer.json()) as { entries: { recordedBy: string }[] };
      expect(entries.map(({ recordedBy }) => recordedBy)).toEqual(['you (demo)']);
      const ended = await server.stop(signal);
      expect(ended).toMatchObject({ code: 0, signal: null });
      expect(ended.err).toMatch(/Stopped; the token is revoked\.\n$/);
      expect((await tokensOf(path)).map(({ state }) => state)).toEqual(['revoked']);
      expect(readFileSync(`${path}.tokens`).includes(token.slice(-43))).toBe(false);
    },
  );

  test('revokes what a start that was killed has left, and no other token', async () => {
    const path = ledger.copy('killed.db');
    const own = await printed(['token', 'add', 'Ada', '--role', 'editor', '--ledger', path]);
    const killed = await demo(path);
    const left = idIn(killed.said());
    expect(await killed.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    expect(await statesOf(path)).toEqual({ [idIn(own)]: 'valid', [left]: 'valid' });
    const next = await demo(path);
    expect(next.said()).toContain(`Token ${left}, left by another start, is revoked.`);
    expect(next.said()).toContain('872 entries, all of them there already.');
    expect((await appended(next, tokenIn(killed.said()))).status).toBe(401);
    expect(await statesOf(path)).toEqual({
      [idIn(own)]: 'valid',
      [left]: 'revoked',
      [idIn(next.said())]: 'valid',
    });
  });
});

describe('a demo that cannot serve', () => {
  test('says in one sentence who serves the ledger already, and leaves that one its token', async () => {
    const path = ledger.copy('twice.db');
    const first = await demo(path);
    const args = ['demo', '--serve', '--ledger', path, '--port', `${first.port}`];
    const { code, out, err } = await main(args);
    expect(code).toBe(1);
    expect(out).toBe(await printed(['demo', '--ledger', path]));
    const [sentence] = err.split('\n').slice(-2);
    expect(sentence).toMatch(
      /^hustings: \S+twice\.db is served already by process \d+ on \S+, since \S+Z; stop that one, or name another with --ledger\.$/,
    );
    expect(sentence).toContain(` process ${first.child.pid} `);
    expect(err).not.toMatch(/ {4}at |Error|hst_/);
    expect((await appended(first, tokenIn(first.said()))).status).toBe(201);
    expect(await statesOf(path)).toEqual({ [idIn(first.said())]: 'valid' });
  });

  test('makes no token where another program has its port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const path = ledger.copy('taken.db');
    const env = { HUSTINGS_PORT: `${port}` };
    const { code, err } = await main(['demo', '--serve', '--ledger', path], { env });
    other.close();
    expect([code, existsSync(`${path}.tokens`)]).toEqual([1, false]);
    expect(err).toContain(`port ${port} of 127.0.0.1 is in use`);
  });
});

describe('on a terminal', () => {
  const script = spawnSync('script', ['--version'], { encoding: 'utf8' });
  const missing =
    script.stdout?.includes('util-linux') === true ? undefined : 'there is no script(1)';

  /** What a terminal shows of a demo that refuses one request and is stopped by Ctrl+C as it is typed. */
  async function shown(name: string, env: Readonly<Record<string, string>>) {
    // exec: a shell in between would end by the Ctrl+C, whatever the command makes of it.
    const command = `exec '${process.execPath}' '${MAIN}' demo --serve --port 0 --ledger '${ledger.copy(name)}'`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm', NO_COLOR: '1', ...env } as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    let text = '';
    const ended = once(child, 'close');
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (READY.test(text)) resolve();
      });
      ended.then(() => resolve());
    });
    const [, address] = READY.exec(text) ?? [];
    expect((await fetch(`${address}/api/v1/contests?nosuch=1`)).status).toBe(400);
    child.stdin.write('\u0003');
    const [code] = await ended;
    return { code, text };
  }

  test('it logs no requests, unless HUSTINGS_LOG_LEVEL asks for them, and Ctrl+C ends it well', async (context) => {
    if (missing !== undefined) return context.skip(missing);
    const quiet = await shown('quiet.db', {});
    expect(quiet).toMatchObject({ code: 0, text: expect.stringContaining('Stopped; the token') });
    expect(quiet.text).not.toContain('"level"');
    const asked = await shown('asked.db', { HUSTINGS_LOG_LEVEL: 'info' });
    expect(asked.text).toContain('"status":400');
  });
});

test('npm start is this command', () => {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  expect(scripts.start).toBe('exec node bin/hustings.js demo --serve');
});
