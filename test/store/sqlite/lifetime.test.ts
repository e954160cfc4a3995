import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/store/store-error.ts';
import { STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';
import { eachWithFolder } from './temporary.ts';

const test = eachWithFolder();

describe('a ledger open for reading only', () => {
  it('reads and follows what another store appends, and refuses to write', async () => {
    const entries = new EntryFactory();
    const writer = test.temporary.open();
    await writer.append(STREAM, 'any', entries.batch(2));
    const reader = test.temporary.open({ readOnly: true });
    expect((await reader.head()).seq).toBe(1);

    const abort = new AbortController();
    const seqs: number[] = [];
    const followed = (async () => {
      for await (const entry of reader.subscribe(0, abort.signal)) {
        seqs.push(entry.seq);
        if (entry.seq === 3) abort.abort();
      }
    })();
    await writer.append(STREAM, 'any', entries.batch(2));
    await followed;
    expect(seqs).toEqual([0, 1, 2, 3]);
    expect(reader.symbols.of('endorser-3')).toBe(writer.symbols.of('endorser-3'));

    const refused = { name: 'StoreError', code: 'read-only' };
    await expect(reader.append(STREAM, 'any', entries.batch(1))).rejects.toMatchObject(refused);
    await expect(
      reader.rebuild(() => undefined, new AbortController().signal),
    ).rejects.toMatchObject(refused);
  });
});

describe('a second store on a ledger', () => {
  it('reads what the first has stored as soon as the append is answered', async () => {
    const entries = new EntryFactory();
    const [first, second] = [test.temporary.open(), test.temporary.open()];
    await first.append(STREAM, 'any', entries.batch(2));
    expect((await second.readStream(STREAM, 0, 10)).map(({ seq }) => seq)).toEqual([0, 1]);
    await second.append(STREAM, 1, entries.batch(1));
    expect((await first.head()).seq).toBe(2);
    expect(await first.factsOf(STREAM, 0, 10)).toEqual(await second.factsOf(STREAM, 0, 10));
  });
});

describe('a closed ledger', () => {
  it('leaves one file behind, with everything in it', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(3));
    await store.close();
    expect(readdirSync(test.temporary.folder)).toEqual(['ledger.db']);
    expect((await test.temporary.open({ readOnly: true }).head()).seq).toBe(2);
  });

  it('refuses everything with a sentence that names the file', async () => {
    const store = test.temporary.open();
    await store.append(STREAM, 'any', new EntryFactory().batch(1));
    await store.close();
    const closed = {
      name: 'StoreError',
      code: 'closed',
      message: expect.stringContaining(test.temporary.file),
    };
    await expect(store.append(STREAM, 'any', new EntryFactory().batch(1))).rejects.toMatchObject(
      closed,
    );
    await expect(store.factsOf(STREAM, 0, 1)).rejects.toMatchObject(closed);
    await expect(
      store.rebuild(() => undefined, new AbortController().signal),
    ).rejects.toMatchObject(closed);
    expect(() => store.symbols.of('never-named')).toThrow(StoreError);
    expect(store.symbols.name(0)).toBe('endorser-0');
  });
});
