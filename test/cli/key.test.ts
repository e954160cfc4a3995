import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseKeyFile } from '../../src/tlog/key-file.ts';
import { formatVkey, parseVkey } from '../../src/tlog/keys.ts';
import { openCheckpoint } from '../../src/tlog/signing.ts';
import { ndjson, SMALL } from './entries.ts';
import { folder, hustings, printed, type Ran, rowsOf } from './harness.ts';

const { file } = folder();

async function made(name: string): Promise<string> {
  await printed(['import', '-', '--ledger', file(name)], { stdin: ndjson(SMALL) });
  return file(name);
}

const keysIn = (path: string) => parseKeyFile(readFileSync(path, 'utf8'));
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** Says a command nothing of any secret in a key file, not even a part of it? */
function expectNoSecret({ out, err }: Pick<Ran, 'out' | 'err'>, keyFile: string): void {
  const lines = keyFile.split('\n').filter((each) => each.startsWith('PRIVATE'));
  for (const secret of lines.map((each) => each.split('+').slice(4).join('+'))) {
    for (let at = 0; at + 10 <= secret.length; at += 1) {
      expect(`${out}${err}`).not.toContain(secret.slice(at, at + 10));
    }
    const seed = Buffer.from(secret, 'base64').subarray(1);
    expect(`${out}${err}`).not.toContain(seed.toString('hex').slice(0, 12));
  }
}

describe('the key of a log', () => {
  test.each([
    ['key', (path: string) => ['key', '--ledger', path]],
    ['export --log', (path: string) => ['export', '--log', `${path}-log`, '--ledger', path]],
  ])('is made by %s when it is first needed, for its owner alone', async (name, args) => {
    const path = await made(`${name.replaceAll(' ', '')}.db`);
    const ran = await hustings(args(path));
    const [key] = keysIn(`${path}.key`);
    expect(ran.status).toBe(0);
    expect(modeOf(`${path}.key`)).toBe('600');
    expect(existsSync(`${path}.key.part`)).toBe(false);
    expect(ran.err).toContain(
      `${path}.key: a new key was made; keep this file, and keep it secret.`,
    );
    expect(ran.err).toContain(`vkey ${formatVkey(key)}`);
    expect(key.name).toMatch(/^hustings\.invalid\/ledger-[0-9a-f]{8}$/);
    expectNoSecret(ran, readFileSync(`${path}.key`, 'utf8'));
    const before = readFileSync(`${path}.key`);
    const again = await hustings(['key', '--ledger', path]);
    expect([again.status, again.err]).toEqual([0, '']);
    expect(readFileSync(`${path}.key`)).toEqual(before);
    expectNoSecret(again, `${before}`);
  });

  test('is shown as a vkey, with where it lies', async () => {
    const path = await made('shown.db');
    const out = await printed(['key', '--ledger', path]);
    const [key] = keysIn(`${path}.key`);
    const row = { origin: key.name, id: key.id, vkey: formatVkey(key), file: `${path}.key` };
    expect(rowsOf(out)).toEqual([row]);
    expect(JSON.parse(await printed(['key', '-f', 'json', '--ledger', path]))).toEqual([row]);
  });

  test('is another for each ledger', async () => {
    const paths = [await made('one.db'), await made('two.db')];
    for (const path of paths) await printed(['key', '--ledger', path]);
    const [one, two] = paths.map((path) => keysIn(`${path}.key`)[0]);
    expect(one?.name).not.toBe(two?.name);
    expect(one?.id).not.toBe(two?.id);
  });

  test('lies where HUSTINGS_LOG_KEY says, and has the name of HUSTINGS_LOG_ORIGIN or --origin', async () => {
    const path = await made('named.db');
    const env = { HUSTINGS_LOG_KEY: file('named.key'), HUSTINGS_LOG_ORIGIN: 'ledger.example/a' };
    await printed(['key', '--ledger', path], { env });
    expect(keysIn(file('named.key'))[0].name).toBe('ledger.example/a');
    expect([modeOf(file('named.key')), existsSync(`${path}.key`)]).toEqual(['600', false]);
    const other = await printed(['key', '--origin', 'x.example/b', '--ledger', path]);
    expect(rowsOf(other)[0]?.origin).toBe('x.example/b');
    const kept = await hustings(['key', '--origin', 'late.example', '--ledger', path]);
    expect(kept.err).toContain('The log is x.example/b already; a log keeps its name for ever.');
    expect(rowsOf(kept.out)[0]?.origin).toBe('x.example/b');
  });

  test('is said of as one sentence where its name cannot be', async () => {
    const path = await made('unnamed.db');
    const ran = await hustings(['key', '--ledger', path], { env: { HUSTINGS_LOG_ORIGIN: 'a b' } });
    expect([ran.status, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^hustings: .*"a b".*HUSTINGS_LOG_ORIGIN.*\n$/);
    expect(existsSync(`${path}.key`)).toBe(false);
  });

  test('survives what a crash has left beside it', async () => {
    const path = await made('crashed.db');
    writeFileSync(`${path}.key.part`, 'half');
    chmodSync(`${path}.key.part`, 0o644);
    await printed(['key', '--ledger', path]);
    expect([modeOf(`${path}.key`), existsSync(`${path}.key.part`)]).toEqual(['600', false]);
  });
});

describe('rotating', () => {
  test('makes a key that signs beside the old, so that either checks the log', async () => {
    const path = await made('rotated.db');
    const log = `${path}-log`;
    const logging = () => printed(['export', '--log', log, '--ledger', path]);
    await printed(['key', '--ledger', path]);
    await logging();
    const [old] = keysIn(`${path}.key`);
    const ran = await hustings(['key', '--rotate', '--ledger', path]);
    const [young, ...rest] = keysIn(`${path}.key`);
    expect(rest.map(formatVkey)).toEqual([formatVkey(old)]);
    expect([young.name, young.id === old.id]).toEqual([old.name, false]);
    expect(rowsOf(ran.out).map(({ vkey }) => vkey)).toEqual([young, old].map(formatVkey));
    expect(modeOf(`${path}.key`)).toBe('600');
    expectNoSecret(ran, readFileSync(`${path}.key`, 'utf8'));
    const note = await logging();
    for (const key of [young, old]) {
      expect(openCheckpoint(note, parseVkey(formatVkey(key))).size).toBe(6);
    }
    expect(readFileSync(`${log}/vkeys`, 'utf8')).toBe(
      `${[young, old].map(formatVkey).join('\n')}\n`,
    );
    writeFileSync(`${path}.key`, readFileSync(`${path}.key`, 'utf8').replace(/\n[^\n]+\n$/, '\n'));
    const alone = await logging();
    expect(() => openCheckpoint(alone, old)).toThrow(/no signature by/);
    expect(openCheckpoint(alone, young).size).toBe(6);
  });

  test('before there is any key makes two of one name', async () => {
    const path = await made('at-once.db');
    const rows = rowsOf(await printed(['key', '--rotate', '--ledger', path]));
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ origin }) => origin)).size).toBe(1);
  });
});

