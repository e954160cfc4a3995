/** The transparency log over HTTP: as far as its latest checkpoint, and never beyond. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Bench, CONTEST, enrolled, FRAME, id, told } from '../support/given.ts';
import { logged, SIGNER, VKEY } from '../support/logged.ts';
import { expectProblem } from './problem-details.ts';
import { benchServed, type Served } from './served.ts';

const VERIFIER = process.env.HUSTINGS_TEST_TLOG_VERIFIER;
const hasGo = spawnSync('go', ['version']).status === 0;
const skipped = VERIFIER === undefined || !hasGo;
const why = skipped
  ? ' (skipped: needs go, and HUSTINGS_TEST_TLOG_VERIFIER to name a verifier)'
  : '';

const YEAR = 'public, max-age=31536000, immutable';

/** Signs what the ledger holds, as another process would: not through the server's own log. */
const sign = (bench: Bench) => logged(bench).log.sign([SIGNER]);

const more = (bench: Bench, from: number, count: number) =>
  bench.accept(Array.from({ length: count }, (_, index) => enrolled(`mp-${from + index}`, 'MP')));

/** A served ledger of so many entries, of which a checkpoint was signed. */
async function signed(size: number): Promise<{ bench: Bench; server: Served }> {
  const bench = await told();
  await more(bench, 0, size - FRAME.length);
  await sign(bench);
  return { bench, server: await benchServed(bench, [SIGNER]) };
}

const partial = (size: number) => {
  const index = Math.floor(size / 256);
  return `${`${index}`.padStart(3, '0')}.p/${size % 256}`;
};

describe('the log', () => {
  test('gives its checkpoint, kept not at all, and each older one, kept for ever', async () => {
    const { bench, server } = await signed(20);
    const first = await server.get('/log/checkpoint');
    expect(first.body.split('\n').slice(0, 2)).toEqual([SIGNER.name, '20']);
    expect(first.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    });
    await more(bench, 100, 5);
    await sign(bench);
    const second = await server.get('/log/checkpoint');
    expect(second.body.split('\n')[1]).toBe('25');
    const older = await server.get('/log/checkpoints/20');
    expect(older.body).toBe(first.body);
    expect(older.headers['cache-control']).toBe(YEAR);
    expect((await server.get('/log/checkpoints/25')).body).toBe(second.body);
    for (const size of ['21', '26', '020', '-1', 'x']) {
      expectProblem(await server.get(`/log/checkpoints/${size}`), 404, 'not-found');
    }
    expect((await server.get('/log/vkey')).body).toBe(`${VKEY}\n`);
  });

  test('gives the tiles up to its checkpoint, and none beyond', async () => {
    const { bench, server } = await signed(300);
    await more(bench, 1000, 300);
    // The tiles of what is not signed yet are there, and held back.
    await server.service.log.catchUp();
    const there = ['0/000', '0/001.p/44', '0/001.p/1', '1/000.p/1', 'entries/000'];
    for (const path of [...there, 'entries/001.p/44']) {
      const got = await server.get(`/log/tile/${path}`);
      expect([path, got.status]).toEqual([path, 200]);
      expect(got.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'cache-control': YEAR,
      });
    }
    expect((await server.get('/log/tile/0/001.p/44')).bytes).toHaveLength(44 * 32);
    const beyond = ['0/001', '0/001.p/45', '0/002', '0/002.p/88', 'entries/001', '1/000.p/2'];
    const never = ['0/000.p/256', '0/000.p/0', '0/0', '00/000', '9/000', '64/000', 'x', ''];
    const odd = ['0/000%00', '0/x000/000', '0/001.p/044', '-1/000', 'entries/'];
    for (const path of [...beyond, ...never, ...odd]) {
      const got = await server.get(`/log/tile/${path}`);
      expect([path, got.status]).toEqual([path, 404]);
      expectProblem(got, 404, 'not-found');
    }
  });

  test('gives at once the tiles of a checkpoint that another process signs', async () => {
    const { bench, server } = await signed(20);
    for (const size of [25, 256, 300]) {
      const { seq } = await bench.store.head();
      const tile = `/log/tile/entries/${partial(size)}`.replace('.p/0', '');
      await more(bench, seq + 1000, size - seq - 1);
      if (size % 256 > 0) expect((await server.get(tile)).status).toBe(404);
      await sign(bench);
      expect((await server.get('/log/checkpoint')).body.split('\n')[1]).toBe(`${size}`);
      const last = size % 256 === 0 ? '000' : partial(size);
      for (const level of ['0', 'entries']) {
        expect((await server.get(`/log/tile/${level}/${last}`)).status).toBe(200);
      }
    }
  });

  test('proves each entry as a file', async () => {
    const { bench, server } = await signed(20);
    const got = await server.get(`/api/v1/entries/${id('opened')}/proof`);
    expect(got.status).toBe(200);
    expect(got.body).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 0\n/);
    expect(got.body).toContain((await server.get('/log/checkpoint')).body);
    const [late] = await bench.accept([enrolled('late', 'MP')]);
    const { id: name = '' } = JSON.parse(Buffer.from(late?.leaf ?? []).toString()) as {
      id?: string;
    };
    expectProblem(await server.get(`/api/v1/entries/${name}/proof`), 404, 'not-found', /yet/);
  });

  test('holds nothing of what an entry says, as its leaves do not', async () => {
    const { server } = await signed(20);
    const { bytes } = await server.get('/log/tile/entries/000.p/20');
    expect(bytes.toString()).toContain(`"contest":"${CONTEST}"`);
    expect(bytes.toString()).not.toContain('The Paper');
  });
});

describe(`the verifier in Go, against a running server${why}`, () => {
  const folder = skipped ? '' : mkdtempSync(join(tmpdir(), 'hustings-http-'));
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  async function verify(...args: string[]) {
    // Not spawnSync: the server is in this process, and has to answer meanwhile.
    const child = spawn(VERIFIER ?? '', args);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const [status] = await once(child, 'close');
    return { status, said };
  }

  test.skipIf(skipped)('accepts every checkpoint, and its growth, while entries come', async () => {
    const { bench, server } = await signed(300);
    const address = await server.server.listen({ host: '127.0.0.1', port: 0 });
    const log = ['-log', `${address}/log`, '-vkey', VKEY];
    const old = join(folder, 'old');
    writeFileSync(old, (await server.get('/log/checkpoint')).body);
    for (const size of [300, 301, 512, 513, 700]) {
      const { seq } = await bench.store.head();
      if (size > seq + 1) await more(bench, seq + 1000, size - seq - 1);
      await sign(bench);
      await more(bench, seq + 5000, size === 700 ? 3 : 0);
      const all = await verify(...log, '-all');
      expect(all).toMatchObject({ status: 0 });
      expect(all.said).toContain(`size=${size}`);
      expect((await verify(...log, '-old', old)).said).toContain(`ok consistency 300..${size}`);
    }
    const proof = await server.get(`/api/v1/entries/${id('opened')}/proof`);
    const [first] = await bench.store.readAll(0, 1);
    writeFileSync(join(folder, 'proof'), proof.body);
    writeFileSync(join(folder, 'leaf'), first?.leaf ?? '');
    const files = ['-proof', join(folder, 'proof'), '-leaf', join(folder, 'leaf')];
    expect(await verify('-vkey', VKEY, ...files)).toMatchObject({ status: 0 });
    await server.server.close();
  });
});
