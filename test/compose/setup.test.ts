import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../support/kurrentdb/certificate.ts';
import { SmallDatabase } from './database.ts';

/** What `bin/kurrentdb-setup.js` gives to whoever imports it. */
interface Setup {
  readonly SETTINGS: Readonly<Record<string, unknown>>;
  faultsIn(env: Env): readonly string[];
  addressFor(env: Env, user: string, password: string): string;
  run(args: readonly string[], env: Env, say: (sentence: string) => void): Promise<void>;
}

type Env = Readonly<Record<string, string>>;

const setup: Setup = await import(new URL('../../bin/kurrentdb-setup.js', import.meta.url).href);

const ADMIN_PASSWORD = 'a'.repeat(24);
const PASSWORD = 'b'.repeat(24);
const OTHER = 'c'.repeat(24);
const BOTH = { DATABASE_ADMIN_PASSWORD: ADMIN_PASSWORD, DATABASE_PASSWORD: PASSWORD };
const SETTINGS = '$settings';
const ALL_METADATA = '$$$all';

const folder = mkdtempSync(join(tmpdir(), 'hustings-setup-'));
const authority = join(folder, 'ca.crt');
const certificate = selfSigned();
writeFileSync(authority, certificate.cert);

let database: SmallDatabase;

beforeEach(async () => {
  database = new SmallDatabase(ADMIN_PASSWORD);
  await database.start(certificate);
});

afterEach(() => database.stop());
afterAll(() => rmSync(folder, { recursive: true }));

/** Readies the database, and gives what was said. */
async function ready(args: readonly string[] = [], more: Env = {}): Promise<string[]> {
  const said: string[] = [];
  const place = { DATABASE_NODES: database.nodes, DATABASE_CA: authority, DATABASE_PATIENCE: '0' };
  await setup.run(args, { ...BOTH, ...place, ...more }, (sentence) => void said.push(sentence));
  return said;
}