describe('a key file that is none gets one sentence without any secret', () => {
  const good = 'PRIVATE+KEY+ledger.example/a+';
  const garbled: readonly [string, (text: string) => string, RegExp][] = [
    ['empty', () => '', /holds no key/],
    ['cut off', (text) => text.trimEnd().slice(0, -15), /base64|Ed25519|form/],
    ['with a letter exchanged', (text) => text.replace(/.(.)\n$/, '$1$1\n'), /has the id|base64/],
    ['of another program', () => '-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n', /does not begin with/],
    ['of another log in its second line', (text) => `${text}${good}x\n`, /form/],
  ];
  test.each(garbled)('%s', async (name, garble, says) => {
    const path = await made(`garbled ${name}.db`);
    await printed(['key', '--ledger', path]);
    const before = readFileSync(`${path}.key`, 'utf8');
    writeFileSync(`${path}.key`, garble(before));
    const spoilt = readFileSync(`${path}.key`, 'utf8');
    for (const args of [['key'], ['key', '--rotate'], ['export', '--log', `${path}-log`]]) {
      const ran = await hustings([...args, '--ledger', path]);
      expect([ran.status, ran.out]).toEqual([1, '']);
      expect(ran.err).toMatch(says);
      expect(ran.err).toMatch(/^hustings: \S*garbled .*\.db\.key: .* HUSTINGS_LOG_KEY\.\n$/);
      expectNoSecret(ran, before);
      expect(readFileSync(`${path}.key`, 'utf8')).toBe(spoilt);
      expect(existsSync(`${path}-log`)).toBe(false);
    }
  });

  test.each([
    ['a folder', '', /EISDIR/],
    ['below no folder', '/none/a.key', /ENOENT/],
  ])('%s', async (name, below, says) => {
    const path = await made(`place ${name.length}.db`);
    const env = { HUSTINGS_LOG_KEY: `${file('.')}${below}` };
    const ran = await hustings(['key', '--ledger', path], { env });
    expect([ran.status, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(says);
    expect(ran.err.match(/^hustings: /gm)).toHaveLength(1);
  });
});
