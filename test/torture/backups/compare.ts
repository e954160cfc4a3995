import { digestOf } from '../../../src/ledger/digest.ts';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store.ts';
import { audit } from '../../../src/tlog/audit/audit.ts';
import { TransparencyLog } from '../../../src/tlog/log.ts';
import { Bench, underKey } from '../../support/given.ts';
import type { Naive } from './record.ts';
import { DAY, hashed } from './said.ts';
import { SIGNER } from './signer.ts';

const QUIET = { progress: () => undefined, signal: new AbortController().signal };

/** A copy that was taken when there were `size` entries, and holds those up to one. */
export interface Copy {
  readonly file: string;
  readonly last: number;
  readonly size: number;
  /** The greatest size that its original knows to be signed. */
  readonly signed: number;
}

async function ofEntries(store: SqliteStore, { last, size }: Copy, naive: Naive) {
  const found = (await store.readAll(0, last + 10)).map((entry) => hashed(entry).hash);
  const right = naive.entries(last, size);
  const at = right.findIndex((hash, seq) => found[seq] !== hash);
  if (at >= 0) return [`entry ${at} is not as it was`];
  return found.length === right.length ? [] : [`there are ${found.length} entries`];
}

async function ofReceipts(store: SqliteStore, { last }: Copy, naive: Naive) {
  const faults: string[] = [];
  for (const { key, seq } of naive.keys) {
    const { receipt } = underKey(key, key);
    const isThere = (await store.receipt(receipt.key)) !== undefined;
    if (isThere !== seq <= last) faults.push(`the receipt ${key} is ${isThere ? '' : 'not '}there`);
  }
  return faults;
}

/** A log that signed more must not go on; any other signs what it signed before. */
async function ofLog(store: SqliteStore, { last, signed }: Copy, naive: Naive) {
  const log = new TransparencyLog(store, store.log, true);
  const note = await log.sign([SIGNER]).then(
    (checkpoint) => checkpoint.note,
    (error: unknown) => `refused: ${error}`,
  );
  const isCut = signed > last + 1;
  if (note.startsWith('refused') !== isCut) return [`cut: ${isCut}, and signing gave ${note}`];
  const known = naive.signedOf(last + 1);
  return isCut || known === undefined || known.note === note ? [] : ['it signed another root'];
}

/** What of a copy is not as the naive record has it; signs its log at the end, if that may be. */
export async function faultsOf(copy: Copy, naive: Naive): Promise<string[]> {
  const store = openSqliteStore(copy.file);
  try {
    const report = await audit(store.audit, { keys: [SIGNER], threads: 1, ...QUIET });
    const faults = report.faults.map(({ place, problem }) => `the audit: ${place} ${problem}`);
    faults.push(
      ...(await ofEntries(store, copy, naive)),
      ...(await ofReceipts(store, copy, naive)),
    );
    const known = naive.signedOf(copy.last + 1);
    const digest = digestOf(await new Bench(store).state(DAY), 'acts');
    if (known !== undefined && known.digest !== digest) faults.push('its standings are others');
    return [...faults, ...(await ofLog(store, copy, naive))];
  } finally {
    await store.close();
  }
}
