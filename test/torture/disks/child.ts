// The process whose disk fails: does to a ledger what it is sent, one thing after the other, and answers what came of it.
import { DatabaseSync } from 'node:sqlite';
import { makeSure } from '../../../src/cli/making-sure.ts';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { TransparencyLog } from '../../../src/tlog/log.ts';
import { madeSigner } from '../../tlog/made.ts';
import { type Change, change } from './change.ts';
import { QUIET } from './quiet.ts';
import type { Answer, Wish } from './wishes.ts';

let store: SqliteStore | undefined;
let reader: DatabaseSync | undefined;
let file = '';
let log: TransparencyLog | undefined;

function opened(): SqliteStore {
  if (store === undefined) throw new Error('no ledger is open');
  return store;
}

async function changed(wanted: Change): Promise<number> {
  const outcome = await change(opened(), wanted);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.appended;
}

function letGo(): void {
  reader?.close();
  reader = undefined;
}

/** Reads the ledger as it is now, for long; who did so before has seen enough. */
function hold(): number {
  letGo();
  reader = new DatabaseSync(file, { readOnly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM entry').get();
  return 0;
}

async function close(): Promise<number> {
  letGo();
  await store?.close();
  return 0;
}

async function sign(): Promise<string> {
  if (log === undefined) throw new Error('no ledger is open');
  return (await log.sign([madeSigner()])).note;
}

async function done(wish: Wish): Promise<NonNullable<Answer['value']>> {
  if (wish.do === 'open') {
    file = wish.file;
    store = openSqliteStore(file, { logPages: wish.logPages, busyMilliseconds: 50 });
    log = new TransparencyLog(store, store.log, true);
    await makeSure(QUIET, store, wish.file);
    return 0;
  }
  if (wish.do === 'change') return changed(wish.change);
  if (wish.do === 'sign') return sign();
  if (wish.do === 'hold') return hold();
  if (wish.do === 'close') return close();
  const entries = await opened().readAll(0, 1_000_000);
  return entries.map(({ id }) => id);
}

async function answered(wish: Wish): Promise<Answer> {
  try {
    return { value: await done(wish), inDoubt: store?.inDoubt() ?? false };
  } catch (error) {
    const inDoubt = store?.inDoubt() ?? false;
    const { message, stack } = error as Error;
    const code = error instanceof StoreError ? error.code : null;
    return { error: { code, message, stack: `${stack}` }, inDoubt };
  }
}

// Ctrl+C is for whoever asks: this one ends with it.
process.on('SIGINT', () => undefined);
process.on('message', (wish: Wish) => {
  void answered(wish).then((answer) => process.send?.(answer));
});
