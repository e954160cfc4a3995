import { expect, it } from 'vitest';
import { FIELDS, PACKED_BYTES } from '../../projections/columns.ts';
import { STREAM } from '../store/contract/ledger.ts';
import { EntryFactory } from '../store/entries.ts';
import { eachWithFolder } from '../store/sqlite/temporary.ts';
import { auditOf } from './audited-ledger.ts';

const test = eachWithFolder();

it('each byte of the columns is compared, the number and the id in them too, and the entry named', async () => {
  const store = test.temporary.open();
  await store.append(STREAM, 'any', new EntryFactory().batch(5));
  const db = test.temporary.raw();
  const right = db.prepare('SELECT packed FROM facts WHERE revision = 3').get()?.packed;
  if (!(right instanceof Uint8Array)) throw new Error('no columns');
  const put = db.prepare('UPDATE facts SET packed = ? WHERE revision = 3');
  for (let at = 0; at < PACKED_BYTES; at += 1) {
    const wrong = Uint8Array.from(right, (byte, index) => (index === at ? byte ^ 4 : byte));
    put.run(wrong);
    const { faults } = await auditOf(store.audit);
    const said = FIELDS[Math.floor(at / 4)] ?? 'id';
    expect(faults, `byte ${at}`).toHaveLength(1);
    expect(faults[0]).toMatchObject({ seq: 3, problem: expect.stringContaining(said) });
  }
  put.run(right);
  expect((await auditOf(store.audit)).faults).toEqual([]);
});

it('columns that stand where no entry stands are a fault', async () => {
  const store = test.temporary.open();
  await store.append(STREAM, 'any', new EntryFactory().batch(5));
  test.temporary
    .raw()
    .exec('INSERT INTO facts SELECT stream, 9, packed FROM facts WHERE revision = 3');
  const { faults } = await auditOf(store.audit);
  expect(faults.map(({ problem }) => problem).join()).toContain('stream 0, revision 9');
});
