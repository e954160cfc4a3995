/** A verification computes the standings by both ways in a thread, beside whoever reads and appends. */
import { expect, test } from 'vitest';
import { compareStandings, verified } from '../../src/interchange/verification.ts';
import { type BothDigests, bothDigests } from '../../src/ledger/queries/rebuilt-standings.ts';
import { sampleLedger } from '../cli/harness.ts';
import { serviceAt } from '../http/served.ts';
import { CONTEST, nominated, told } from '../support/given.ts';

const never = new AbortController().signal;
const quiet = () => undefined;
const NOW = Date.now();

const ledger = sampleLedger();

test('finds what this thread finds, and asks nothing of what the service keeps', async () => {
  const own = serviceAt(ledger.path, () => NOW);
  const here = await compareStandings(own, quiet, never);
  expect(here.digests.length).toBeGreaterThan(2);
  const service = serviceAt(ledger.path, () => NOW);
  service.reader.contest = () => Promise.reject(new Error('the columns of the service were read'));
  const report = await verified(service, { keys: [] }, { tell: quiet, signal: never });
  expect(report.standings).toEqual(here.digests);
  expect(report.count).toBe(0);
  await own.store.close();
  await service.store.close();
});

test('ends at once where nobody waits any more', async () => {
  const service = serviceAt(ledger.path, () => NOW);
  const leaving = new AbortController();
  const tell = ({ what }: { readonly what: string }) => {
    if (what === 'standings') leaving.abort(new Error('left'));
  };
  const run = verified(service, { keys: [] }, { tell, signal: leaving.signal });
  await expect(run).rejects.toThrow('left');
  await service.store.close();
});

test('what is appended between the two ways is in neither', async () => {
  const bench = await told();
  const { timeline } = bench.views;
  let appended = false;
  bench.views.timeline = async (...asked: Parameters<typeof timeline>) => {
    const view = await timeline.apply(bench.views, asked);
    if (!appended) await bench.accept([nominated('m1', 'ann', '2010-06-01')]);
    appended = true;
    return view;
  };
  const found: BothDigests[] = [];
  for await (const each of bothDigests({ ...bench, now: () => bench.clock })) found.push(each);
  expect(appended).toBe(true);
  expect(found).toMatchObject([{ contest: CONTEST, rebuilt: found[0]?.live }]);
});
