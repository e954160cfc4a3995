/** Verifications that auditors begin on a page: what they find, and what becomes of them. */
import { DatabaseSync } from 'node:sqlite';
import fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, test } from 'vitest';
import { Auditing } from '../../src/http/auditing.ts';
import { verificationRoutes } from '../../src/http/verification-routes.ts';
import { hustings, sampleLedger } from '../cli/harness.ts';
import { SIGNER, VKEY } from '../support/logged.ts';
import { audited, HTML, read, verify } from './audited.ts';
import type { SignedIn } from './signed-in.ts';
import { writableService } from './written.ts';

const samples = sampleLedger();

describe('verifications', () => {
  /** Holds whatever asks for the contests, as a verification does, until it is let go. */
  function held({ service }: SignedIn): () => void {
    const gate = Promise.withResolvers<void>();
    const { streams } = service.store;
    service.store.streams = async () => {
      await gate.promise;
      return streams.call(service.store);
    };
    return () => gate.resolve();
  }

  test('are one for all who begin one meanwhile, and can be looked at, stopped and begun anew', async () => {
    const ledger = await audited(samples.copy('held.db'));
    const { here, audrey } = ledger;
    const bob = here.browser('Bob', 'auditor');
    const release = held(here);
    const [first, second] = [
      await here.post('/audit/verification', {}, audrey),
      await here.post('/audit/verification', {}, bob),
    ];
    const at = `${first.headers.location}`;
    expect([second.status, second.headers.location]).toEqual([303, at]);
    const shown = read(await here.get(at, bob));
    expect(shown.text).toMatch(/Begun \S+Z by Audrey\./);
    expect(shown.document.querySelector('progress')).not.toBeNull();
    expect(shown.document.head.innerHTML).toMatch(
      /<noscript><meta http-equiv="refresh" content="2"\s*\/?><\/noscript>/,
    );
    const note = here.service.log.latest()?.note ?? '';
    const busy = read(await here.post('/audit/verification', { since: note }, bob));
    expect(busy.status).toBe(409);
    expect(busy.links).toContain(at);
    const stop = await here.post(`${at}/stop`, {}, bob);
    expect([stop.status, stop.headers.location]).toEqual([303, at]);
    const led = await here.get(`${at}/stop`, audrey);
    expect([led.status, led.headers.location]).toEqual([303, at]);
    const stopped = read(await here.get(at, audrey));
    expect(stopped.text).toContain('The verification was stopped');
    expect(stopped.text).toMatch(/By Bob, at \S+Z/);
    expect(stopped.document.head.innerHTML).not.toContain('refresh');
    release();
    expect((await verify(ledger)).text).toContain('Nothing is wrong');
    const list = read(await here.get('/audit/verification', audrey));
    expect(list.text).toMatch(/Nothing is wrong .*The verification was stopped/);
  });

  test('that are not known are a page that says so; stopping one does nothing', async () => {
    const ledger = await audited(samples.copy('unknown.db'));
    const { here, audrey } = ledger;
    const { status, text } = read(await here.get('/audit/verification/nosuch', audrey));
    expect([status, text]).toEqual([404, expect.stringContaining('no such verification')]);
    const stop = await here.post('/audit/verification/nosuch/stop', {}, audrey);
    expect([stop.status, stop.headers.location]).toEqual([303, '/audit/verification/nosuch']);
  });

  test('name on the page what the command names', async () => {
    const path = samples.copy('tampered.db');
    const ledger = await audited(path);
    const { here } = ledger;
    const db = new DatabaseSync(path);
    db.exec(
      "UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT), 'e', 'x') AS BLOB) WHERE seq = 400",
    );
    db.close();
    const page = await verify(ledger);
    const { status, err } = await hustings(['verify', '--ledger', path, '--vkey', VKEY]);
    expect(status).toBe(1);
    const [verdict = '', first = '', before = '', after = '', ...also] = err.trimEnd().split('\n');
    const short = (line: string) => line.replace(/\(([0-9a-f]{8})[0-9a-f-]{28},/, '($1,');
    expect(first).toMatch(/^entry 400 \(/);
    for (const line of [verdict, `The first: ${first}`, before, after]) {
      expect(page.text).toContain(short(line));
    }
    for (const line of also.filter((each) => each.startsWith('also '))) {
      expect(page.text).toContain(line.replace(/^also .*?: /, ''));
    }
    const [{ id = '' } = {}] = await here.service.store.readAll(400, 1);
    expect(page.links).toContain(`/entries/${id}`);
    // The hashes of the log are as they were: that is what a verification is for.
    const note = here.service.log.latest()?.note ?? '';
    const hashes = read(await here.post('/audit/checkpoints', { note }, HTML));
    expect(hashes.text).toContain('The log begins with the 872 entries');
  });

  test('are begun by nobody but auditors, and from our own pages alone', async () => {
    const ledger = await audited(samples.copy('others.db'));
    const { here, audrey } = ledger;
    const ada = here.browser('Ada', 'editor');
    expect((await here.post('/audit/verification', {}, ada)).status).toBe(403);
    expect((await here.get('/audit/log', ada)).status).toBe(403);
    const { statusCode } = await here.server.inject({
      method: 'POST',
      url: '/audit/verification',
      headers: { ...audrey, 'sec-fetch-site': 'cross-site' },
    });
    expect(statusCode).toBe(403);
    expect(read(await here.get('/audit/verification', audrey)).text).toContain(
      'None in the last hour.',
    );
  });

  test('find what the command finds', async () => {
    const page = await verify(await audited(samples.copy('sound.db')));
    expect(page.text).toContain('Nothing is wrong');
    const args = ['verify', '--ledger', samples.path, '--vkey', VKEY];
    const { out } = await hustings(args);
    const lines = out.trimEnd().split('\n').slice(1, -1);
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines.filter((each) => !each.startsWith('tiles'))) {
      const [what, checked, result] = line.split('\t');
      expect(page.text).toContain(`${what} ${Number(checked).toLocaleString('en-GB')} ${result}`);
    }
    expect(page.text).toContain(`holds, signed by ${SIGNER.name}+${SIGNER.id}`);
  });

  test('end when the server ends', async () => {
    const server = fastify() as unknown as FastifyInstance;
    server.setValidatorCompiler(validatorCompiler);
    const service = writableService();
    service.store.streams = () => new Promise(() => undefined);
    const auditing = new Auditing(service, [], (length) => new Uint8Array(length));
    verificationRoutes(server, auditing);
    const begun = auditing.runs.begin({ by: 'Ada' });
    await server.close();
    const { state } = auditing.runs.find(`${begun?.id}`) ?? {};
    expect(state).toMatchObject({ is: 'stopped', by: 'the server, which stops' });
  });
});
