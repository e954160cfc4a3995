import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actorOfToken } from '../../src/access/token.ts';
import { TokenFile } from '../../src/store/sqlite/token-file.ts';
import { folder, hustings, printed, rowsOf } from './harness.ts';
import { main } from './processes.ts';

const { file } = folder();

const NOW = Date.parse('2026-11-22T06:00:00Z');
const at = (name: string) => ['--ledger', file(name)];
const tokens = (args: readonly string[], now = NOW) => hustings(['token', ...args], { now });

/** Makes a token and answers with its text. */
async function made(name: string, ...args: readonly string[]): Promise<string> {
  const out = await printed(['token', 'add', ...args, ...at(name)], { now: NOW });
  return out.trimEnd();
}

function actorAt(name: string, text: string, now = NOW) {
  const store = new TokenFile(`${file(name)}.tokens`);
  try {
    return actorOfToken(store, text, now);
  } finally {
    store.close();
  }
}

describe('token add', () => {
  test('prints the token alone, and says what it is on stderr', async () => {
    const ran = await tokens([
      'add',
      ' Zoe\u0308 ',
      '--role',
      'editor',
      '--role',
      'auditor',
      ...at('a.db'),
    ]);
    expect(ran.status).toBe(0);
    expect(ran.out).toMatch(/^hst_[0-9a-f]{12}_[\w-]{43}\n$/);
    const text = ran.out.trimEnd();
    expect(ran.err).toBe(
      `Token ${text.slice(4, 16)} of Zo\u00eb: editor, auditor; it does not expire.\nIt is shown this once; keep it secret.\n`,
    );
    const roles = ['editor', 'auditor'];
    expect(actorAt('a.db', text)).toEqual({ name: 'Zo\u00eb', roles, via: text.slice(4, 16) });
  });

  test('keeps it in a file of its own, which holds no secret', async () => {
    const text = await made('b.db', 'Ada', '--role', 'editor');
    const path = `${file('b.db')}.tokens`;
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(existsSync(file('b.db'))).toBe(false);
    const bytes = readFileSync(path);
    expect(bytes.includes(text.slice(-43))).toBe(false);
    expect(bytes.includes(Buffer.from(text.slice(-43), 'base64url'))).toBe(false);
  });

  test('keeps it where HUSTINGS_TOKENS says', async () => {
    const env = { HUSTINGS_TOKENS: file('elsewhere') };
    await printed(['token', 'add', 'Ada', '--role', 'editor', ...at('c.db')], { env });
    expect([existsSync(file('elsewhere')), existsSync(`${file('c.db')}.tokens`)]).toEqual([
      true,
      false,
    ]);
  });

  test('a day of expiry is the last good one, an instant the first bad one', async () => {
    const day = await made('d.db', 'Ada', '--role', 'editor', '--expires', '2026-11-22');
    const end = Date.parse('2026-11-23T00:00:00Z');
    expect(actorAt('d.db', day, end - 1).name).toBe('Ada');
    expect(() => actorAt('d.db', day, end)).toThrow(/has expired/);
    const instant = '2026-11-22T07:00:00Z';
    const hour = await made('d.db', 'Ada', '--role', 'editor', '--expires', instant);
    expect(actorAt('d.db', hour, Date.parse(instant) - 1).name).toBe('Ada');
    expect(() => actorAt('d.db', hour, Date.parse(instant))).toThrow(/has expired/);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no role', ['Ada'], /required option '--role <role>' not specified/],
    [
      'an unknown role',
      ['Ada', '--role', 'root'],
      /Allowed choices are historian, editor, auditor, admin/,
    ],
    ['no name', ['--role', 'editor'], /missing required argument 'name'/],
    ['a blank name', [' ', '--role', 'editor'], /the name must be 1 to 200 characters/],
    ['a name of 201 characters', ['x'.repeat(201), '--role', 'editor'], /1 to 200 characters/],
    ['half a character', ['a\ud800', '--role', 'editor'], /well-formed/],
    [
      'an expiry in words',
      ['Ada', '--role', 'editor', '--expires', 'soon'],
      /--expires must be a day.*"soon"/,
    ],
    [
      'a day that is none',
      ['Ada', '--role', 'editor', '--expires', '2027-02-30'],
      /--expires must be/,
    ],
    [
      'an expiry that is past',
      ['Ada', '--role', 'editor', '--expires', '2026-11-21'],
      /is past already/,
    ],
  ])('refuses %s, and keeps nothing', async (_, args, says) => {
    const ran = await tokens(['add', ...args, ...at('none.db')]);
    expect([ran.status, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(says);
    expect(existsSync(`${file('none.db')}.tokens`)).toBe(false);
  });

  test('says in one sentence that it cannot be kept', async () => {
    writeFileSync(file('other.tokens'), 'something else, for a page or so. '.repeat(40));
    const cases: readonly [string, RegExp][] = [
      ['nowhere/a.db', /folder is missing/],
      ['other', /is no file of tokens; name another file with HUSTINGS_TOKENS/],
    ];
    for (const [name, says] of cases) {
      const ran = await tokens(['add', 'Ada', '--role', 'editor', ...at(name)]);
      expect([ran.status, ran.out]).toEqual([1, '']);
      expect(ran.err).toMatch(says);
      expect(ran.err.match(/\n/g)).toHaveLength(1);
    }
  });
});

describe('token list', () => {
  test('shows everything but the secret, in every format', async () => {
    const expires = ['--expires', '2026-11-22T07:00:00Z'];
    const one = await made('l.db', 'Ada', '--role', 'editor', '--role', 'admin', ...expires);
    await made('l.db', 'Ada', '--role', 'auditor');
    const gone = await made('l.db', 'Eve', '--role', 'editor');
    await tokens(['revoke', gone.slice(4, 16), ...at('l.db')]);
    const later = NOW + 2 * 3_600_000;
    for (const format of ['table', 'tsv', 'csv', 'json', 'ndjson']) {
      const ran = await tokens(['list', '-f', format, ...at('l.db')], later);
      expect(ran.status).toBe(0);
      for (const text of [one, gone]) expect(ran.out).not.toContain(text.slice(17));
      expect(ran.out).not.toMatch(/hash|secret/);
      expect(ran.out).toContain(one.slice(4, 16));
    }
    const rows = rowsOf((await tokens(['list', ...at('l.db')], later)).out);
    expect(rows.map(({ name, roles, state }) => [name, roles, state]).sort()).toEqual([
      ['Ada', 'auditor', 'valid'],
      ['Ada', 'editor admin', 'expired'],
      ['Eve', 'editor', 'revoked'],
    ]);
    const { tokens: body } = JSON.parse(
      (await tokens(['list', '-f', 'json', ...at('l.db')], later)).out,
    );
    expect(body.find(({ id }: { id: string }) => id === one.slice(4, 16))).toEqual({
      id: one.slice(4, 16),
      name: 'Ada',
      roles: ['editor', 'admin'],
      state: 'expired',
      created: '2026-11-22T06:00:00.000Z',
      expires: '2026-11-22T07:00:00.000Z',
      revoked: null,
    });
  });

  test('says that there are none', async () => {
    const ran = await tokens(['list', ...at('empty.db')]);
    expect([ran.status, ran.out.split('\n').length]).toEqual([0, 2]);
    expect(ran.err).toBe('No tokens yet: hustings token add makes one.\n');
    expect(existsSync(`${file('empty.db')}.tokens`)).toBe(false);
  });
});

describe('token revoke', () => {
  const revoked = (name: string, given: string, now = NOW) =>
    tokens(['revoke', given, ...at(name)], now);

  test.each<[string, (text: string) => string]>([
    ['its id', (text) => text.slice(4, 16)],
    ['the beginning of it', (text) => text.slice(4, 10)],
    ['capital letters', (text) => text.slice(4, 16).toUpperCase()],
    ['the whole token, found where it should not be', (text) => text],
  ])('takes %s', async (how, given) => {
    const name = `r${how.length}.db`;
    const text = await made(name, 'Ada', '--role', 'editor');
    const kept = await made(name, 'Ada', '--role', 'editor');
    const ran = await revoked(name, given(text));
    expect([ran.status, ran.out]).toEqual([0, '']);
    expect(ran.err).toBe(
      `Token ${text.slice(4, 16)} of Ada is revoked: it lets nobody in from now on.\n`,
    );
    expect(() => actorAt(name, text)).toThrow(/was revoked/);
    expect(actorAt(name, kept).name).toBe('Ada');
  });

  test('holds in another process, which has the file open, at its very next look', async () => {
    const name = 'open.db';
    const text = await made(name, 'Ada', '--role', 'editor');
    const store = new TokenFile(`${file(name)}.tokens`);
    expect(actorOfToken(store, text, NOW).name).toBe('Ada');
    expect((await main(['token', 'revoke', text.slice(4, 16), ...at(name)])).code).toBe(0);
    expect(() => actorOfToken(store, text, NOW)).toThrow(/was revoked/);
    store.close();
  });

  test('may be said again, and keeps the first moment', async () => {
    const text = await made('twice.db', 'Ada', '--role', 'editor');
    await revoked('twice.db', text.slice(4, 16));
    const again = await revoked('twice.db', text.slice(4, 16), NOW + 1000);
    expect(again.status).toBe(0);
    expect(again.err).toContain('was revoked 2026-11-22T06:00:00.000Z.');
    expect(rowsOf((await tokens(['list', ...at('twice.db')])).out)[0]?.revoked).toBe(
      '2026-11-22T06:00:00.000Z',
    );
  });

  test.each(['abcd', 'abc', '', 'Ada', '%', 'hst_'])('%j is no token', async (given) => {
    await made('no.db', 'Ada', '--role', 'editor');
    rmSync(`${file('no.db')}.tokens`);
    const ran = await revoked('no.db', given);
    expect([ran.status, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(/there is no token .*; hustings token list lists them\.\n$/);
  });

  test('refuses a beginning that fits several', async () => {
    const store = new TokenFile(`${file('many.db')}.tokens`);
    const token = { hash: new Uint8Array(32), name: 'Ada', roles: ['editor'], created: 1 };
    for (const id of ['abcd00000001', 'abcd00000002']) {
      store.add({ id, ...token, expires: null, revoked: null });
    }
    store.close();
    const ran = await revoked('many.db', 'abcd');
    expect([ran.status, ran.err]).toEqual([
      1,
      'hustings: "abcd" begins the ids of several tokens: abcd00000001, abcd00000002; give more of it.\n',
    ]);
    expect((await revoked('many.db', 'abcd00000002')).status).toBe(0);
  });
});
