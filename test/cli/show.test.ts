import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseVkey } from '../../src/tlog/keys.ts';
import { verifyProofFile } from '../../src/tlog/signing.ts';
import { folder, hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();
const ENTRY = '90bb227f-d25e-40f3-b656-12d03ba91f02';

const fieldsOf = async (path: string, entry = ENTRY) =>
  rowsOf(await printed(['show', entry, '--ledger', path])).map(({ field, value }) => [
    field,
    value,
  ]);

test('the proof of an entry needs a signed checkpoint, and says how to get one', async () => {
  const path = ledger.copy('unsigned.db');
  const { status, out, err } = await hustings(['show', ENTRY, '--proof', '--ledger', path]);
  expect([status, out]).toEqual([1, '']);
  expect(err).toBe(
    'hustings: No signed checkpoint covers entry 155 yet, so there is nothing to prove it by: hustings export --log DIR signs one.\n',
  );
  expect(await fieldsOf(path)).toContainEqual([
    'checkpoint',
    'none signed yet covers it: hustings export --log DIR signs one',
  ]);
});

test('its proof and its bytes, as files, are all that a verifier needs', async () => {
  const path = ledger.copy('signed.db');
  await printed(['export', '--log', file('log'), '--ledger', path]);
  const [vkey = ''] = readFileSync(file('log/vkey'), 'utf8').split('\n');
  const proof = await printed(['show', ENTRY, '--proof', '--ledger', path]);
  const leaf = await printed(['show', '90bb227f', '--leaf', '--ledger', path]);
  const { index, checkpoint } = verifyProofFile(proof, Buffer.from(leaf), parseVkey(vkey));
  expect([index, checkpoint.size]).toEqual([155, 872]);
  expect(() =>
    verifyProofFile(proof, Buffer.from(leaf.replace('samples', 'Samples')), parseVkey(vkey)),
  ).toThrow(/another root/);
  const fields = Object.fromEntries(await fieldsOf(path));
  expect(fields['log place']).toBe('index 155 of 872');
  expect(fields.checkpoint).toContain(`— ${checkpoint.origin} `);
});

test('it is told what names it, what was corrected, and where it counts', async () => {
  const path = ledger.copy('corrected.db');
  const correction = {
    type: 'EntryCorrected',
    data: { entry: ENTRY, why: 'A slip of the pen.', on: '2010-07-01' },
  };
  writeFileSync(file('k.json'), JSON.stringify(correction));
  const stdin = JSON.stringify(correction);
  const by = ['--by', 'an editor', '--ledger', path];
  await printed(['append', 'labour-leader-2010', ...by], { stdin });
  const fields = await fieldsOf(path);
  const value = (name: string) => fields.find(([field]) => field === name)?.[1];
  expect(value('corrected by')).toMatch(/\(EntryCorrected, recorded .* by an editor\): A slip/);
  expect(value('told again by')).toMatch(/^51acba78-/);
  expect(value('now: on')).toMatch(/^\[2010-06-27\.\.2010-07-14\] → 2010-07-01 \(/);
  expect(fields).toContainEqual([
    'counts as act',
    'certain, TU for david-miliband: begun 2010-07-01, and no end by then',
  ]);
  const { err } = await hustings(['show', ENTRY, '--ledger', path]);
  expect(err).toMatch(/^counts: as of .*\ndigest of the standings: sha256:/);
});
