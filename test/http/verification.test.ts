/** The audit of the whole ledger over HTTP: what the command says, one run for all that ask. */
import { cpSync } from 'node:fs';
import { connect } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { SIGNER } from '../audit/audited-ledger.ts';
import { folder, hustings, sampleLedger } from '../cli/harness.ts';
import { as, draft, erased, FRAME, nominated } from '../support/given.ts';
import { expectProblem } from './problem-details.ts';
import type { Got } from './served.ts';
import { framed, Written, writableService } from './written.ts';

const { file } = folder();
const samples = sampleLedger();
const AT = '/api/v1/audit/verification';
const ask = (written: Written): Promise<Got> => written.get(AT, { as: 'audrey' });

/** Counts how often an audit begins; each reads the tiles once. */
function counted({ service }: Written): { begun: number } {
  const seen = { begun: 0 };
  const { audit } = service.store;
  const { checkpoints } = audit as AuditStore;
  audit.checkpoints = () => {
    seen.begun += 1;
    return checkpoints.call(audit);
  };
  return seen;
}

describe('a verification', () => {
  test('says of a sound ledger what the command says of it', async () => {
    const written = new Written(writableService(samples.copy('sound.db')));
    const got = await ask(written);
    expect([got.status, got.headers['cache-control']]).toEqual([200, 'no-store']);
    const { out } = await hustings(['verify', '--ledger', samples.path, '-f', 'json']);
    expect(JSON.parse(got.body)).toEqual(JSON.parse(out));
    expect(JSON.parse(got.body)).toMatchObject({ ok: true, entries: 872 });
  });

  test('names the first wrong entry and its neighbours', async () => {
    const path = samples.copy('wrong.db');
    const db = new DatabaseSync(path);
    db.exec(
      "UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT), 'e', 'x') AS BLOB) WHERE seq = 400",
    );
    db.close();
    const copied = file('wrong-copy.db');
    cpSync(path, copied);
    const got = await ask(new Written(writableService(path)));
    const body = JSON.parse(got.body);
    expect([got.status, body.ok, body.faults.first.seq]).toEqual([200, false, 400]);
    expect(body.faults.around.map(({ seq }: { seq: number }) => seq)).toEqual([399, 400, 401]);
    const { status, out } = await hustings(['verify', '--ledger', copied, '-f', 'json']);
    expect([status, JSON.parse(out)]).toEqual([1, body]);
  });

  test('shows that nothing before a kept checkpoint has changed, and what has', async () => {
    const written = new Written(writableService(samples.copy('since.db')));
    await written.service.log.catchUp();
    await written.service.log.sign([SIGNER]);
    const kept = written.service.log.latest()?.note ?? '';
    const since = async (note: string) =>
      written.get(AT, { as: 'audrey', query: `since=${encodeURIComponent(note)}` });
    const sound = JSON.parse((await since(kept)).body);
    expect([sound.ok, sound.since.size, sound.since.holds]).toEqual([true, 872, true]);
    const [origin, size, root = '', ...rest] = kept.split('\n');
    const other = [origin, size, `${root.startsWith('A') ? 'B' : 'A'}${root.slice(1)}`, ...rest];
    const broken = JSON.parse((await since(other.join('\n'))).body);
    expect([broken.ok, broken.since.holds]).toEqual([false, false]);
    expectProblem(
      await since('no note'),
      400,
      'bad-parameter',
      /since must be a signed checkpoint/,
    );
  });

  test('is one run for all that ask meanwhile', async () => {
    const written = new Written(writableService(samples.copy('shared.db')));
    const seen = counted(written);
    const all = await Promise.all([1, 2, 3].map(() => ask(written)));
    expect(new Set(all.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(seen.begun).toBe(1);
    await ask(written);
    expect(seen.begun).toBe(2);
  });

  test('lets others be answered meanwhile, and stops when nobody waits for it', async () => {
    const written = new Written(writableService(samples.copy('left.db')));
    const seen = counted(written);
    const { audit } = written.service.store;
    const { generation } = audit;
    let finished = 0;
    audit.generation = () => {
      finished += 1;
      return generation.call(audit);
    };
    let end = Promise.withResolvers<'left' | 'answered'>();
    written.server.addHook('onRequestAbort', async (_) => end.resolve('left'));
    written.server.addHook('onResponse', async ({ url }) => {
      if (url === AT) end.resolve('answered');
    });
    const address = await written.server.listen({ host: '127.0.0.1', port: 0 });
    // A machine that is busy elsewhere may have the run done before its client leaves.
    do {
      end = Promise.withResolvers();
      seen.begun = 0;
      finished = 0;
      const socket = connect(Number(new globalThis.URL(address).port), '127.0.0.1');
      socket.write(`GET ${AT} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer audrey\r\n\r\n`);
      while (seen.begun === 0) await pause(1);
      expect((await fetch(`${address}/api/v1/register`)).status).toBe(200);
      socket.destroy();
    } while ((await end.promise) === 'answered');
    expect(
      (await fetch(`${address}${AT}`, { headers: { authorization: 'Bearer audrey' } })).status,
    ).toBe(200);
    // The second run shares nothing with the first, which began only: it is looked at twice in a whole run.
    expect([seen.begun, finished]).toEqual([2, 3]);
    await written.server.close();
  });

  test('of a ledger that changes under it is to be asked for again', async () => {
    const written = await framed(as('a', nominated('t1', 'ann', '2010-06-01')));
    const { audit } = written.service.store;
    let asked = 0;
    const { generation } = audit;
    audit.generation = () => {
      asked += 1;
      return generation.call(audit) + asked;
    };
    const problem = expectProblem(
      await ask(written),
      503,
      'unavailable',
      /changed while it was read/,
    );
    expect(problem.status).toBe(503);
    audit.generation = generation;
    const done = await written.service.ledger.append('leader-2010', [draft(erased('a'))], {
      recordedBy: 'a tester',
      erasing: true,
    });
    expect(done.ok).toBe(true);
    const body = JSON.parse((await ask(written)).body);
    expect([body.ok, body.erased, body.entries]).toEqual([true, 1, FRAME.length + 2]);
  });
});
