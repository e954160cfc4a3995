/** Targets that a ledger is not moved to, and sources that it is not moved from. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, test } from 'vitest';
import { opened, uuid } from './entries.ts';
import { IMPATIENT, printed } from './harness.ts';
import {
  answered,
  database,
  erased,
  fresh,
  held,
  line,
  move,
  moved,
  refused,
  small,
} from './moving.ts';

let ledger = '';

beforeAll(async () => {
  ledger = await small();
});

/** A copy of the small ledger. */
function copied(): string {
  const path = fresh();
  cpSync(ledger, path);
  return path;
}

test('a target that holds the beginning is carried on with what came since', async () => {
  const { env } = await database();
  const growing = copied();
  await moved(['--from', growing], { env });
  await answered(growing, 'second', 7);
  const { status, err } = await move(['--from', growing], { env });
  expect([status, err]).toEqual([0, expect.stringMatching(/: 16 entries, 15 of them in kurr/)]);
  expect(await printed(['export'], { env })).toBe((await held(growing)).entries);
  expect(await move(['--from', growing], { env })).toMatchObject({ status: 0 });
});

test('a target that holds other entries is refused, and left as it is', async () => {
  const other = fresh();
  await printed(['import', '-', '--ledger', other], { stdin: line('x', 90, opened()) });
  const before = await held(other);
  await refused(
    ['--from', ledger, '--to', other],
    /holds other entries than \S+ \(the first is entry 0\), so nothing was moved/,
  );
  expect(await held(other)).toEqual(before);
  const { env } = await database();
  await printed(['import', '-'], { env, stdin: line('x', 90, opened()) });
  await refused(['--from', ledger], /holds other entries/, { env });
  expect(JSON.parse(await printed(['contests', '-f', 'json'], { env })).contests).toHaveLength(1);
});

test('a target that has gone on, has signed, has answered or was not erased is refused', async () => {
  const at = (to: string) => ['--from', ledger, '--to', to];
  const further = copied();
  await answered(further, 'leader', 9);
  await refused(at(further), /holds all of \S+, and 1 entries more, so nothing was moved/);
  const harmed = (sql: string): string => {
    const path = copied();
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
    return path;
  };
  const signed = harmed("INSERT INTO checkpoint (size, note) VALUES (3, 'another')");
  await refused(at(signed), /has signed a checkpoint of 3 entries that \S+ does not know/);
  const answering = harmed(
    'UPDATE receipt SET sum = zeroblob(32) WHERE key = (SELECT min(key) FROM receipt)',
  );
  await refused(at(answering), /holds an answer to a request that \S+ does not know/);
  const [before, since] = [copied(), copied()];
  await erased(since, uuid(6));
  await refused(['--from', since, '--to', before], /^hustings: Entry 5 is erased in one of/);
});

test('nothing is made of a ledger that is damaged or not there', async () => {
  const damaged = fresh();
  const bytes = readFileSync(ledger);
  bytes[bytes.indexOf('Leader, 2010')] = 'M'.charCodeAt(0);
  writeFileSync(damaged, bytes);
  const to = fresh();
  await refused(
    ['--from', damaged, '--to', to],
    /is damaged \(\d+ faults?\), so nothing was moved/,
  );
  await refused(['--from', `${to}.none`, '--to', to], /\.none does not exist/);
  expect(existsSync(to)).toBe(false);
});

test('a target cannot be left out, be the source itself, or be the copy of the other side', async () => {
  const env = { HUSTINGS_STORE: 'kurrentdb://127.0.0.1:1', HUSTINGS_COPY: ledger };
  const wrong = (args: readonly string[], says: RegExp, around = {}) =>
    refused(args, says, around, 2);
  await wrong([], /^hustings: --to is missing: name a file/);
  await wrong(['--from', ledger], /--to is missing/);
  await wrong([], /--to is missing/, { env });
  await wrong(['--from', ledger, '--to', ledger], /would be moved to itself/);
  await wrong(['--to', 'kurrentdb://127.0.0.1:1?tls=false'], /would be moved to itself/, { env });
  await wrong(['--from', ledger], /cannot be the ledger of one side and the copy/, { env });
  await wrong(['--to', ''], /^hustings: The ledger has no name: give --to\.\n$/);
  await wrong(['--from', 'mysql://x', '--to', 'y'], /^hustings: --from must be the address of a/);
  await wrong(['--from', 'x', '--to', 'kurrentdb://'], /^hustings: --to must be the address of a/);
});

test('what cannot be reached is no target, and no source', async () => {
  const env = { HUSTINGS_STORE: 'kurrentdb://127.0.0.1:1', HUSTINGS_COPY: fresh() };
  const around = { env, tempo: IMPATIENT };
  await refused(['--from', ledger], /127\.0\.0\.1:1 cannot be reached now/, around);
  const to = fresh();
  await refused(['--to', to], /127\.0\.0\.1:1 cannot be reached now/, around);
  expect(existsSync(to)).toBe(false);
});
