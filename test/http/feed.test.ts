/** The live feed: what it tells, to whom, and from where. */
import { expect, test } from 'vitest';
import { decodeEntry } from '../../src/store/decode.ts';
import { eachWithFolder } from '../store/sqlite/temporary.ts';
import { as, Bench, CONTEST, erased, FRAME, merged, nominated, opened } from '../support/given.ts';
import { FeedClient, feeding, more, PATIENT, refusal, serviceOf } from './feeding.ts';
import { expectProblem } from './problem-details.ts';

const folder = eachWithFolder();
const OTHER = 'other-2010';
const last = FRAME.length - 1;
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function framed() {
  const bench = new Bench();
  await bench.accept(FRAME);
  return bench;
}

test('what was recorded comes first, then what is, each entry as it is read by its id', async () => {
  const bench = await framed();
  const { port } = await feeding(serviceOf(bench));
  const client = new FeedClient(port, '?after=3');
  await client.until(() => client.events.length === last - 3);
  const late = await more(bench);
  await client.until(() => client.events.length === last - 2);
  expect(client.seqs).toEqual([...range(4, last), late]);
  const stored = await bench.store.readAll(4, 100);
  expect(client.events.map(({ data }) => data)).toEqual(
    stored.map((each) => JSON.stringify(decodeEntry(each))),
  );
  expect(new Set(client.events.map(({ event }) => event))).toEqual(new Set(['entry']));
  expect(client.answer?.headers).toMatchObject({
    'content-type': expect.stringMatching(/^text\/event-stream/),
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  await client.close();
});

test('without a place it goes on from now, and says which place that is', async () => {
  const bench = await framed();
  const { port } = await feeding(serviceOf(bench));
  const client = await new FeedClient(port).opened();
  expect(client.text).toBe(`retry: 3000\nid: ${last}\n\n`);
  await client.close();
  const missed = await more(bench);
  const again = new FeedClient(port, '', client.lastEventId);
  await again.until(() => again.events.length === 1);
  expect(again.seqs).toEqual([missed]);
  await again.close();
});

test('Last-Event-ID goes before after; -1 is the beginning; an empty ledger has a feed', async () => {
  const bench = new Bench();
  const { port } = await feeding(serviceOf(bench));
  const early = await new FeedClient(port).opened();
  expect(early.lastEventId).toBe('-1');
  await bench.accept(FRAME);
  const resumed = new FeedClient(port, '?after=2', `${last - 2}`);
  const whole = new FeedClient(port, '?after=-1');
  const again = new FeedClient(port, '', early.lastEventId);
  for (const client of [early, whole, again]) {
    await client.until(() => client.events.length === FRAME.length);
    expect(client.seqs).toEqual(range(0, last));
  }
  await resumed.until(() => resumed.events.length === 2);
  expect(resumed.seqs).toEqual([last - 1, last]);
  await Promise.all([early, resumed, whole, again].map((each) => each.close()));
});

test('of some contests it tells these and the register, and moves the reader past the rest', async () => {
  const bench = await framed();
  for (const contest of [OTHER, 'third-2010']) await bench.accept([opened()], { contest });
  const { port } = await feeding(serviceOf(bench), { heartbeat: 20 });
  const one = new FeedClient(port, `?contest=${OTHER}&after=${last}`);
  const two = new FeedClient(port, `?contest=${OTHER}&contest=third-2010&after=${last}`);
  await one.until(() => one.lastEventId === `${last + 2}`);
  expect(one.seqs).toEqual([last + 1]);
  const merge = [merged('t1', 't2')];
  const [register] = await bench.accept(merge, { contest: null });
  for (let times = 0; times < 600; times += 1) await more(bench, CONTEST);
  const { seq: head } = await bench.store.head();
  const seen = await more(bench, OTHER);
  await one.until(() => one.seqs.at(-1) === seen);
  await two.until(() => two.seqs.at(-1) === seen);
  expect(one.seqs).toEqual([last + 1, register?.seq, seen]);
  expect(two.seqs).toEqual([last + 1, last + 2, register?.seq, seen]);
  await more(bench, CONTEST);
  await one.until(() => one.lastEventId === `${head + 2}`);
  const again = new FeedClient(port, `?contest=${OTHER}`, one.lastEventId);
  const next = await more(bench, OTHER);
  await again.until(() => again.events.length === 1);
  expect(again.seqs).toEqual([next]);
  await Promise.all([one, two, again].map((each) => each.close()));
});

test('what another process appends comes too', async () => {
  const writing = new Bench(folder.temporary.open());
  await writing.accept(FRAME);
  const reading = folder.temporary.open({ readOnly: true });
  const { port, server } = await feeding(serviceOf(writing, reading));
  const client = await new FeedClient(port).opened();
  const appended = [await more(writing), await more(writing)];
  await client.until(() => client.events.length === 2);
  expect(client.seqs).toEqual(appended);
  await server.close();
});

test('an erased entry comes without its payload', async () => {
  const bench = await framed();
  await bench.accept([as('gone', nominated('m1', 'ann', '2010-06-01')), erased('gone')]);
  const { port } = await feeding(serviceOf(bench));
  const client = new FeedClient(port, `?after=${last}`);
  await client.until(() => client.events.length === 2);
  expect(JSON.parse(client.events[0]?.data ?? '')).toMatchObject({ erased: true, data: {} });
  await client.close();
});

test.each([
  ['?after=x', {}, 400, /sequence number/, 'querystring/after'],
  ['?after=', {}, 400, /sequence number/, 'querystring/after'],
  ['?after=1.5', {}, 400, /sequence number/, 'querystring/after'],
  ['?after=-2', {}, 400, /sequence number/, 'querystring/after'],
  ['?after=99', {}, 400, /after 99 is beyond the head/, 'querystring/after'],
  ['?after=1', { 'last-event-id': '99' }, 400, /beyond the head/, 'headers/last-event-id'],
  ['', { 'last-event-id': 'x' }, 400, /sequence number/, 'headers/last-event-id'],
  ['?contest=', {}, 400, /contest/, undefined],
  ['?nosuch=1', {}, 400, /nosuch/, 'querystring/nosuch'],
  ['?contest=leader-2011', {}, 404, /Did you mean leader-2010/, undefined],
  ['', { accept: 'application/json' }, 406, /text\/event-stream/, undefined],
  ['', { accept: 'text/event-stream;q=0, */*' }, 406, /text\/event-stream/, undefined],
] as const)('%s %j is refused as %d', async (query, headers, status, says, pointer) => {
  const { port } = await feeding(serviceOf(await framed()));
  const got = await refusal(port, query, headers);
  const { errors } = expectProblem({ ...got, bytes: Buffer.alloc(0) }, status, undefined, says);
  if (pointer !== undefined) expect(errors?.map((each) => each.pointer)).toEqual([pointer]);
});

test('HEAD says what a feed would be, and leaves none open', async () => {
  const { port, count } = await feeding(serviceOf(await framed()), { feeds: 1 });
  for (let times = 0; times < 3; times += 1) {
    const got = await fetch(`http://127.0.0.1:${port}/feed`, { method: 'HEAD' });
    expect([got.status, await got.text()]).toEqual([200, '']);
    expect(got.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await expect.poll(() => count('hustings_feeds_open'), PATIENT).toBe(0);
  }
});
