import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folder, hustings, printed, sampleLedger } from './harness.ts';

const sample = sampleLedger();
const { file } = folder();
const NANDY = '27b24a10';
const WORDS = 'Lisa Nandy wins GMB union backing';

const exportOf = (ledger: string) => printed(['export', '--ledger', ledger]);

describe('backup and restore', () => {
  it('give the same ledger back, with its checkpoints, and say what was checked', async () => {
    const ledger = sample.copy('whole.db');
    await printed(['export', '--ledger', ledger, '--log', file('log')]);
    const backup = await hustings(['backup', file('a.db'), '--ledger', ledger]);
    expect(backup).toMatchObject({ status: 0, out: '' });
    expect(backup.err).toContain('872 entries, every byte checked');
    expect(backup.err).toContain(`${ledger}.key) is not in it`);
    const restored = file('restored.db');
    await printed(['restore', file('a.db'), '--ledger', restored]);
    expect(await exportOf(restored)).toBe(await exportOf(ledger));
    const vkey = readFileSync(`${file('log')}/vkey`, 'utf8').trim();
    const since = `${file('log')}/checkpoint`;
    const verified = await hustings([
      'verify',
      '--ledger',
      restored,
      '--since',
      since,
      '--vkey',
      vkey,
    ]);
    expect(verified).toMatchObject({ status: 0 });
    expect(existsSync(`${file('a.db')}.part`)).toBe(false);
  });

  it('never write over what is there', async () => {
    const there = file('there.db');
    writeFileSync(there, 'something else');
    for (const args of [
      ['backup', there, '--ledger', sample.path],
      ['restore', sample.path, '--ledger', there],
    ]) {
      const { status, err } = await hustings(args);
      expect(status).toBe(1);
      expect(err).toBe(`hustings: ${there} is there already; name a new file.\n`);
    }
    expect(readFileSync(there, 'utf8')).toBe('something else');
  });

  it('make no copy of a damaged ledger, and say how to find the damage', async () => {
    const ledger = sample.copy('damaged.db');
    const bytes = readFileSync(ledger);
    bytes[bytes.indexOf(WORDS)] = 'M'.charCodeAt(0);
    writeFileSync(ledger, bytes);
    const { status, err } = await hustings(['backup', file('b.db'), '--ledger', ledger]);
    expect(status).toBe(1);
    expect(err).toMatch(/is damaged \(\d+ faults\), so no copy was made; hustings verify --ledger/);
    expect(existsSync(file('b.db'))).toBe(false);
  });

  it('hold nothing of what was erased before', async () => {
    const ledger = sample.copy('erased.db');
    await printed(['backup', file('before.db'), '--ledger', ledger]);
    expect(readFileSync(file('before.db')).includes(WORDS)).toBe(true);
    await printed(['erase', NANDY, '--basis', 'A court order', '--yes', '--ledger', ledger]);
    await printed(['backup', file('after.db'), '--ledger', ledger]);
    expect(readFileSync(file('after.db')).includes(WORDS)).toBe(false);
  });

  it('say in one sentence what is not there', async () => {
    const { status, err } = await hustings([
      'restore',
      file('nosuch.db'),
      '--ledger',
      file('z.db'),
    ]);
    expect(status).toBe(1);
    expect(err).toMatch(/nosuch\.db does not exist/);
    expect(existsSync(file('z.db'))).toBe(false);
  });
});
