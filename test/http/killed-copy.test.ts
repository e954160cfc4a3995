/** Two copies of the service in processes of their own, of which one is killed while both append. */
import { expect, test } from 'vitest';
import { folder, printed } from '../cli/harness.ts';
import { type Server, serverOf } from '../cli/servers.ts';
import { KurrentDouble } from '../support/kurrentdb/double.ts';
import { CONTEST, FRAME, tally } from '../support/sent.ts';

const { file } = folder();
const APPENDS = 60;

interface Stored {
  readonly entries: readonly { readonly id: string; readonly seq: number }[];
}

/** A request that is sent again under its key, to the one copy or the other, until it is answered. */
async function append(copies: readonly string[], token: string, key: string): Promise<Stored> {
  const body = JSON.stringify([tally({ 'ann TU': key.length }, '2010-07-01')]);
  for (let tries = 0; tries < 400; tries += 1) {
    const address = copies[tries % copies.length];
    const answer = await fetch(`${address}/api/v1/contests/${CONTEST}/entries`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': '*',
        'idempotency-key': key,
      },
      body,
    }).catch(() => undefined);
    if (answer?.ok === true) return (await answer.json()) as Stored;
    // Whatever is wrong with the request would be wrong again.
    if (answer !== undefined && answer.status < 500) throw new Error(await answer.text());
    await new Promise((turn) => setTimeout(turn, 20));
  }
  throw new Error(`${key} was never answered`);
}

/** Expects all that was stored to be there once, whichever copy is asked. */
async function expectOnce(
  stored: ReadonlyMap<string, Stored>,
  envs: readonly Readonly<Record<string, string>>[],
): Promise<void> {
  const ids = [...stored.values()].flatMap(({ entries }) => entries.map(({ id }) => id));
  expect(new Set(ids).size).toBe(APPENDS);
  const exports: string[] = [];
  for (const env of envs) exports.push(await printed(['export'], { env }));
  expect(new Set(exports).size).toBe(1);
  const lines = exports[0]?.trim().split('\n') ?? [];
  expect(lines).toHaveLength(FRAME.length + APPENDS);
  for (const id of ids) expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
}

test('what was answered by either is there once, though one is killed and comes back', async () => {
  const double = await KurrentDouble.start();
  try {
    const env = (name: string) => ({
      HUSTINGS_STORE: double.connectionString,
      HUSTINGS_COPY: file(`${name}.db`),
      HUSTINGS_TOKENS: file('tokens'),
      HUSTINGS_LOG_KEY: file('key'),
      HUSTINGS_RATE_LIMIT: '0',
      HUSTINGS_EVENT_LOOP_DELAY: '60000',
      HUSTINGS_LOG_LEVEL: 'warn',
    });
    const here = { env: env('a') };
    await printed(['import', '-'], {
      ...here,
      stdin: FRAME.map((each) => JSON.stringify({ contest: CONTEST, ...each })).join('\n'),
    });
    const made = await printed(['token', 'add', 'Ada', '--role', 'editor'], here);
    const token = made.trim();
    const serving = (name: string): Promise<Server> =>
      serverOf(['serve'], /(http:\/\/127\.0\.0\.1:\d+)/, { env: env(name) });
    const [first, second] = [await serving('a'), await serving('b')];
    const copies = [first.address, second.address];

    const stored = new Map<string, Stored>();
    const sending = Array.from({ length: 3 }, async (_, client) => {
      for (let index = client; index < APPENDS; index += 3) {
        const through = index % 2 === 0 ? copies : copies.toReversed();
        stored.set(`key-${index}`, await append(through, token, `key-${index}`));
      }
    });
    while (stored.size < APPENDS / 3) await new Promise((turn) => setTimeout(turn, 2));
    await first.stop('SIGKILL');
    while (stored.size < (2 * APPENDS) / 3) await new Promise((turn) => setTimeout(turn, 2));
    copies[0] = (await serving('a')).address;
    await Promise.all(sending);

    await expectOnce(stored, ['a', 'b', 'anew'].map(env));
    for (const [key, { entries }] of stored) {
      expect((await append(copies, token, key)).entries).toEqual(entries);
    }
  } finally {
    await double.stop();
  }
});
