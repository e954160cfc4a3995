import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/ledger/digest.ts';
import { REFUSAL_CODES } from '../../src/ledger/refusals.ts';
import { as, type Bench, given, type Sent } from '../support/given.ts';
import type { Row } from './row.ts';
import { ACT_ROWS } from './rows-acts.ts';
import { CORRECTION_ROWS } from './rows-corrections.ts';
import { FRAME_ROWS } from './rows-frame.ts';
import { RECORD_ROWS } from './rows-record.ts';
import { STAGE_ROWS } from './rows-stages.ts';

const ROWS: readonly Row[] = [
  ...FRAME_ROWS,
  ...STAGE_ROWS,
  ...ACT_ROWS,
  ...CORRECTION_ROWS,
  ...RECORD_ROWS,
];

/** A sentence for people: it begins and ends as one, and shows no insides. */
function expectSentence(message: string): void {
  expect(message).toMatch(/^["A-Za-z0-9]/);
  expect(message).toMatch(/[^.]\.$/);
  expect(message).not.toMatch(/\n|\[object|\bnull|NaN|Error|\bat .*:\d+/);
}

/** What a ledger holds and shows: types in order, and the standings once all is over. */
async function shown(bench: Bench) {
  const entries = await bench.store.readAll(0, 1000);
  const held = entries.map(({ stream, revision, leaf }) => {
    const { type } = JSON.parse(Buffer.from(leaf).toString());
    return `${stream} ${revision} ${type}`;
  });
  return { held, digest: digestOf(await bench.state('2011-01-01'), 'acts') };
}

/** Entries with ids of their own, so that two ledgers that hold them are equal. */
const named = (sent: readonly Sent[]) =>
  sent.map((each, index) => (each.id === undefined ? as(`neighbour ${index}`, each) : each));

describe('the table of refusals', () => {
  it('has a row for every code, and no other', () => {
    const codes = new Set(ROWS.map((row) => row.code));
    expect([...codes].sort()).toEqual([...REFUSAL_CODES].sort());
  });

  it('lists each code once', () => {
    expect(new Set(REFUSAL_CODES).size).toBe(REFUSAL_CODES.length);
  });
});

describe.each(ROWS)('$code: where $what', (row) => {
  const setting = given(row.given, row.register, row.first);

  it('is refused, with a sentence that names the place and what would be right', async () => {
    const { refusal } = await setting.when(row.when, row.where);
    expect(refusal).toMatchObject({ code: row.code, index: row.index ?? 0 });
    const message = refusal?.message ?? '';
    expectSentence(message);
    for (const name of row.names) expect(message).toContain(name);
    expect(message).toMatch(row.remedy);
    if (row.candidates !== undefined) expect(refusal?.candidates).toEqual(row.candidates);
  });

  it('stores nothing, and leaves the ledger as it was for the next append', async () => {
    const { bench } = await setting.when(row.when, row.where);
    expect(await bench.store.head()).toMatchObject({
      seq: row.given.length + (row.register?.length ?? 0) - 1,
    });
    await bench.accept(named(row.neighbour), row.near);
    const fresh = await setting.when(named(row.neighbour), row.near);
    expect(fresh.refusal).toBeNull();
    expect(await shown(bench)).toEqual(await shown(fresh.bench));
  });
});
