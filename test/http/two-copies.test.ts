/** Two copies of the service on one database: what one stores the other tells, and neither loses anything. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCheckpoint } from '../../src/tlog/checkpoint.ts';
import { sha256 } from '../../src/tlog/hash.ts';
import { openNote } from '../../src/tlog/signing.ts';
import { verifyConsistency } from '../../src/tlog/verify.ts';
import { SIGNER } from '../support/logged.ts';
import { CONTEST, endorsed, enrolled, FRAME, nominated } from '../support/sent.ts';
import { type Copied, type Copy, copied, ENTRIES, followed } from './copied.ts';
import { AtBrowser, endorsing } from './editing.ts';

let on: Copied;
beforeAll(async () => {
  on = await copied();
});
afterAll(() => on.close());

const CONTEST_AT = `/api/v1/contests/${CONTEST}`;
const seqIn = (body: string): number => JSON.parse(body).head.seq;

/** Appends one entry after the other, again where somebody came first. */
async function work({ append }: Copy, name: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const key = { 'if-match': '*', 'idempotency-key': `"${name}-${at}"` };
    for (;;) {
      const { status, body } = await append(enrolled(`${name}-${at}`, 'MP'), key);
      if (status === 201) break;
      expect([status, body]).toEqual([412, expect.anything()]);
    }
  }
}

/** What a copy says of the log by its own files: a checkpoint, opened. */
async function checkpointAt({ served }: Copy, size: number) {
  const { status, body } = await served.get(`/log/checkpoints/${size}`);
  expect(status, body).toBe(200);
  return parseCheckpoint(openNote(body, [SIGNER]).text);
}

describe('what is appended through both', () => {
  const COUNT = 100;

  test('is told by the feed of each in one order, without gap or duplicate', async () => {
    const from = FRAME.length;
    const addresses = await Promise.all(
      [on.a, on.b].map(({ served }) => served.server.listen({ port: 0, host: '127.0.0.1' })),
    );
    const feeds = addresses.map((address) =>
      followed(`${address}/api/v1/feed?after=${from - 1}`, 2 * COUNT),
    );
    await Promise.all([work(on.a, 'one', COUNT), work(on.b, 'two', COUNT)]);
    const all = Array.from({ length: 2 * COUNT }, (_, at) => from + at);
    expect(await Promise.all(feeds)).toEqual([all, all]);
    await on.level();
    const exports = await Promise.all(
      [on.a, on.b].map(({ served }) => served.get('/api/v1/export')),
    );
    expect(exports[0]?.body).toBe(exports[1]?.body);
  });

  test('comes to one digest, and to one log that either signs', async () => {
    const { a, b } = on;
    await a.served.service.log.sign([SIGNER]);
    const older = a.served.service.log.latest()?.size ?? 0;
    expect((await a.append(nominated('m1', 'ann', '2010-06-01'))).status).toBe(201);
    await on.level();
    await b.served.service.log.sign([SIGNER]);
    const newer = older + 1;
    await on.level();
    for (const size of [older, newer]) {
      expect(await checkpointAt(a, size)).toEqual(await checkpointAt(b, size));
    }
    const tile = `/log/tile/0/000.p/${newer}`;
    const tiles = await Promise.all([a, b].map(({ served }) => served.get(tile)));
    expect(tiles[0]?.bytes).toEqual(tiles[1]?.bytes);
    const proof = b.served.service.log.consistency(older, newer);
    verifyConsistency(sha256, await checkpointAt(a, older), await checkpointAt(b, newer), proof);
    const [one, other] = await Promise.all(
      [a, b].map(({ served }) => served.json(`${CONTEST_AT}/standings?asOf=2010-07-01`)),
    );
    expect(one).toEqual(other);
    expect(one?.digest).toMatch(/^sha256:/);
  });
});

