import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { VERIFIER_SCRIPT } from '../../src/interchange/bundle-script.ts';
import { folder, hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();
const CELL = ['labour-leader-2010', '--candidate', 'david-miliband', '--category', 'TU'];
const NO_LEDGER = ['--ledger', file('none.db')];
let signed: string;
let vkey: string;

beforeAll(async () => {
  signed = ledger.copy('signed.db');
  await printed(['export', '--log', file('log'), '--ledger', signed]);
  [vkey = ''] = readFileSync(file('log/vkey'), 'utf8').split('\n');
});

async function bundle(name: string, ...args: readonly string[]): Promise<string> {
  const path = file(`${name}.hustings-bundle.json`);
  writeFileSync(path, await printed(['bundle', ...args, '--ledger', signed]));
  return path;
}

test('of an entry and of a cell are verified without the ledger', async () => {
  const cell = await bundle('cell', ...CELL, '--as-of', '2010-07-14');
  const { status, out, err } = await hustings(['verify-bundle', cell, '--vkey', vkey]);
  expect(status).toBe(0);
  const rows = rowsOf(out);
  expect(rows.map((row) => row.entry?.slice(0, 8))).toContain('90bb227f');
  expect(rows.every((row) => row.erased === 'false')).toBe(true);
  expect(err).toMatch(/^about: TU for david-miliband in labour-leader-2010: 2 certain, 0 poss/m);
  expect(err).toMatch(/^proven: 10 entries are in the log of 872, and none was rewritten since/m);
  expect(err).toMatch(/^not proven: that a claim is true/m);
  const entry = await bundle('entry', '90bb227f');
  const body = JSON.parse(await printed(['verify-bundle', entry, '-f', 'json']));
  expect(body).toMatchObject({ about: expect.stringMatching(/^entry 90bb227f-/), size: 872 });
  expect((await hustings(['verify-bundle', entry])).err).toContain('compare it with one from else');
});

test('the one-liner of the help takes the verifier out, and plain Node runs it', async () => {
  const path = await bundle('script', '90bb227f');
  const help = await printed(['help', 'bundle']);
  const [, code = ''] = /node -e '([^']+)'/.exec(help) ?? [];
  const script = execFileSync(process.execPath, ['-e', code, path], { encoding: 'utf8' });
  expect(script).toBe(VERIFIER_SCRIPT);
  expect(await printed(['bundle', '--verifier'])).toBe(VERIFIER_SCRIPT);
  writeFileSync(file('verify.mjs'), script);
  const out = execFileSync(process.execPath, [file('verify.mjs'), path, vkey], {
    encoding: 'utf8',
  });
  expect(out).toContain('proven: 2 entries are in the log of 872');
});

test('spoilt, or no bundle at all, is refused with one sentence', async () => {
  const path = await bundle('spoilt', '90bb227f');
  const text = readFileSync(path, 'utf8');
  for (const [spoilt, says] of [
    [text.replace('samples', 'Samples'), /: Entry 155 \(90bb227f-.*\) is not in the log at this/],
    [text.replace('david-miliband', 'ed-miliband'), /has another payload or salt than its leaf/],
    ['{}\n', /is not in the form|has other fields than a bundle has/],
    ['', /is not JSON/],
  ] as const) {
    writeFileSync(path, spoilt);
    const { status, out, err } = await hustings(['verify-bundle', path]);
    expect([status, out, err.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(err).toMatch(says);
  }
  const absent = await hustings(['verify-bundle', file('absent.json')]);
  expect([absent.status, absent.err.startsWith('hustings: ')]).toEqual([1, true]);
});

test('is not made without a checkpoint, a key, a subject or half a cell', async () => {
  const unsigned = ledger.copy('unsigned.db');
  for (const [args, status, says] of [
    [
      ['90bb227f', '--ledger', unsigned],
      1,
      /No checkpoint of this ledger was signed yet.*--log DIR/,
    ],
    [['00000000', '--ledger', signed], 1, /There is no entry 00000000/],
    [[...CELL.slice(0, 3), '--ledger', signed], 2, /--category is needed too/],
    [['--ledger', signed], 2, /Say of what: an entry, or a contest/],
    [['90bb227f', '--vkey', 'x', '--ledger', signed], 1, /not of the form name\+id\+base64/],
    [['90bb227f', ...NO_LEDGER], 1, /none\.db/],
  ] as const) {
    const ran = await hustings(['bundle', ...args]);
    expect([args, ran.status, ran.out]).toEqual([args, status, '']);
    expect(ran.err).toMatch(says);
  }
});

test.each(['bundle', 'verify-bundle'])(
  'the help of %s is at most 80 wide, with examples',
  async (name) => {
    const help = await printed(['help', name]);
    expect(help).toMatch(new RegExp(`Examples:\n  hustings ${name}`));
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  },
);
