/** The auditor's pages over a real ledger: the log, its checkpoints, what is weak, what can be taken away. */
import { beforeAll, describe, expect, test } from 'vitest';
import { WEAKNESSES } from '../../projections/weak.ts';
import { writeBase64 } from '../../src/tlog/strict.ts';
import { sampleLedger } from '../cli/harness.ts';
import { VKEY } from '../support/logged.ts';
import { type Audited, audited, HTML, read, verify } from './audited.ts';
import type { SignedIn } from './signed-in.ts';

const samples = sampleLedger();

describe('of a sound ledger', () => {
  let at: Audited;
  let here: SignedIn;
  beforeAll(async () => {
    at = await audited(samples.copy('sound.db'));
    here = at.here;
  });

  test('the first page has the state of the log, and is kept by nobody', async () => {
    const { text, links } = read(await here.get('/audit', HTML));
    const { size, root } = await here.service.log.catchUp();
    expect(size).toBe(872);
    expect(text).toContain(`size 872, root ${writeBase64(root)}`);
    expect(text).toContain(VKEY);
    expect(text).toContain('It covers every entry.');
    for (const link of links.filter((each) => each.startsWith('/') && !each.startsWith('/sign'))) {
      expect([link, (await here.get(link, HTML)).status]).toEqual([link, 200]);
    }
  });

  test('its counts of weak claims are those of the lists to which they lead', async () => {
    const { document } = read(await here.get('/audit', HTML));
    const rows = [...document.querySelectorAll('#weak ~ .wide tbody tr')];
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const address = `${row.querySelector('th a')?.getAttribute('href')}`;
      const { counts, claims } = await here.json(`/api/v1${address}`);
      const shown = [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent));
      const told = WEAKNESSES.map((each) => (counts as Record<string, number>)[each]);
      expect([address, shown]).toEqual([address, [claims, ...told]]);
    }
    const early = read(await here.get('/audit?knownAt=0', HTML));
    expect(early.text).toContain('as this ledger knew at entry 0');
    expect(early.document.querySelectorAll('#weak ~ .wide tbody tr')).toHaveLength(1);
    expect(early.links).toContain('/contests/labour-deputy-2020/weak?knownAt=0');
  });

  test('a kept checkpoint holds, however its lines were ended, and each step is told', async () => {
    const note = here.service.log.latest()?.note ?? '';
    for (const pasted of [note, note.replaceAll('\n', '\r\n'), `\n  ${note.trimEnd()}`]) {
      const got = await here.post('/audit/checkpoints', { note: pasted }, HTML);
      const { status, text } = read(got);
      expect([status, text.match(/Holds:/g)?.length]).toEqual([200, 6]);
      expect(text).toContain('The log begins with the 872 entries that you kept a checkpoint of');
    }
    const since = await verify(at, note.replaceAll('\n', '\r\n'));
    expect(since.text).toContain('the ledger begins with the 872 entries of the checkpoint given');
  });

  test('a checkpoint of another history fails, and what is none is an error at its field', async () => {
    const [origin, size, root = '', ...rest] = (here.service.log.latest()?.note ?? '').split('\n');
    const other = [origin, size, `${root.startsWith('A') ? 'B' : 'A'}${root.slice(1)}`, ...rest];
    const note = other.join('\n');
    const { status, text } = read(await here.post('/audit/checkpoints', { note }, HTML));
    expect([status, text.match(/Fails:/g)?.length]).toEqual([200, 3]);
    const failed = await verify(at, note);
    expect(failed.text).toContain('The ledger is not as it was recorded');
    for (const [address, field] of [
      ['/audit/checkpoints', 'note'],
      ['/audit/verification', 'since'],
    ] as const) {
      const none = read(await here.post(address, { [field]: 'Dear auditor,' }, at.audrey));
      expect(none.status).toBe(400);
      expect(none.document.querySelector('.errors')?.textContent).toMatch(/signed checkpoint/);
      expect(none.document.querySelector('textarea')?.textContent).toBe('Dear auditor,\n');
    }
  });

  test('a bundle is led to by the first digits of an id; a bad id gets a sentence', async () => {
    const [{ id = '' } = {}] = await here.service.store.readAll(400, 1);
    const got = await here.get(`/audit/bundle?entry=${id.slice(0, 8)}`, HTML);
    expect([got.status, got.headers.location]).toEqual([303, `/api/v1/entries/${id}/bundle`]);
    expect((await here.get(`${got.headers.location}`)).status).toBe(200);
    const bad = async (entry: string) => {
      const { status, text } = read(
        await here.get(`/audit/bundle?entry=${encodeURIComponent(entry)}`, HTML),
      );
      return [status, text];
    };
    expect(await bad('nothing')).toEqual([
      404,
      expect.stringContaining('There is no entry nothing in this ledger'),
    ]);
    expect((await bad('../../x?y=z#a'))[0]).toBe(404);
    expect(read(await here.get('/audit/bundle?entry=', HTML)).status).toBe(200);
  });
});

test('an empty ledger has a page that says so, wherever an auditor looks', async () => {
  const at = await audited();
  const says = async (address: string) => read(await at.here.get(address, at.audrey)).text;
  expect(await says('/audit')).toContain('None was signed yet');
  expect(await says('/audit/checkpoints')).toContain('No checkpoint was signed yet');
  expect(await says('/audit/log')).toContain('This ledger has no entry yet');
  const page = await verify(at);
  expect(page.text).toContain('0 entries checked, 0 faults.');
  expect(page.text).toContain('No checkpoint was signed yet.');
});

test('the pages of the checkpoints have every one, the newest first', async () => {
  const { here } = await audited();
  const sizes = Array.from({ length: 120 }, (_, at) => at * 3 + 1);
  for (const size of sizes) {
    await here.service.store.log.keepCheckpoint({ size, note: `kept ${size}` });
  }
  const seen: number[] = [];
  let next: string | null | undefined = '/audit/checkpoints';
  for (; typeof next === 'string'; ) {
    const { document } = read(await here.get(next, HTML));
    const rows = [...document.querySelectorAll('#published ~ .wide tbody th')];
    seen.push(...rows.map((row) => Number(row.textContent)));
    next = document.querySelector('a[rel=next]')?.getAttribute('href');
  }
  expect(seen).toEqual(sizes.toReversed());
  const { text } = read(await here.get('/audit', HTML));
  expect(text).toContain('The log is damaged');
});
