/** A server that is killed in the middle of appends, and started again on the same ledger. */
import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { folder, hustings, printed } from '../cli/harness.ts';
import { type Running, startMain } from '../cli/processes.ts';
import { CONTEST, FRAME } from '../support/sent.ts';
import { type Answered, Editor, type Whereabouts } from './two-editors.ts';

const { file } = folder();
const EACH = 500;
const running = new Set<Running>();
afterAll(() => {
  for (const { child } of running) child.kill('SIGKILL');
});

/** A server in a process of its own, once it takes requests. */
async function serving(ledger: string): Promise<{ address: string; kill(): Promise<void> }> {
  // However busy the machine is.
  const env = {
    HUSTINGS_RATE_LIMIT: '0',
    HUSTINGS_EVENT_LOOP_DELAY: '60000',
    HUSTINGS_LOG_LEVEL: 'warn',
  };
  const server = startMain(['serve', '--port', '0', '--ledger', ledger], { env });
  running.add(server);
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    server.child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void server.ended.then(({ err }) => reject(new Error(err)));
  });
  const kill = async (): Promise<void> => {
    const gone = once(server.child, 'close');
    server.child.kill('SIGKILL');
    await gone;
    running.delete(server);
  };
  return { address, kill };
}

/** Has work done, by a server that is killed once enough was answered, and by the next one. */
async function killedWithin(
  ledger: string,
  editors: readonly Editor[],
  where: Whereabouts,
  first: Awaited<ReturnType<typeof serving>>,
) {
  const back = Promise.withResolvers<void>();
  where.back = back.promise;
  const answered = () => editors.reduce((sum, { answers }) => sum + answers.size, 0);
  const work = Promise.all(editors.map((editor) => editor.work(EACH)));
  while (answered() < EACH) await new Promise((turn) => setTimeout(turn, 2));
  await first.kill();
  const before = editors.map(({ answers }) => new Map(answers));
  const second = await serving(ledger);
  where.address = second.address;
  back.resolve();
  await work;
  return { second, before };
}

describe('a server that is killed in the middle', () => {
  test('gives each key its first answer again, byte for byte, and has lost and doubled nothing', async () => {
    const ledger = file('crash.db');
    await printed(['append', CONTEST, '--ledger', ledger], { stdin: JSON.stringify(FRAME) });
    const tokens: string[] = [];
    for (const name of ['ada', 'bob']) {
      const out = await printed(['token', 'add', name, '--role', 'editor', '--ledger', ledger]);
      tokens.push(out.trim());
    }
    const first = await serving(ledger);
    const where: Whereabouts = { address: first.address, back: Promise.resolve() };
    const editors = tokens.map(
      (token, at) => new Editor(at === 0 ? 'ada' : 'bob', token, where, true),
    );
    const { second, before } = await killedWithin(ledger, editors, where, first);
    expect(before.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(2 * EACH);
    expect(editors.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(0);
    await second.kill();
    const third = await serving(ledger);
    where.address = third.address;
    for (const editor of editors) {
      for (const [key, answer] of editor.answers) {
        expect(await editor.again(key)).toEqual<{ answer: Answered; replayed: boolean }>({
          answer,
          replayed: true,
        });
      }
    }
    await third.kill();
    const store = openSqliteStore(ledger, { readOnly: true });
    const stored = await store.readStream(`hustings-contest-${CONTEST}`, 0, 10_000);
    await store.close();
    expect(stored.map(({ revision }) => revision)).toEqual(stored.map((_, revision) => revision));
    const names = stored
      .slice(FRAME.length)
      .map(({ payload }) => JSON.parse(`${Buffer.from(payload)}`).data.endorser);
    const all = editors.flatMap(({ answers }) => [...answers.keys()]);
    expect(all).toHaveLength(2 * EACH);
    expect(names.toSorted()).toEqual(all.toSorted());
    const { status, out } = await hustings(['verify', '--ledger', ledger, '-f', 'json']);
    expect([status, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ ok: true, receipts: 2 * EACH }),
    ]);
  }, 240_000);
});