describe('a database that is readied', () => {
  test('has a user who is no administrator, and who reads and appends', async () => {
    expect(await ready()).toEqual([
      'The user hustings was made.',
      'Streams are read and appended to by hustings; administrators alone can delete them.',
      'hustings may read $all.',
      'Tried as hustings: it reads $all, and is refused what could hide an entry.',
    ]);
    expect(database.people.get('hustings')).toEqual({ password: PASSWORD, groups: [] });
    const may = (right: '$r' | '$w' | '$d' | '$mr' | '$mw', stream: string) =>
      database.may('hustings', right, stream);
    const contest = 'hustings-contest-new';
    expect([may('$r', contest), may('$w', contest), may('$mr', contest)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([may('$d', contest), may('$mw', contest)]).toEqual([false, false]);
    expect([may('$r', '$all'), may('$mw', '$all'), may('$d', '$all')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([may('$r', '$settings'), may('$w', '$settings')]).toEqual([false, false]);
    database.people.set('guest', { password: '', groups: [] });
    expect(['$r', '$w'].filter((right) => database.may('guest', right as '$r', contest))).toEqual(
      [],
    );
  });

  test('has exactly these documents', async () => {
    await ready();
    expect(database.newest(SETTINGS)).toEqual({
      $userStreamAcl: {
        $r: ['hustings'],
        $w: ['hustings'],
        $d: ['$admins'],
        $mr: ['hustings'],
        $mw: ['$admins'],
      },
      $systemStreamAcl: {
        $r: ['$admins'],
        $w: ['$admins'],
        $d: ['$admins'],
        $mr: ['$admins'],
        $mw: ['$admins'],
      },
    });
    expect(database.newest(ALL_METADATA)).toEqual({ $acl: { $r: ['$admins', 'hustings'] } });
    expect(database.log.events.map(({ stream }) => stream)).toEqual([SETTINGS, ALL_METADATA]);
  });

  test('is left as it is the next time', async () => {
    await ready();
    const before = database.log.events.length;
    expect(await ready()).toEqual([
      'The user hustings is there.',
      'The rules for streams are as they should be.',
      'hustings may read $all already.',
      'Tried as hustings: it reads $all, and is refused what could hide an entry.',
    ]);
    expect(database.log.events.length).toBe(before);
  });

  test('knows the same rules in another spelling', async () => {
    const one = {
      $r: 'hustings',
      $w: 'hustings',
      $d: '$admins',
      $mr: ['hustings'],
      $mw: '$admins',
    };
    database.put(SETTINGS, { ...setup.SETTINGS, $userStreamAcl: one });
    expect(await ready()).toContain('The rules for streams are as they should be.');
  });
});

describe('what it finds', () => {
  test('a user with another password has the one that is given from then on', async () => {
    database.people.set('hustings', { password: OTHER, groups: ['$admins', 'a'] });
    const said = await ready();
    expect(said[0]).toBe('The user hustings is there; its password is now the one given.');
    expect(said[1]).toBe('It was in $admins,a, and is in no group now.');
    expect(database.people.get('hustings')).toEqual({ password: PASSWORD, groups: [] });
  });

  test('a user who is disabled stays so', async () => {
    database.people.set('hustings', { password: PASSWORD, groups: [], disabled: true });
    await expect(ready()).rejects.toThrow('The user hustings is disabled');
  });

  test('others who read $all still do', async () => {
    database.put(ALL_METADATA, { $acl: { $r: 'reports', $w: '$admins' }, kept: 1 });
    await ready();
    const acl = { $r: ['reports', 'hustings'], $w: '$admins' };
    expect(database.newest(ALL_METADATA)).toEqual({ $acl: acl, kept: 1 });
  });

  test('rules of somebody else stay, unless they are to be replaced', async () => {
    database.put(SETTINGS, { $userStreamAcl: { $r: '$all' } });
    await expect(ready()).rejects.toThrow(
      'The database has other rules for streams: {"$userStreamAcl"',
    );
    expect(database.newest(SETTINGS)).toEqual({ $userStreamAcl: { $r: '$all' } });
    await ready(['--replace']);
    expect(database.newest(SETTINGS)).toEqual(setup.SETTINGS);
  });

  test('an administrator with another password is told of, in the end', async () => {
    await expect(ready([], { DATABASE_ADMIN_PASSWORD: OTHER })).rejects.toThrow(
      'The database does not do it: ',
    );
    expect(database.log.events).toEqual([]);
  });

  test('rules that are not kept are told', async () => {
    database.isOpen = true;
    await expect(ready()).rejects.toThrow(
      'hustings may write the metadata of a stream, though the rules forbid it: keep no ledger in this database.',
    );
  });
});

describe('passwords', () => {
  test('are two, long, and of letters and digits', () => {
    expect(setup.faultsIn(BOTH)).toEqual([]);
    expect(setup.faultsIn({})).toHaveLength(2);
    for (const bad of ['', 'short', `${'a'.repeat(20)}@`, 'changeit', 'a'.repeat(129)]) {
      const [fault, ...more] = setup.faultsIn({ ...BOTH, DATABASE_PASSWORD: bad });
      expect(more).toEqual([]);
      expect(fault).toMatch(/^DATABASE_PASSWORD must be set to 16 to 128 letters and digits/);
    }
    const [same] = setup.faultsIn({ ...BOTH, DATABASE_PASSWORD: ADMIN_PASSWORD });
    expect(same).toBe('DATABASE_PASSWORD must differ from DATABASE_ADMIN_PASSWORD.');
  });

  test('are looked at without a database, and before one is asked', async () => {
    const said: string[] = [];
    const say = (sentence: string) => void said.push(sentence);
    await setup.run(['--check'], BOTH, say);
    expect(said).toEqual(['The passwords will do.']);
    await expect(setup.run(['--check'], {}, say)).rejects.toThrow('DATABASE_ADMIN_PASSWORD must');
    await expect(setup.run([], BOTH, say)).rejects.toThrow('DATABASE_NODES');
    await expect(setup.run(['--chekc'], BOTH, say)).rejects.toThrow('usage: ');
  });

  test('stand in the address that the service has, too', () => {
    const env = { DATABASE_NODES: 'a:1,b:2', DATABASE_CA: '/trust/ca.crt' };
    expect(setup.addressFor(env, 'hustings', OTHER)).toBe(
      `kurrentdb://hustings:${OTHER}@a:1,b:2?tls=true&tlsCaFile=/trust/ca.crt&connectionName=setup-hustings`,
    );
  });
});