describe('a copy that lags', () => {
  test('shows no editor less than was stored by it: by the number it was told', async () => {
    const { a, b } = on;
    b.way.hold();
    const stored = await a.append(endorsed('m2', 'bob', '2010-06-02'));
    const seq = stored.headers['hustings-seq'];
    expect([stored.status, seq]).toEqual([201, `${seqIn(stored.body)}`]);
    expect(await b.head()).toBe(Number(seq) - 1);
    const { location = '' } = stored.headers;
    expect((await b.served.get(location)).status).toBe(404);
    const waits = [
      b.served.get(location, { 'hustings-min-seq': `${seq}` }),
      b.served.get(`${CONTEST_AT}/standings?knownAt=${seq}`),
      b.served.get(`/contests/${CONTEST}`, { cookie: `hustings-seq=${seq}` }),
    ];
    expect(await Promise.race([...waits, pause(100, 'none yet')])).toBe('none yet');
    b.way.through();
    expect((await Promise.all(waits)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('has a browser say what its editor stored by a form', async () => {
    const { a } = on;
    const browser = a.served.browser('Ada', 'editor');
    const ada = new AtBrowser(a.served, browser);
    const form = await ada.open(`/contests/${CONTEST}/append`);
    const preview = await ada.sent(form.at, form, endorsing('t2', 'ann'));
    const stored = await ada.send(form.at, preview, {}, 'append');
    const seq = await a.head();
    expect([stored.status, stored.headers]).toMatchObject([
      303,
      {
        'hustings-seq': `${seq}`,
        'set-cookie': `hustings-seq=${seq}; Path=/; HttpOnly; SameSite=Lax`,
      },
    ]);
  });

  test('takes the tag and the key that another copy gave', async () => {
    const { a, b } = on;
    const key = { 'if-match': '*', 'idempotency-key': '"twice"' };
    const entry = endorsed('m3', 'cay', '2010-06-03');
    b.way.hold();
    const first = await a.append(entry, key);
    const [next, again, unsaid] = [
      b.append(endorsed('t1', 'ann', '2010-06-04'), { 'if-match': first.headers.etag ?? '' }),
      b.append(entry, key),
      b.append(entry, { 'idempotency-key': '"twice"' }),
    ];
    setTimeout(() => b.way.through(), 100);
    expect([first.status, (await next).status]).toEqual([201, 201]);
    for (const { status, body, headers } of [await again, await unsaid]) {
      expect([status, body]).toEqual([first.status, first.body]);
      expect(headers).toMatchObject({
        etag: first.headers.etag,
        location: first.headers.location,
        'hustings-seq': first.headers['hustings-seq'],
        'idempotency-replayed': 'true',
      });
    }
  });

  test('forgets a cookie of another ledger, and refuses a clock beyond the head at once', async () => {
    const { b } = on;
    const cookie = { cookie: 'hustings-seq=10000000' };
    const page = await b.served.get(`/contests/${CONTEST}`, cookie);
    expect([page.status, page.headers['set-cookie']]).toEqual([
      200,
      expect.stringMatching(/^hustings-seq=; .*Max-Age=0/),
    ]);
    const beyond = await b.served.get(`${CONTEST_AT}/standings?knownAt=10000000`);
    expect(beyond.status).toBe(400);
    const feed = await b.served.get('/api/v1/feed?after=10000000');
    expect(feed.status).toBe(400);
  });
});

describe('a database that is away', () => {
  test('leaves all to be read, said to be stale, and takes appends again when it is back', async () => {
    const away = await copied({ staleSeconds: 0 });
    const { a, b, double } = away;
    try {
      await double.down();
      await expect.poll(() => b.store.currency().current).toBe(false);
      const read = await b.served.get(`${CONTEST_AT}/standings`);
      expect([read.status, read.headers['cache-control']]).toEqual([200, 'no-cache']);
      const since = read.headers['hustings-stale-since'] ?? '';
      expect(since).toMatch(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/);
      const pinned = `${CONTEST_AT}/standings?asOf=2010-06-01&knownAt=3`;
      expect((await b.served.get(pinned)).headers).toMatchObject({
        'cache-control': expect.stringMatching('immutable'),
      });
      expect((await b.served.get(pinned)).headers['hustings-stale-since']).toBeUndefined();
      const page = `/contests/${CONTEST}`;
      const notice =
        /<p class="stale" role="status">[^<]*no news from its database since [\d:]{8} UTC/;
      for (const _ of [1, 2]) expect((await b.served.get(page)).body).toMatch(notice);
      const key = { 'if-match': '*', 'idempotency-key': '"away"' };
      const begun = performance.now();
      const refused = await b.append(endorsed('m1', 'ann', '2010-06-01'), key);
      expect(performance.now() - begun).toBeLessThan(3000);
      expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
      expect(JSON.parse(refused.body)).toMatchObject({
        type: '/problems/unavailable',
        detail: expect.stringMatching(/^The database of the ledger cannot .* not known whether/),
      });
      const ready = await b.served.get('/health/ready');
      expect([ready.status, JSON.parse(ready.body)]).toMatchObject([
        503,
        { type: '/problems/stale', stale: { since }, head: { seq: FRAME.length - 1 } },
      ]);
      await double.up();
      await expect.poll(() => b.store.currency().current, { timeout: 5000 }).toBe(true);
      expect((await b.append(endorsed('m1', 'ann', '2010-06-01'), key)).status).toBe(201);
      const after = await b.served.get(page);
      expect(after.headers['hustings-stale-since']).toBeUndefined();
      expect(after.body).not.toMatch(notice);
      expect((await b.served.get('/health/ready')).status).toBe(200);
      await b.served.server.close();
      await b.store.close();
      const kept = await a.served.get(ENTRIES, { 'hustings-min-seq': `${FRAME.length}` });
      expect(JSON.parse(kept.body).entries).toHaveLength(FRAME.length + 1);
    } finally {
      await away.close();
    }
  });
});
