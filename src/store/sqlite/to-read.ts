import type { LedgerStore } from '../ledger-store.ts';
import { openSqliteStore } from './store.ts';

/** Opens a ledger's file once more, to read it in a thread of its own. */
export const openToRead = (file: string): LedgerStore => openSqliteStore(file, { readOnly: true });
