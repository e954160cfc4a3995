import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentId } from '../../src/interchange/intake/content-id.ts';
import { contentKeyIn } from '../../src/tlog/key-file.ts';
import { printed } from './harness.ts';
import { importing, ROWS } from './listed.ts';

const { file, importRows } = importing();

interface Stored {
  readonly leaf: { readonly id: string; readonly type: string };
  readonly payload: { readonly on?: string; readonly data: never; readonly sources: never };
}
const entriesIn = async (ledger: string): Promise<Stored[]> =>
  (await printed(['export', '--ledger', file(ledger)]))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const idsIn = async (ledger: string) => (await entriesIn(ledger)).map(({ leaf }) => leaf.id);
const keyOf = (ledger: string) => readFileSync(file(`${ledger}.key`), 'utf8');

describe('ids of content', () => {
  test('are UUIDs of version 8, and others under another key', async () => {
    await importRows('one', ROWS);
    await importRows('other', ROWS);
    const [one, other] = [await idsIn('one'), await idsIn('other')];
    for (const id of [...one, ...other]) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(new Set([...one, ...other]).size).toBe(24);
  });

  test('are the same under the same key, in whichever ledger', async () => {
    await importRows('first', ROWS);
    cpSync(file('first.key'), file('second.key'));
    await importRows('second', ROWS);
    expect(await idsIn('second')).toEqual(await idsIn('first'));
  });

  test('come from a key that its owner alone reads, and that outlives a new key of the log', async () => {
    await importRows('rotated', ROWS);
    expect((statSync(file('rotated.key')).mode & 0o777).toString(8)).toBe('600');
    const before = keyOf('rotated');
    await printed(['key', '--rotate', '--ledger', file('rotated')]);
    expect(keyOf('rotated')).not.toBe(before);
    expect(contentKeyIn(keyOf('rotated'))).toEqual(contentKeyIn(before));
    expect((await importRows('rotated', ROWS)).err).toContain('0 entries new, 12 there already');
  });

  test('are not made where the key is spoilt, and it is said which file', async () => {
    await importRows('spoilt', ROWS);
    writeFileSync(file('spoilt.key'), keyOf('spoilt').replace(/CONTENT\+KEY\+.*/, 'CONTENT+KEY+x'));
    const { status, err } = await importRows('spoilt', ROWS);
    expect(status).toBe(1);
    expect(err).toMatch(/spoilt\.key: The key file has a spoilt content key\./);
  });

  test('of a ledger whose key is lost are others, and yet no act is doubled', async () => {
    await importRows('lost', ROWS);
    rmSync(file('lost.key'));
    const { status, err, problems } = await importRows('lost', ROWS);
    expect(status).toBe(1);
    expect(err).toContain('lost.key: a new key was made; keep this file, and keep it secret.');
    expect(problems?.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'changed']);
    const acts = (await entriesIn('lost')).filter(({ leaf }) => leaf.type === 'EndorsementMade');
    expect(acts).toHaveLength(3);
  });

  test('tell nobody without the key whether he has guessed the content', async () => {
    await importRows('guessed', ROWS);
    const act = (await entriesIn('guessed')).find(({ leaf }) => leaf.type === 'EndorsementMade');
    const { on = '', data, sources } = act?.payload ?? ({} as Stored['payload']);
    const draft = { type: 'EndorsementMade', version: 2, on, data, sources } as const;
    const key = contentKeyIn(keyOf('guessed')) as Uint8Array;
    expect(contentId(key, 'leader', draft)).toBe(act?.leaf.id);
    const nobodys = [new Uint8Array(32), createHash('sha256').update('leader').digest()];
    for (const other of nobodys) expect(contentId(other, 'leader', draft)).not.toBe(act?.leaf.id);
  });
});

describe('an entry that was erased', () => {
  test('is not brought back by the list that told it', async () => {
    await importRows('erased', ROWS);
    const entries = await entriesIn('erased');
    const act = entries.find(({ leaf }) => leaf.type === 'EndorsementMade')?.leaf.id ?? '';
    const how = ['--basis', 'Art. 17 GDPR', '--yes', '--ledger', file('erased')];
    await printed(['erase', act, ...how]);
    const text = await printed(['export', '--ledger', file('erased')]);
    const { status, err, problems } = await importRows('erased', ROWS);
    expect(err).toContain('0 entries new');
    expect(await printed(['export', '--ledger', file('erased')])).toBe(text);
    expect([status, problems]).toEqual([0, undefined]);
  });
});
