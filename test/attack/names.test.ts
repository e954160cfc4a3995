/** Names that are SQL, addresses of files or options of SQLite are names, and nothing else. */
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ndjson, SMALL } from '../cli/entries.ts';
import { folder, hustings, printed } from '../cli/harness.ts';
import { CONTEST } from '../support/given.ts';
import { attacked } from './attacked.ts';

const { path, file } = folder();
const HOSTILE = [
  "it's a ledger.db",
  "a'; DROP TABLE entry; --.db",
  'a"b.db',
  'file:c.db?mode=memory',
  'd.db?immutable=1#x',
  ':memory:.db',
  '%41.db',
  '-e.db',
];

test.each(HOSTILE)(
  'a ledger and a backup that are called %j are files of these names',
  async (name) => {
    await printed(['import', '-', '--ledger', file(name)], { stdin: ndjson(SMALL) });
    const { status, err } = await hustings([
      'backup',
      file(`copy ${name}`),
      '--ledger',
      file(name),
    ]);
    expect([status, err]).toEqual([0, expect.stringContaining('every byte checked')]);
    expect([existsSync(file(name)), existsSync(file(`copy ${name}`))]).toEqual([true, true]);
    const restored = await hustings(['verify', '--ledger', file(`copy ${name}`)]);
    expect(restored.status).toBe(0);
    const strays = readdirSync(path).filter((each) => !HOSTILE.some((one) => each.includes(one)));
    expect(strays).toEqual([]);
  },
);

const server = attacked();
const SQL = [
  "' OR 1=1 --",
  "'; DROP TABLE entry; --",
  '" OR ""="',
  '1 UNION SELECT hash FROM token',
  '%',
  '_',
];

test.each(SQL)('%j finds nothing that another name would not', async (text) => {
  const name = encodeURIComponent(text);
  for (const url of [
    `/api/v1/contests/${name}`,
    `/api/v1/contests/${name}/standings`,
    `/api/v1/endorsers/${name}`,
    `/api/v1/entries/${name}`,
    `/api/v1/contests/${CONTEST}/standings?counts=stage:${name}`,
    `/api/v1/contests/${CONTEST}/entries?cursor=${name}`,
    `/api/v1/contests/${CONTEST}/provenance?candidate=${name}&category=${name}`,
    `/api/v1/audit/log?recordedBy=${name}`,
    `/api/v1/export?contest=${name}`,
    `/contests/${name}`,
  ]) {
    const { statusCode, body } = await server.send(url, { as: 'auditor' });
    const empty = /^(?:$|\{.*"(?:rows|entries)":\[\])/.test(body);
    expect([url, statusCode === 200 ? empty : statusCode]).toEqual([
      url,
      expect.toBeOneOf([true, 400, 404]),
    ]);
  }
  const there = await server.send(`/api/v1/contests/${CONTEST}`);
  expect(there.statusCode).toBe(200);
  expect(server.here.failures).toEqual([]);
});
