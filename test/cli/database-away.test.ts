/** A database that cannot be reached, and what is never said of its address. */
import { describe, expect, test } from 'vitest';
import { CONTEST, candidate, ndjson, SMALL, uuid } from './entries.ts';
import { HURRIED, hustings, IMPATIENT, printed } from './harness.ts';
import { database, fresh } from './moving.ts';

describe('a database that cannot be reached', () => {
  const CAT = { stdin: JSON.stringify(candidate('cat')) };

  test('is read from its copy, which may be old, and takes no entry', async () => {
    const { env, double } = await database();
    await printed(['import', '-'], { env, stdin: ndjson(SMALL) });
    const before = await printed(['contests'], { env });
    await double.down();
    const around = { env, tempo: IMPATIENT };
    const read = await hustings(['contests'], around);
    expect(read).toMatchObject({ status: 0, out: before });
    expect(read.err).toMatch(
      /^kurrentdb:\S+ .*; this is what its copy \S+ holds, up to entry 5\.$/m,
    );
    for (const args of [['append', CONTEST], ['verify'], ['rebuild']]) {
      const ended = await hustings(args, { ...around, ...CAT });
      expect(ended).toMatchObject({ status: 1, out: '' });
      expect(ended.err.trimEnd().split('\n').at(-1)).toMatch(
        /^hustings: kurrentdb:\S+ cannot be reached now; see to its nodes/,
      );
    }
    expect((await hustings(['verify', '--no-origin'], around)).status).toBe(0);
    await double.up();
    const later = await hustings(['append', CONTEST], { env, tempo: HURRIED, ...CAT });
    expect(later).toMatchObject({ status: 0 });
  });

  test('is nothing to be asked without a copy', async () => {
    const env = { HUSTINGS_STORE: 'kurrentdb://127.0.0.1:1', HUSTINGS_COPY: fresh() };
    const asked = await hustings(['contests'], { env, tempo: IMPATIENT });
    expect(asked).toMatchObject({ status: 1, out: '' });
    expect(asked.err).toMatch(
      /^hustings: kurrentdb:\/\/127\.0\.0\.1:1 cannot be reached now; .*\n$/,
    );
  });
});

describe('a password', () => {
  const SECRET = 's3cret-pass';
  const COMMANDS = [
    ['contests'],
    ['append', CONTEST],
    ['verify'],
    ['rebuild'],
    ['backup', 'FILE'],
    ['restore', 'FILE'],
    ['erase', uuid(6), '--basis', 'A court order', '--yes'],
    ['demo'],
    ['key'],
    ['move', '--to', 'FILE'],
    ['serve', '--port', '0'],
  ];

  /** All that a command says when it is told a database so. */
  async function saidOf(args: readonly string[], address: string): Promise<string> {
    const env = { HUSTINGS_STORE: address, HUSTINGS_COPY: fresh() };
    const named = args.map((arg) => arg.replace('FILE', fresh()));
    const stdin = JSON.stringify(candidate('cat'));
    const { out, err } = await hustings(named, { env, tempo: IMPATIENT, stdin });
    return out + err;
  }

  test('is in no refusal', async () => {
    const said = await Promise.all(
      COMMANDS.map((args) => saidOf(args, `kurrentdb://somebody:${SECRET}@127.0.0.1:1?tls=false`)),
    );
    for (const each of said) {
      expect(each).not.toBe('');
      expect(each).not.toContain(SECRET);
      expect(each).not.toContain('somebody');
    }
  });

  test('is in no answer', async () => {
    const { double } = await database();
    const address = double.address('', { user: `somebody:${SECRET}` });
    const file = fresh();
    for (const args of [
      ['contests'],
      ['verify'],
      ['rebuild'],
      ['backup', 'FILE'],
      ['move', '--to', file],
    ]) {
      const said = await saidOf(args, address);
      expect(said).not.toMatch(/^hustings: /m);
      expect(said).not.toContain(SECRET);
    }
  });
});
